import type { FootprintMessage, FootprintOrder } from './footprint-message'
import { startFootprintProcess, type StartFootprintProcess } from './start-footprint-process'

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
  start: StartFootprintProcess = startFootprintProcess,
): Promise<FootprintMessage> {
  const started = start(order)
  const end = (): void => {
    void started.stop()
  }
  const limit = setTimeout(end, LIMIT_MS)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    return await started.answer
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', end)
    await started.stop()
  }
}
