import type { Environment } from '../measure/environment'
import type { Progress } from './progress'
import type { Result } from './result'
import type { RunPart } from './run-so-far'
import type { Spec } from './spec'

/** What the host hands to the coordinator thread when it starts it (`workerData`). */
export interface CoordinatorOrder {
  /** A files workload must name its folder here: only the shell knows a default one. */
  readonly spec: Spec
  /** Folder with the built threads, such as loop-thread.cjs. */
  readonly engineFolder: string
  /** Port of the loopback service; null for workloads that make no request. */
  readonly httpPort: number | null
  /** Kept in the result. Read by the host: only Electron's main thread knows that it is Electron. */
  readonly environment: Environment
}

/** What the host may post to the running coordinator thread. */
export interface HostMessage {
  readonly kind: 'cancel'
}

/**
 * What the coordinator thread posts: progress and, as they come, the parts of the run, then exactly
 * one of the last two, then it exits.
 */
export type CoordinatorMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | RunPart
  /** Also after a cancellation: what was measured until then, marked partial. */
  | { readonly kind: 'finished'; readonly result: Result }
  /** The run could not be done at all, such as an unreadable folder; the message is for people. */
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null }
