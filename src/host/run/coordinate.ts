import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CoordinatorNews, CoordinatorOrder } from '../../engine/run/coordinator-message'
import type { Progress } from '../../engine/result/progress'
import type { Result } from '../../engine/result/result'
import { RunSoFar } from '../../engine/run/run-so-far'
import { followThread } from './follow-thread'

/** What a caller of a run may want to know and to say. */
export interface RunOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Ends the run within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Starts the coordinator thread for one run and waits for its result. Every other thread of the
 * run is below that thread and ends with it. A coordinator that does not stop within `graceMs` of a
 * cancellation is ended; the result then has the turns that it had told of, without the one that
 * was going on.
 *
 * @throws RunError where the run cannot be done, its thread dies, or it does not stop when told and
 *   had not begun
 */
export function coordinate(
  order: CoordinatorOrder,
  { onProgress, signal }: RunOptions,
  graceMs?: number,
): Promise<Result> {
  const file = join(order.engineFolder, 'coordinator-thread.cjs')
  let soFar: RunSoFar | undefined
  return followThread<CoordinatorNews, Result>(
    new Worker(file, { workerData: order, name: 'coordinator' }),
    {
      title: 'coordinating thread',
      hear: (news) => {
        switch (news.kind) {
          case 'progress':
            onProgress?.(news.progress)
            return
          case 'started':
            soFar = new RunSoFar(order, news.start)
            return
          case 'turn-started':
            soFar?.begin(news.turn)
            return
          case 'turn-ended':
            soFar?.add(news.turn, news.result)
        }
      },
      soFar: () => soFar?.result() ?? null,
      signal,
      graceMs,
    },
  )
}
