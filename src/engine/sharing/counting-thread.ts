import { parentPort, workerData } from 'node:worker_threads'
import { places, type CountingMessage, type CountingOrder } from './way'

// Waits at the gate, adds one as often as it was told, and says how long that took.

const { way, updates, shared } = workerData as CountingOrder
const memory = new Int32Array(shared)
const { counter, lock, gate } = places

/** A lock after Drepper, "Futexes are tricky" (2011): 0 free, 1 held, 2 held and waited for. */
function acquire(): void {
  let seen = Atomics.compareExchange(memory, lock, 0, 1)
  while (seen !== 0) {
    if (seen === 2 || Atomics.compareExchange(memory, lock, 1, 2) !== 0) {
      Atomics.wait(memory, lock, 2)
    }
    seen = Atomics.compareExchange(memory, lock, 0, 2)
  }
}

function release(): void {
  if (Atomics.sub(memory, lock, 1) === 1) return
  Atomics.store(memory, lock, 0)
  Atomics.notify(memory, lock, 1)
}

function addOne(): void {
  memory[counter] = (memory[counter] ?? 0) + 1
}

function count(): void {
  switch (way) {
    case 'plain':
      for (let n = 0; n < updates; n += 1) addOne()
      return
    case 'atomics':
      for (let n = 0; n < updates; n += 1) Atomics.add(memory, counter, 1)
      return
    case 'lock':
      for (let n = 0; n < updates; n += 1) {
        acquire()
        addOne()
        release()
      }
  }
}

const post = (message: CountingMessage): void => {
  parentPort?.postMessage(message)
}

post({ kind: 'ready' })
Atomics.wait(memory, gate, 0)
const beganNs = process.hrtime.bigint()
count()
post({ kind: 'counted', beganNs, endedNs: process.hrtime.bigint() })
