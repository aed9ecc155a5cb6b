import type { CoordinatorNews, CoordinatorOrder } from '../../../engine/run/coordinator-message'
import type { Progress } from '../../../engine/result/progress'
import type { Result } from '../../../engine/result/result'
import { RunSoFar } from '../../../engine/run/run-so-far'
import type { StartProcess } from '../../../engine/process/own-process'
import { followEngine } from './follow-engine'
import { engineOptionsOf, startEngine } from './start-engine'

/** What a caller of a run may want to know and to say. */
export interface RunOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Ends the run within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Starts an engine process for one run and waits for its result. Every thread of the run is in that
 * process and ends with it. A coordinator that does not stop within `graceMs` of a cancellation is
 * ended; the result then has the slots that it had told of, without the one that was going on. So
 * it is where the process dies, with the contender that was measured then as failed.
 *
 * @throws RunError where the run cannot be done, its process dies, or it does not stop when told
 *   and had not begun
 */
export function coordinate(
  order: CoordinatorOrder,
  start: StartProcess,
  { onProgress, signal }: RunOptions,
  graceMs?: number,
): Promise<Result> {
  let soFar: RunSoFar | undefined
  return followEngine<CoordinatorNews, Result>(
    startEngine(start, order.engineFolder, engineOptionsOf(order.spec)),
    {
      order: { thread: 'coordinator', engineFolder: order.engineFolder, order },
      title: 'measuring engine',
      hear: (news) => {
        switch (news.kind) {
          case 'progress':
            onProgress?.(news.progress)
            return
          case 'started':
            soFar = new RunSoFar(order, news.start)
            return
          case 'slot-started':
            soFar?.begin(news.slot)
            return
          case 'slot-ended':
            soFar?.add(news.slot, news.result)
        }
      },
      soFar: (fault) => {
        if (fault !== null) soFar?.fail(fault)
        return soFar?.result() ?? null
      },
      signal,
      graceMs,
    },
  )
}
