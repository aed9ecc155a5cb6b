import type { CostName } from './cost-result'

/** How far it is. */
export interface CostProgress {
  readonly done: number
  readonly total: number
  readonly round: number
  /** What is measured next. */
  readonly name: CostName
}
