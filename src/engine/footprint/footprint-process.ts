import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bytes, type Bytes } from '../measure/statistics/quantity'
import { connectToHost, endFirstWithoutMemory } from '../process/host-link'
import type { FootprintMessage, FootprintOrder } from './footprint-message'
import { waiters } from './waiters'

// A process that has so many tasks or threads wait, looks at its memory and ends: the garbage of
// one count must not count for another.

// Not by a flag at the start: a utility process takes none for V8.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

async function measure(order: FootprintOrder): Promise<FootprintMessage> {
  const baselineBytes = await residentAfterCollection()
  const { reached, refusal } = await waiters[order.name](order)
  const waitingBytes = resident()
  const heldBytes = await residentAfterCollection()
  return { footprint: { baselineBytes, waitingBytes, heldBytes }, reached, refusal }
}

/** Twice, because what finalisers let go of is found by the next collection only. */
async function residentAfterCollection(): Promise<Bytes> {
  for (let collection = 0; collection < 2; collection++) {
    collect()
    await new Promise(setImmediate)
  }
  return resident()
}

/** @throws Error where the system does not tell, as without /proc */
function resident(): Bytes {
  try {
    return bytes(process.memoryUsage.rss())
  } catch (cause) {
    throw new Error('the system does not tell how much memory it has, as where there is no /proc', {
      cause,
    })
  }
}

endFirstWithoutMemory()
const host = connectToHost<FootprintOrder, FootprintMessage>()
host.onMessage((order) => {
  void measure(order).then(host.post)
})
