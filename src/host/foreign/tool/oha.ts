import { z } from 'zod'
import { parseInput } from '../../input/parse-input'
import { supported, type Reading } from '../reading'

const seconds = z.number().min(0).nullish()
const tallies = z.record(z.string(), z.number().int().min(0))

/**
 * `oha --output-format json`, whose form is https://github.com/hatoo/oha/blob/master/schema.json:
 * times in seconds, null where nothing was answered.
 */
const schema = z.looseObject({
  summary: z.looseObject({
    slowest: seconds,
    fastest: seconds,
    average: seconds,
    requestsPerSec: z.number().min(0).nullish(),
  }),
  latencyPercentiles: z.record(z.string(), seconds),
  statusCodeDistribution: tallies.default({}),
  errorDistribution: tallies.default({}),
})

/** What it counts among the errors, and only the end of its run cut off. */
const CUT_OFF = 'aborted due to deadline'

/** A status from here on says that a request failed. */
const LEAST_FAILURE = 400

/** Whether data is what oha prints as JSON. */
export function isOha(data: object): boolean {
  return 'summary' in data && 'latencyPercentiles' in data
}

/** @throws InputError naming the field that does not fit */
export function readOha(data: object, source: string): Reading {
  const { summary, latencyPercentiles, ...counts } = parseInput(schema, data, source)
  const answered = sum(Object.values(counts.statusCodeDistribution))
  const errors = Object.entries(counts.errorDistribution).filter(([name]) => name !== CUT_OFF)
  const refused = Object.entries(counts.statusCodeDistribution).filter(
    ([status]) => Number(status) >= LEAST_FAILURE,
  )
  const percentiles = Object.entries(latencyPercentiles).flatMap(([key, value]) => {
    const percentile = Number(/^p(\d{1,2}(?:\.\d{1,6})?)$/.exec(key)?.[1])
    return Number.isFinite(percentile) && value != null
      ? [{ percentile, valueMs: value * 1_000 }]
      : []
  })
  const { fastest, slowest, average } = summary
  const least = fastest == null ? [] : [{ percentile: 0, valueMs: fastest * 1_000 }]
  return {
    measuredAt: null,
    tool: { name: 'oha', version: null },
    series: [
      {
        name: 'requests',
        count: answered,
        failed: sum([...errors, ...refused].map(([, count]) => count)),
        requestsPerSecond: summary.requestsPerSec ?? null,
        latency:
          percentiles.length === 0
            ? null
            : {
                meanMs: average == null ? null : average * 1_000,
                maxMs: slowest == null ? null : slowest * 1_000,
                percentiles: [...least, ...supported(percentiles, answered)],
              },
      },
    ],
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
