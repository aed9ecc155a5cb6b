import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CostNews, CostOrder } from '../../engine/cost/cost-message'
import type { CostProgress } from '../../engine/cost/cost-progress'
import type { CostResult } from '../../engine/cost/cost-result'
import { CostSoFar } from '../../engine/cost/cost-so-far'
import { followThread } from './follow-thread'

/** What a caller may want to know and to say. */
export interface MeasureCostOptions {
  readonly onProgress?: ((progress: CostProgress) => void) | undefined
  /** Ends it within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Measures what switching and measuring cost, in a thread of its own. One that does not stop
 * within `graceMs` of a cancellation is ended; the result then has what it had told of.
 *
 * @throws RunError where it cannot be done, its thread dies, or it does not stop when told and had
 *   not begun
 */
export function measureCost(
  order: CostOrder,
  { onProgress, signal }: MeasureCostOptions = {},
  graceMs?: number,
): Promise<CostResult> {
  const file = join(order.engineFolder, 'cost-thread.cjs')
  let soFar: CostSoFar | undefined
  return followThread<CostNews, CostResult>(new Worker(file, { workerData: order, name: 'cost' }), {
    title: 'measuring thread',
    hear: (news) => {
      if (news.kind === 'progress') onProgress?.(news.progress)
      else if (news.kind === 'started') soFar = new CostSoFar(order, news.start)
      else soFar?.add(news.name, news.timing)
    },
    soFar: () => soFar?.result() ?? null,
    signal,
    graceMs,
  })
}
