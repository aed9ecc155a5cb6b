import { bytes, type Bytes } from '../measure/quantity'
import type { FootprintMessage, FootprintOrder } from './footprint-message'
import { waiters } from './waiters'

// A process that has so many tasks or threads wait, looks at its memory and ends: the garbage of
// one count must not count for another.

async function measure(order: FootprintOrder): Promise<FootprintMessage> {
  const baselineBytes = await residentAfterCollection()
  const { reached, refusal } = await waiters[order.name](order)
  const waitingBytes = resident()
  const heldBytes = await residentAfterCollection()
  return { footprint: { baselineBytes, waitingBytes, heldBytes }, reached, refusal }
}

/** Twice, because what finalisers let go of is found by the next collection only. */
async function residentAfterCollection(): Promise<Bytes> {
  if (globalThis.gc === undefined) throw new Error('Expected to be started with --expose-gc')
  for (let collection = 0; collection < 2; collection++) {
    globalThis.gc()
    await new Promise(setImmediate)
  }
  return resident()
}

function resident(): Bytes {
  return bytes(process.memoryUsage.rss())
}

process.once('message', (order: FootprintOrder) => {
  void measure(order).then((message) => process.send?.(message))
})
// Ends with who started it, also while threads block, and when all was said.
process.once('disconnect', () => process.exit())
