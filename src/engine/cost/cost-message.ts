import type { Environment } from '../measure/environment'
import type { Milliseconds } from '../measure/quantity'
import type { CostName, CostResult } from './cost-result'

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

/** What the host hands to the measuring thread when it starts it (`workerData`). */
export interface CostOrder {
  readonly spec: CostSpec
  /** Folder with the built threads. */
  readonly engineFolder: string
  readonly environment: Environment
}

/** How far it is. */
export interface CostProgress {
  readonly done: number
  readonly total: number
  readonly round: number
  /** What is measured next. */
  readonly name: CostName
}

/** What the measuring thread posts: progress, then exactly one of the others. */
export type CostMessage =
  | { readonly kind: 'progress'; readonly progress: CostProgress }
  | { readonly kind: 'finished'; readonly result: CostResult }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null }
