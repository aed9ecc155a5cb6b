import { join } from 'node:path'
import { describeEnd, type StartProcess } from '../process/own-process'
import { startNodeProcess } from '../process/start-node-process'
import type { FootprintMessage, FootprintOrder } from './footprint-message'

/** A process that says nothing for so long is ended: thousands of threads take minutes to start. */
const LIMIT_MS = 600_000

/**
 * Has a process of its own wait as ordered and gives what it saw of its memory. The process has
 * ended when this settles.
 *
 * @param start starts the process; by default a child of Node
 * @throws Error in one line where it ends without an answer, as it does when the signal aborts
 */
export async function measureFootprint(
  order: FootprintOrder,
  signal: AbortSignal,
  start: StartProcess = startNodeProcess,
): Promise<FootprintMessage> {
  const file = join(order.folder, 'footprint-process.cjs')
  const started = start<FootprintOrder, FootprintMessage>(file, {
    title: 'Corewise waiting process',
  })
  const limit = setTimeout(started.kill, LIMIT_MS)
  signal.addEventListener('abort', started.kill)
  try {
    return await new Promise<FootprintMessage>((resolve, reject) => {
      started.onMessage(resolve)
      void started.ended.then((end) => {
        reject(new Error(`the process ended (${describeEnd(end)})`))
      })
      // One that was told of its order could answer before it is ended.
      if (signal.aborted) started.kill()
      else started.post(order)
    })
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', started.kill)
    started.kill()
    await started.ended
  }
}
