import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type {
  CoordinatorMessage,
  CoordinatorOrder,
  HostMessage,
} from '../engine/experiment/coordinator-message'
import type { Progress } from '../engine/experiment/progress'
import type { Result } from '../engine/experiment/result'
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
 * run is below that thread and ends with it.
 *
 * @throws RunError where the run cannot be done, its thread dies, or it does not stop when told
 */
export async function coordinate(
  order: CoordinatorOrder,
  { onProgress, signal }: RunOptions,
): Promise<Result> {
  const thread = new Worker(join(order.engineFolder, 'coordinator-thread.cjs'), {
    workerData: order,
    name: 'coordinator',
  })
  let grace: NodeJS.Timeout | undefined
  let cancel: (() => void) | undefined
  try {
    return await new Promise<Result>((resolve, reject) => {
      thread.on('message', (message: CoordinatorMessage) => {
        if (message.kind === 'progress') onProgress?.(message.progress)
        else if (message.kind === 'finished') resolve(message.result)
        else reject(new RunError('failed', message.message, message.stack))
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
      cancel = () => {
        thread.postMessage({ kind: 'cancel' } satisfies HostMessage)
        grace = setTimeout(() => {
          reject(new RunError('not-stopped', 'The run did not stop when told to and was ended'))
        }, CANCEL_GRACE_MS)
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
