import { now } from '../../measure/now'
import { startPartner } from '../thread/partner'
import type { SwitchWay } from './switch-way'

/** Asks the partner to hand back so often. */
export interface HandOffOrder {
  /** Whose turn it is: `OURS` or `THEIRS`. */
  readonly turn: Int32Array<SharedArrayBuffer>
  readonly trips: number
}

const OURS = 0
const THEIRS = 1

/**
 * Two threads that take turns: each blocks in `Atomics.wait` until the other stores and notifies.
 * Timed is one way, which is half of there and back.
 */
export async function handOff(engineFolder: string): Promise<SwitchWay> {
  const partner = await startPartner(engineFolder)
  const turn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  return {
    time: (operations) => {
      const trips = Math.ceil(operations / 2)
      const order: HandOffOrder = { turn, trips: trips + 1 }
      partner.postMessage(order)
      // Not timed: the partner still reads its order.
      thereAndBack(turn)
      const startNs = now()
      for (let trip = 0; trip < trips; trip++) thereAndBack(turn)
      return Promise.resolve((now() - startNs) / (2 * trips))
    },
    end: async () => {
      await partner.terminate()
    },
  }
}

function thereAndBack(turn: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(turn, 0, THEIRS)
  Atomics.notify(turn, 0)
  while (Atomics.load(turn, 0) === THEIRS) Atomics.wait(turn, 0, THEIRS)
}

/** The partner's side: waits for its turn and gives it back, `trips` times. */
export function answerHandOffs({ turn, trips }: HandOffOrder): void {
  for (let trip = 0; trip < trips; trip++) {
    while (Atomics.load(turn, 0) === OURS) Atomics.wait(turn, 0, OURS)
    Atomics.store(turn, 0, OURS)
    Atomics.notify(turn, 0)
  }
}
