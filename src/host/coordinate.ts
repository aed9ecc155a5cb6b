import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type {
  CoordinatorMessage,
  CoordinatorOrder,
  HostMessage,
} from '../engine/experiment/coordinator-message'
import type { Progress } from '../engine/experiment/progress'
import type { Result } from '../engine/experiment/result'
import { RunSoFar } from '../engine/experiment/run-so-far'
import { RunError } from './run-error'

/** How long the coordinator may take to end everything by itself after a cancellation. */
const CANCEL_GRACE_MS = 900

/** What a caller of a run may want to know and to say. */
export interface RunOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Ends the run within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Starts the coordinator thread for one run and waits for its result. Every other thread of the
 * run is below that thread and ends with it. A coordinator that does not stop within `graceMs` of a
 * cancellation, as on a busy machine, is ended; the result then has the turns that it had told of,
 * without the one that was going on.
 *
 * @throws RunError where the run cannot be done, its thread dies, or it does not stop when told and
 *   had not begun
 */
export async function coordinate(
  order: CoordinatorOrder,
  { onProgress, signal }: RunOptions,
  graceMs = CANCEL_GRACE_MS,
): Promise<Result> {
  const thread = new Worker(join(order.engineFolder, 'coordinator-thread.cjs'), {
    workerData: order,
    name: 'coordinator',
  })
  let grace: NodeJS.Timeout | undefined
  let cancel: (() => void) | undefined
  let soFar: RunSoFar | undefined
  try {
    return await new Promise<Result>((resolve, reject) => {
      thread.on('message', (message: CoordinatorMessage) => {
        switch (message.kind) {
          case 'progress':
            onProgress?.(message.progress)
            return
          case 'started':
            soFar = new RunSoFar(order, message.start)
            return
          case 'turn-ended':
            soFar?.add(message.turn, message.result)
            return
          case 'finished':
            resolve(message.result)
            return
          case 'failed':
            reject(new RunError('failed', message.message, message.stack))
        }
      })
      thread.on('error', (error) => {
        reject(
          new RunError('died', `The coordinating thread failed: ${error.message}`, error.stack),
        )
      })
      thread.on('exit', (code) => {
        reject(
          new RunError('died', `The coordinating thread ended without a result (code ${code})`),
        )
      })
      const giveUp = (): void => {
        if (soFar !== undefined) resolve(soFar.result())
        else reject(new RunError('not-stopped', 'The run did not stop when told to and was ended'))
      }
      cancel = () => {
        thread.postMessage({ kind: 'cancel' } satisfies HostMessage)
        // Timers come before messages: what has arrived in time is taken first.
        grace = setTimeout(() => setImmediate(giveUp), graceMs)
      }
      if (signal?.aborted === true) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  } finally {
    clearTimeout(grace)
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel)
    await thread.terminate()
  }
}
