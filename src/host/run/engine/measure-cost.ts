import type { CostNews, CostOrder } from '../../../engine/cost/cost-message'
import type { CostProgress, CostResult } from '../../../engine/cost/cost-result'
import { CostSoFar } from '../../../engine/cost/cost-so-far'
import { hasFigures } from '../../../engine/survey'
import type { StartProcess } from '../../../engine/process/own-process'
import { followEngine } from './follow-engine'
import { startEngine } from './start-engine'

/** What a caller may want to know and to say. */
export interface MeasureCostOptions {
  readonly onProgress?: ((progress: CostProgress) => void) | undefined
  /** Ends it within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Measures what switching and measuring cost, in an engine process. One that does not stop within
 * `graceMs` of a cancellation is ended; the result then has what it had told of. So it is where the
 * process dies, with what happened.
 *
 * @throws RunError where it cannot be done, its process dies before anything was measured, or it
 *   does not stop when told and had not begun
 */
export function measureCost(
  order: CostOrder,
  start: StartProcess,
  { onProgress, signal }: MeasureCostOptions = {},
  graceMs?: number,
): Promise<CostResult> {
  let soFar: CostSoFar | undefined
  return followEngine<CostNews, CostResult>(startEngine(start, order.engineFolder), {
    order: { thread: 'cost', engineFolder: order.engineFolder, order },
    title: 'measuring engine',
    hear: (news) => {
      if (news.kind === 'progress') onProgress?.(news.progress)
      else if (news.kind === 'started') soFar = new CostSoFar(order, news.start)
      else soFar?.add(news.name, news.timing)
    },
    soFar: (fault) => {
      const result = soFar?.result(fault) ?? null
      return fault === null || (result !== null && hasFigures(result)) ? result : null
    },
    signal,
    graceMs,
  })
}
