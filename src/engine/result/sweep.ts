import { z } from 'zod'
import type { Milliseconds, PerSecond } from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'
import { contenderNames } from '../spec/spec'
import { errorText } from './figures'
import { resultHead } from './result-head'
import { RESULT_SCHEMA_VERSION, resultSchema } from './result'

const MOST_POINTS = 200

const name = z.enum(contenderNames)

/** The highest arrival rate at which p99 stays within a limit. */
const highestRateSchema = z.strictObject({
  kind: z.literal('highest-rate'),
  limitMs: quantity<Milliseconds>(),
  contenders: z
    .array(
      z.strictObject({
        name,
        /** The highest rate that was within; null where none was. */
        within: quantity<PerSecond>().nullable(),
        /**
         * The lowest that was beyond, by p99, by saturation or because it turned jobs away; null
         * where none was.
         */
        beyond: quantity<PerSecond>().nullable(),
      }),
    )
    .max(contenderNames.length),
})
export type HighestRate = z.infer<typeof highestRateSchema>

/** Experiments of others that the lab repeats; `engine/gallery` describes each. */
export const experimentNames = [
  'mcgranaghan',
  'jep-444',
  'seda',
  'von-behren',
  'schroeder',
  'tene',
  'nginx',
  'paterson',
  'http-arena',
  'tail-at-scale',
] as const
export type ExperimentName = (typeof experimentNames)[number]

/** What a search over a parameter found. */
const findingSchema = z.discriminatedUnion('kind', [
  /** Where the pool overtakes the loop in jobs per second, as a share of computing. */
  z.strictObject({
    kind: z.literal('crossover'),
    /** Below it the loop was seen to do more; null where it never was. */
    low: z.number().min(0).max(1).nullable(),
    /** Above it the pool was seen to do more; null where it never was. */
    high: z.number().min(0).max(1).nullable(),
    /** Where their ratio is 1, between the measured values next to it; null outside of them. */
    estimate: z.number().min(0).max(1).nullable(),
  }),
  highestRateSchema,
  /**
   * The points are those of a published experiment; what follows of its claim is worked out of
   * them.
   */
  z.strictObject({ kind: z.literal('repetition'), experiment: z.enum(experimentNames) }),
])
export type Finding = z.infer<typeof findingSchema>

/** The result at one value of a sweep. */
const measuredPointSchema = z.strictObject({ value: z.number(), result: resultSchema })
export type MeasuredPoint = z.infer<typeof measuredPointSchema>

/** A spec run at several values of one of its parameters. */
export const sweepSchema = z.strictObject({
  ...resultHead('corewise-sweep', RESULT_SCHEMA_VERSION),
  over: z.enum([
    'concurrency',
    'workers',
    'cores',
    'uv-threads',
    'cpu-share',
    'arrival-rate',
    'parts',
  ]),
  /** What the values were chosen to find; null where they were given. */
  finding: findingSchema.nullable(),
  points: z.array(measuredPointSchema).max(MOST_POINTS),
  /** The values at which nothing could be measured, and why; empty in results of early versions. */
  failures: z
    .array(
      z.strictObject({
        value: z.number(),
        /** Which contender it was about, where each is run by itself. */
        name: name.nullable(),
        error: errorText,
      }),
    )
    .max(MOST_POINTS)
    .default([]),
})
export type Sweep = z.infer<typeof sweepSchema>
