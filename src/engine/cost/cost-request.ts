import { z } from 'zod'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'

/** How thoroughly costs are measured; what is left out is what `corewise cost` does. */
export const costRequestSchema = z.strictObject({
  kind: z.literal('cost'),
  /** How often each is measured. */
  rounds: z.number().int().min(1).max(1_000).default(10),
  /** How long jobs under load are measured in each round. */
  windowMs: z.number().int().min(50).max(60_000).default(1_000),
  /** Empty jobs in flight. */
  concurrency: z.number().int().min(1).max(1_000_000).default(64),
  /** Threads of the pool, besides the one that hands out its jobs; null for one per other core. */
  workers: z.number().int().min(1).max(256).nullable().default(null),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
})
export type CostRequest = z.infer<typeof costRequestSchema>

/** How much shorter a switch is measured than a load of jobs: it needs no thread to warm up. */
const SWITCH_SHARE = 0.1

/** What is measured for a request on a machine of so many cores. */
export function costSpecOf(request: Omit<CostRequest, 'kind'>, cores: number): CostSpec {
  const { rounds, windowMs, concurrency, workers, seed } = request
  return {
    rounds,
    seed,
    windowMs: milliseconds(windowMs),
    switchMs: milliseconds(windowMs * SWITCH_SHARE),
    concurrency,
    workers: workers ?? Math.max(1, cores - 1),
  }
}

/** What is to be measured, and how thoroughly. */
export interface CostSpec {
  readonly rounds: number
  readonly seed: number
  /** How long jobs under load are measured in each round. */
  readonly windowMs: Milliseconds
  /** How long each switch is measured in each round, about. */
  readonly switchMs: Milliseconds
  readonly concurrency: number
  readonly workers: number
}
