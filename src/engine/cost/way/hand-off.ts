import { now } from '../../measure/now'
import { startPartner } from '../thread/partner'
import type { SwitchWay } from './switch-way'

/** Asks the partner to hand back so often. */
export interface HandOffOrder {
  /** Whose move it is: `OURS` or `THEIRS`. */
  readonly baton: Int32Array<SharedArrayBuffer>
  readonly trips: number
}

const OURS = 0
const THEIRS = 1

/**
 * Two threads that hand a baton back and forth: each blocks in `Atomics.wait` until the other
 * stores and notifies. Timed is one way, which is half of there and back.
 */
export async function handOff(engineFolder: string): Promise<SwitchWay> {
  const partner = await startPartner(engineFolder)
  const baton = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  return {
    time: (operations) => {
      const trips = Math.ceil(operations / 2)
      const order: HandOffOrder = { baton, trips: trips + 1 }
      partner.postMessage(order)
      // Not timed: the partner still reads its order.
      thereAndBack(baton)
      const startNs = now()
      for (let trip = 0; trip < trips; trip++) thereAndBack(baton)
      return Promise.resolve((now() - startNs) / (2 * trips))
    },
    end: async () => {
      await partner.terminate()
    },
  }
}

function thereAndBack(baton: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(baton, 0, THEIRS)
  Atomics.notify(baton, 0)
  while (Atomics.load(baton, 0) === THEIRS) Atomics.wait(baton, 0, THEIRS)
}

/** The partner's side: waits for the baton and gives it back, `trips` times. */
export function answerHandOffs({ baton, trips }: HandOffOrder): void {
  for (let trip = 0; trip < trips; trip++) {
    while (Atomics.load(baton, 0) === OURS) Atomics.wait(baton, 0, OURS)
    Atomics.store(baton, 0, OURS)
    Atomics.notify(baton, 0)
  }
}
