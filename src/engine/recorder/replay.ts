import { kindCodes } from './event'
import type { LoopState } from './loop-state'
import { eventCount, textAt, type Recording } from './recording'
import { Reducer } from './reducer'

/** At least this many events lie between two checkpoints. */
const MIN_SPACING = 1_024

/**
 * Goes through a recording in any direction. It keeps checkpoints, the farther apart the larger
 * the states are: all of them together hold no more than the recording does, and a jump applies
 * no more events than a state has parts, or a thousand.
 */
export class Replay {
  readonly recording: Recording
  readonly length: number
  readonly #checkpoints: Reducer[]
  readonly #printed: readonly number[]
  #reducer: Reducer

  constructor(recording: Recording) {
    this.recording = recording
    this.length = eventCount(recording)
    this.#printed = printedEvents(recording)
    this.#checkpoints = [new Reducer(recording)]
    this.#reducer = new Reducer(recording)
  }

  get position(): number {
    return this.#reducer.position
  }

  get state(): LoopState {
    return this.#reducer.state()
  }

  /** Goes to where `position` events have happened, as far as there are so many. */
  jumpTo(position: number): LoopState {
    const wanted = Math.max(0, Math.min(this.length, Math.trunc(position)))
    const checkpoint = this.#checkpointBefore(wanted)
    const isOnTheWay =
      this.#reducer.position <= wanted && this.#reducer.position >= checkpoint.position
    if (!isOnTheWay) this.#reducer = checkpoint.copy()
    this.#advanceTo(wanted)
    return this.state
  }

  /** Goes `count` events on, or back where it is below 0. */
  step(count: number): LoopState {
    return this.jumpTo(this.position + count)
  }

  /** The lines that were printed by now; only the last `limit` of them. */
  printed(limit = Infinity): string[] {
    const { printed } = this.#reducer
    const { object } = this.recording.events
    return this.#printed
      .slice(Math.max(0, printed - limit), printed)
      .map((event) => textAt(this.recording, object[event] ?? -1))
  }

  #advanceTo(wanted: number): void {
    const reducer = this.#reducer
    while (reducer.position < wanted) {
      const last = this.#checkpoints.at(-1)?.position ?? 0
      const next = last + Math.max(MIN_SPACING, reducer.size)
      reducer.advanceTo(Math.min(wanted, Math.max(next, reducer.position + 1)))
      const isFarEnough = reducer.position - last >= Math.max(MIN_SPACING, reducer.size)
      if (isFarEnough) this.#checkpoints.push(reducer.copy())
    }
  }

  #checkpointBefore(position: number): Reducer {
    let low = 0
    let high = this.#checkpoints.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#checkpoints[middle]?.position ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return this.#checkpoints[low] ?? new Reducer(this.recording)
  }
}

function printedEvents({ events }: Recording): number[] {
  const printed: number[] = []
  for (const [index, kind] of events.kind.entries()) {
    if (kind === kindCodes.printed) printed.push(index)
  }
  return printed
}
