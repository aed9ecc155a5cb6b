import { z } from 'zod'
import { parseInput } from '../../input/parse-input'
import { lineName, supported, type Percentile, type Reading } from '../reading'

const number = z.number().min(0)
const tally = z.number().int().min(0)

/** `autocannon -j`: https://github.com/mcollina/autocannon, latencies in milliseconds. */
const schema = z.looseObject({
  title: z.string().nullish(),
  url: z.string().nullish(),
  start: z.iso.datetime().nullish(),
  errors: tally.default(0),
  non2xx: tally.default(0),
  latency: z.looseObject({ mean: number, min: number, max: number, totalCount: tally.nullish() }),
  requests: z.looseObject({ average: number, total: tally }),
})

/** Whether data is what autocannon prints as JSON. */
export function isAutocannon(data: object): boolean {
  return 'latency' in data && 'requests' in data && 'connections' in data
}

/** @throws InputError naming the field that does not fit */
export function readAutocannon(data: object, source: string): Reading {
  const { title, url, start, errors, non2xx, latency, requests } = parseInput(schema, data, source)
  const count = latency.totalCount ?? requests.total
  // Of what was never answered it prints zeros.
  const isTimed = count > 0
  return {
    measuredAt: start ?? null,
    tool: { name: 'autocannon', version: null },
    series: [
      {
        name: lineName(title ?? url ?? '', 'requests'),
        count,
        failed: errors + non2xx,
        requestsPerSecond: requests.average,
        latency: isTimed
          ? {
              meanMs: latency.mean,
              maxMs: latency.max,
              percentiles: [
                { percentile: 0, valueMs: latency.min },
                ...supported(percentilesIn(latency, source), count),
              ],
            }
          : null,
      },
    ],
  }
}

/** `p2_5` is 2.5 %. */
function percentilesIn(latency: Record<string, unknown>, source: string): Percentile[] {
  return Object.entries(latency).flatMap(([key, value]) => {
    const found = /^p(\d{1,2}(?:_\d{1,6})?)$/.exec(key)
    if (found?.[1] === undefined) return []
    const valueMs = parseInput(z.looseObject({ [key]: number }), { [key]: value }, source)[key]
    return [{ percentile: Number(found[1].replace('_', '.')), valueMs: Number(valueMs) }]
  })
}
