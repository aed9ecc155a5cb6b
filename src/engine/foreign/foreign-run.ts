import { z } from 'zod'

/** Written into a foreign run as `schemaVersion`. */
export const FOREIGN_SCHEMA_VERSION = 1

/** Tools whose results can be laid over the lab's own. */
const foreignTools = [
  'hyperfine',
  'autocannon',
  'k6',
  'oha',
  'wrk',
  'wrk2',
  'HdrHistogram',
] as const
export type ForeignTool = (typeof foreignTools)[number]

/** From when to when each tool takes the time that it calls latency. */
export const timedBy: Readonly<Record<ForeignTool, string>> = {
  hyperfine: 'from a command’s start to its end',
  autocannon: 'from sending a request to its answer',
  k6: 'from sending a request to its answer',
  oha: 'from sending a request to its answer',
  wrk: 'from sending a request to its answer',
  wrk2: 'from when a request was to be sent to its answer',
  HdrHistogram: 'as its program recorded it',
}

/** Characters of the file as it came. */
export const MOST_FOREIGN_CHARACTERS = 8 * 1024 * 1024
/** Commands, tags or kinds of requests in one file. */
export const MOST_FOREIGN_SERIES = 50
/** Characters of what one of them is called. */
export const MOST_IN_SERIES_NAME = 200
/** Points of one curve. */
const MOST_PERCENTILES = 1_000
/** Longer times and higher rates are no measurement: 31 years, and 10¹². */
const LONGEST_MS = 1e12
const HIGHEST_RATE = 1e12

const milliseconds = z.number().min(0).max(LONGEST_MS)
const tally = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What one of its latencies came to; percentiles rise, and 0 is the smallest value. */
const foreignLatencySchema = z.strictObject({
  meanMs: milliseconds.nullable(),
  maxMs: milliseconds.nullable(),
  percentiles: z
    .array(z.strictObject({ percentile: z.number().min(0).lt(100), valueMs: milliseconds }))
    .max(MOST_PERCENTILES),
})
export type ForeignLatency = z.infer<typeof foreignLatencySchema>

/** One command, kind of request or tag of a foreign run. */
const foreignSeriesSchema = z.strictObject({
  name: z.string().min(1).max(MOST_IN_SERIES_NAME),
  /** How many were timed; null where the file does not say. */
  count: tally.nullable(),
  /** How many failed or were not answered; null where the file does not say. */
  failed: tally.nullable(),
  /** As the tool counted them; null of what is no rate. */
  requestsPerSecond: z.number().min(0).max(HIGHEST_RATE).nullable(),
  latency: foreignLatencySchema.nullable(),
})
export type ForeignSeries = z.infer<typeof foreignSeriesSchema>

/**
 * What another tool measured, with the file that it wrote. Nothing of it was measured by the lab.
 */
export const foreignRunSchema = z.strictObject({
  kind: z.literal('corewise-foreign'),
  schemaVersion: z.literal(FOREIGN_SCHEMA_VERSION),
  /** When the file was read: ISO 8601, UTC. */
  importedAt: z.iso.datetime().max(40),
  /** When the tool measured; null where its file does not say. */
  measuredAt: z.iso.datetime().max(40).nullable(),
  tool: z.strictObject({
    name: z.enum(foreignTools),
    /** Null where its file does not say. */
    version: z.string().min(1).max(40).nullable(),
  }),
  series: z.array(foreignSeriesSchema).min(1).max(MOST_FOREIGN_SERIES),
  /** The file as it came: everything above is read from it. */
  original: z.strictObject({
    fileName: z.string().max(255),
    text: z.string().max(MOST_FOREIGN_CHARACTERS),
  }),
})
export type ForeignRun = z.infer<typeof foreignRunSchema>

/** When it was measured, as far as that is known; else when it came to the lab. */
export function momentOf({ measuredAt, importedAt }: ForeignRun): string {
  return measuredAt ?? importedAt
}
