import { eventCount, type Recording } from '../recording/recording'
import { Reducer } from './reducer'

/** At least this many events lie between two checkpoints. */
const MIN_SPACING = 1_024

/**
 * States on the way through a recording, the farther apart the larger they are: all of them
 * together hold no more than the recording does. They are made once, by a reducer that goes ahead
 * of all others.
 */
export class Checkpoints {
  readonly #recording: Recording
  readonly #length: number
  readonly #made: Reducer[]
  readonly #ahead: Reducer

  constructor(recording: Recording) {
    this.#recording = recording
    this.#length = eventCount(recording)
    this.#made = [new Reducer(recording)]
    this.#ahead = new Reducer(recording)
  }

  /** Makes those of `count` events more. @returns whether all of the recording has them */
  prepare(count: number): boolean {
    this.#advanceTo(this.#ahead.position + count)
    return this.#ahead.position >= this.#length
  }

  /** A state at `position` or not far before it, for the caller to go on with. */
  before(position: number): Reducer {
    this.#advanceTo(position)
    return this.#last(position).copy()
  }

  /** Where `before` would begin: a replay between there and `position` need not ask for it. */
  startFor(position: number): number {
    return this.#last(position).position
  }

  #advanceTo(wanted: number): void {
    const ahead = this.#ahead
    const end = Math.min(wanted, this.#length)
    while (ahead.position < end) {
      const last = this.#made.at(-1)?.position ?? 0
      const next = last + Math.max(MIN_SPACING, ahead.size)
      ahead.advanceTo(Math.min(end, Math.max(next, ahead.position + 1)))
      if (ahead.position - last >= Math.max(MIN_SPACING, ahead.size)) this.#made.push(ahead.copy())
    }
  }

  #last(position: number): Reducer {
    let low = 0
    let high = this.#made.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#made[middle]?.position ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return this.#made[low] ?? new Reducer(this.#recording)
  }
}
