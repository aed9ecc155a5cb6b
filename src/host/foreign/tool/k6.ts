import { z } from 'zod'
import { parseInput } from '../../input/parse-input'
import { lineName, supported, type Percentile, type Reading } from '../reading'

/** A metric's figures: in `values` where `handleSummary` gave them, beside its name else. */
const metricsSchema = z.record(z.string().max(1_000), z.looseObject({}))

/**
 * `k6 run --summary-export` and the data of `handleSummary`:
 * https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/, milliseconds.
 */
const schema = z.looseObject({ metrics: metricsSchema })

const number = z.number().min(0)
const trendSchema = z.looseObject({
  avg: number.nullish(),
  min: number.nullish(),
  max: number.nullish(),
})
const rateSchema = z.looseObject({
  count: number.nullish(),
  rate: number.nullish(),
  passes: z.number().int().min(0).nullish(),
})

/** What is timed for each request; iterations where a script makes none of these. */
const REQUESTS = /^(?:http|grpc)_req_duration(\{.*\})?$/

/** Whether data is a summary of k6. */
export function isK6(data: object): boolean {
  if (!('metrics' in data) || typeof data.metrics !== 'object' || data.metrics === null)
    return false
  return ['iterations', 'http_reqs', 'iteration_duration'].some((name) =>
    Object.hasOwn(data.metrics as object, name),
  )
}

/** @throws InputError naming the field that does not fit */
export function readK6(data: object, source: string): Reading {
  const { metrics } = parseInput(schema, data, source)
  const names = Object.keys(metrics).filter((name) => REQUESTS.test(name))
  const trends = names.length > 0 ? names : ['iteration_duration']
  const counted = names.length > 0 ? 'http_reqs' : 'iterations'
  return {
    measuredAt: null,
    tool: { name: 'k6', version: null },
    series: trends.slice(0, 50).map((name) => {
      // Only of all requests together is it told how many there were.
      const isAll = !name.includes('{') && !name.startsWith('grpc')
      const rate = isAll ? rateOf(metrics, counted, source) : null
      const count = rate?.count ?? null
      return {
        name: lineName(name.replace('_duration', ''), name),
        count,
        failed: isAll ? (rateOf(metrics, 'http_req_failed', source)?.passes ?? null) : null,
        requestsPerSecond: rate?.rate ?? null,
        latency: latencyOf(metrics, name, count, source),
      }
    }),
  }
}

type Metrics = z.infer<typeof metricsSchema>

function rateOf(metrics: Metrics, name: string, source: string) {
  const values = valuesOf(metrics, name)
  return values === null ? null : parseInput(rateSchema, values, `${source}: metrics.${name}`)
}

function latencyOf(metrics: Metrics, name: string, count: number | null, source: string) {
  const values = valuesOf(metrics, name)
  if (values === null) return null
  const { avg, min, max, ...others } = parseInput(trendSchema, values, `${source}: metrics.${name}`)
  const percentiles = Object.entries(others).flatMap(([key, value]) => {
    const percentile = key === 'med' ? 50 : Number(/^p\(([\d.]{1,12})\)$/.exec(key)?.[1])
    if (!Number.isFinite(percentile) || percentile >= 100) return []
    const only = z.looseObject({ [key]: number })
    const parsed = parseInput(only, { [key]: value }, `${source}: metrics.${name}`)
    return [{ percentile, valueMs: Number(parsed[key]) }]
  })
  const least: Percentile[] = min == null ? [] : [{ percentile: 0, valueMs: min }]
  return {
    meanMs: avg ?? null,
    maxMs: max ?? null,
    percentiles: [...least, ...supported(percentiles, count)],
  }
}

function valuesOf(metrics: Metrics, name: string): object | null {
  const metric = Object.hasOwn(metrics, name) ? metrics[name] : undefined
  if (metric === undefined) return null
  const { values } = metric
  return typeof values === 'object' && values !== null ? values : metric
}
