import type { Environment } from '../measure/environment'
import type { Milliseconds } from '../measure/quantity'
import type { LastMessage } from '../measure/work-for-host'
import type { CostName, CostResult } from './cost-result'
import type { CostPart } from './cost-so-far'

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

/** What the measuring thread tells on its way: progress and, as they come, the parts of a result. */
export type CostNews = { readonly kind: 'progress'; readonly progress: CostProgress } | CostPart

/** What it posts: news, then how it ended, then it exits. */
export type CostMessage = CostNews | LastMessage<CostResult>
