import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CostMessage, CostOrder, CostProgress } from '../engine/cost/cost-message'
import type { CostResult } from '../engine/cost/cost-result'
import { RunError } from './run-error'

/** How long the measuring thread may take to end everything by itself after a cancellation. */
const CANCEL_GRACE_MS = 900

/** What a caller may want to know and to say. */
export interface MeasureCostOptions {
  readonly onProgress?: ((progress: CostProgress) => void) | undefined
  /** Ends it within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Measures what switching and measuring cost, in a thread of its own.
 *
 * @throws RunError where it cannot be done, its thread dies, or it does not stop when told
 */
export async function measureCost(
  order: CostOrder,
  { onProgress, signal }: MeasureCostOptions = {},
): Promise<CostResult> {
  const file = join(order.engineFolder, 'cost-thread.cjs')
  const thread = new Worker(file, { workerData: order, name: 'cost' })
  let grace: NodeJS.Timeout | undefined
  let cancel: (() => void) | undefined
  try {
    return await new Promise<CostResult>((resolve, reject) => {
      thread.on('message', (message: CostMessage) => {
        if (message.kind === 'progress') onProgress?.(message.progress)
        else if (message.kind === 'finished') resolve(message.result)
        else reject(new RunError('failed', message.message, message.stack))
      })
      thread.on('error', (error) => {
        reject(new RunError('died', `The measuring thread failed: ${error.message}`, error.stack))
      })
      thread.on('exit', (code) => {
        reject(new RunError('died', `The measuring thread ended without a result (code ${code})`))
      })
      cancel = () => {
        thread.postMessage('cancel')
        grace = setTimeout(() => {
          reject(new RunError('not-stopped', 'It did not stop when told to and was ended'))
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
