import type { Milliseconds } from '../measure/statistics/quantity'

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
