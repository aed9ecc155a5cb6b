import { z } from 'zod'
import { environmentSchema } from '../measure/machine/environment'
import type { Milliseconds, Nanoseconds } from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'
import { resultHead } from '../result/result-head'

/** Written into every file of this kind; a reader refuses a higher one. */
export const COST_SCHEMA_VERSION = 2

/** Going from one thing to another, from the cheapest kind to the dearest. */
export const switchNames = [
  'native-await',
  'loop-iteration',
  'atomics-hand-off',
  'message-round-trip',
  'pool-job',
] as const
export type SwitchName = (typeof switchNames)[number]

/** An empty job under load, with the lab's records kept and without. */
export const jobNames = ['loop-bare', 'loop-recorded', 'pool-bare', 'pool-recorded'] as const
export type JobName = (typeof jobNames)[number]

export const costNames = [...switchNames, ...jobNames] as const
export type CostName = SwitchName | JobName

/** As many as can be asked for. */
const MOST_ROUNDS = 1_000
/** In characters. */
export const MOST_IN_INTERRUPTION = 1_000

const costEntrySchema = z.strictObject({
  name: z.enum(costNames),
  /** How often it was done in each round; null where a round is a stretch of time instead. */
  operations: z.number().int().min(1).nullable(),
  /** Time of one in each round, in the order in which the rounds were measured. */
  roundsNs: z.array(quantity<Nanoseconds>()).max(MOST_ROUNDS),
  /** CPU time of one in each of these rounds, all threads and the runtime's helpers together. */
  roundsCpuNs: z.array(quantity<Nanoseconds>()).max(MOST_ROUNDS),
})
export type CostEntry = z.infer<typeof costEntrySchema>

/** What switching and measuring cost on a machine. */
export const costSchema = z.strictObject({
  ...resultHead('corewise-cost', COST_SCHEMA_VERSION),
  /** What ended it early other than a wish; null where nothing did, and in early versions. */
  interruption: z.string().max(MOST_IN_INTERRUPTION).nullable().default(null),
  rounds: z.number().int().min(1),
  seed: z.number().int().min(0).max(4_294_967_295),
  /** How long jobs under load are measured in each round. */
  windowMs: quantity<Milliseconds>(),
  /** Jobs in flight in the loop, and in the pool. */
  concurrency: z.number().int().min(1),
  /** Threads of the pool under load, besides the one that hands out its jobs. */
  workers: z.number().int().min(1),
  /** Which followed which in each round, drawn from the seed. */
  order: z.array(z.array(z.enum(costNames)).max(costNames.length)).max(MOST_ROUNDS),
  environment: environmentSchema,
  costs: z.array(costEntrySchema).max(costNames.length),
})
export type CostResult = z.infer<typeof costSchema>

/** How far it is. */
export interface CostProgress {
  readonly done: number
  readonly total: number
  readonly round: number
  /** What is measured next. */
  readonly name: CostName
}
