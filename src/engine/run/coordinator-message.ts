import type { Environment } from '../measure/machine/environment'
import type { LastMessage } from '../process/work-for-host'
import type { Progress } from '../result/progress'
import type { Result } from '../result/result'
import type { RunPart } from './run-so-far'
import type { Spec } from '../spec/spec'

/** What the host hands to the coordinator thread when it starts it (`workerData`). */
export interface CoordinatorOrder {
  /** A files workload must name its folder here: only the shell knows a default one. */
  readonly spec: Spec
  /** Folder with the built threads, such as loop-thread.cjs. */
  readonly engineFolder: string
  /** Port of the loopback service; null for workloads that make no request. */
  readonly httpPort: number | null
  /** The service's process; null without a service. */
  readonly httpPid: number | null
  /** The process that started this one, which is no other program; null where there is none. */
  readonly hostPid: number | null
  /**
   * Kept in the result. Read by the host: only Electron's main thread knows that it is Electron.
   */
  readonly environment: Environment
}

/** The ids of the cores that threads may run on; empty where they are not known. */
export function usableCores({ environment: { processors } }: CoordinatorOrder): number[] {
  return processors?.usable.map(({ id }) => id) ?? []
}

/** What the coordinator thread tells on its way: progress and, as they come, the run's parts. */
export type CoordinatorNews = { readonly kind: 'progress'; readonly progress: Progress } | RunPart

/** What it posts: news, then how it ended, then it exits. */
export type CoordinatorMessage = CoordinatorNews | LastMessage<Result>
