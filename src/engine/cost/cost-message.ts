import type { Environment } from '../measure/machine/environment'
import type { LastMessage } from '../process/work-for-host'
import type { CostProgress, CostResult } from './cost-result'
import type { CostPart } from './cost-so-far'
import type { CostSpec } from './cost-request'

/** What the host hands to the measuring thread when it starts it (`workerData`). */
export interface CostOrder {
  readonly spec: CostSpec
  /** Folder with the built threads. */
  readonly engineFolder: string
  readonly environment: Environment
}

/**
 * What the measuring thread tells on its way: progress and, as they come, the parts of a result.
 */
export type CostNews = { readonly kind: 'progress'; readonly progress: CostProgress } | CostPart

/** What it posts: news, then how it ended, then it exits. */
export type CostMessage = CostNews | LastMessage<CostResult>
