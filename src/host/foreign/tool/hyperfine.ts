import { z } from 'zod'
import { parseInput } from '../../input/parse-input'
import { lineName, placesFor, type Percentile, type Reading } from '../reading'

const seconds = z.number().min(0)

/** `hyperfine --export-json`: https://github.com/sharkdp/hyperfine, times in seconds. */
const schema = z.looseObject({
  results: z
    .array(
      z.looseObject({
        command: z.string(),
        mean: seconds,
        median: seconds,
        min: seconds,
        max: seconds,
        times: z.array(seconds).max(100_000).nullish(),
        exit_codes: z.array(z.number().int().nullable()).max(100_000).nullish(),
      }),
    )
    .min(1)
    .max(50),
})

/** Whether data is what hyperfine exports. */
export function isHyperfine(data: object): boolean {
  if (!('results' in data) || !Array.isArray(data.results)) return false
  const [first] = data.results as unknown[]
  return typeof first === 'object' && first !== null && 'command' in first && 'mean' in first
}

/** @throws InputError naming the field that does not fit */
export function readHyperfine(data: object, source: string): Reading {
  const { results } = parseInput(schema, data, source)
  return {
    measuredAt: null,
    tool: { name: 'hyperfine', version: null },
    series: results.map(({ command, mean, median, min, max, times, exit_codes: codes }, index) => ({
      name: lineName(command, `command ${index + 1}`),
      count: times?.length ?? null,
      failed: codes?.filter((code) => code !== 0).length ?? null,
      requestsPerSecond: null,
      latency: {
        meanMs: mean * 1_000,
        maxMs: max * 1_000,
        percentiles: [
          { percentile: 0, valueMs: min * 1_000 },
          { percentile: 50, valueMs: median * 1_000 },
          ...furtherOf(times ?? []),
        ].sort((a, b) => a.percentile - b.percentile),
      },
    })),
  }
}

/** What its single times support besides the smallest and the median, which it gives itself. */
function furtherOf(times: readonly number[]): Percentile[] {
  const sorted = [...times].sort((a, b) => a - b)
  return placesFor(sorted.length)
    .filter((percentile) => percentile !== 0 && percentile !== 50)
    .map((percentile) => {
      const rank = Math.max(1, Math.ceil((percentile / 100) * sorted.length - 1e-9))
      return { percentile, valueMs: (sorted[rank - 1] ?? 0) * 1_000 }
    })
}
