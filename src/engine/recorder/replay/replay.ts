import { Checkpoints } from './checkpoints'
import { kindCodes } from '../recording/event'
import type { LoopState } from './loop-state'
import { eventCount, textAt, type Recording } from '../recording/recording'
import { Reducer } from './reducer'

/** So far a state is simply brought on; farther, checkpoints are made on the way. */
const NEAR = 1_024

/**
 * Goes through a recording in any direction. It begins at the nearest checkpoint: a jump to where
 * they are made already applies no more events than a state has parts, or a thousand.
 */
export class Replay {
  readonly recording: Recording
  readonly length: number
  readonly #checkpoints: Checkpoints
  readonly #printed: readonly number[]
  #reducer: Reducer

  /** @param beside goes through the same recording; what is made for it serves this one too */
  constructor(recording: Recording, beside?: Replay) {
    this.recording = recording
    this.length = eventCount(recording)
    const isShared = beside?.recording === recording
    this.#printed = isShared ? beside.#printed : printedEvents(recording)
    this.#checkpoints = isShared ? beside.#checkpoints : new Checkpoints(recording)
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
    const from = this.position
    const isOnTheWay = from <= wanted && from >= this.#checkpoints.startFor(wanted)
    if (!isOnTheWay || wanted - from > NEAR) this.#reducer = this.#checkpoints.before(wanted)
    this.#reducer.advanceTo(wanted)
    return this.state
  }

  /**
   * Makes the next jumps quick, `count` events at a time, for a caller that has time before them.
   *
   * @returns whether all of the recording is prepared
   */
  prepare(count: number): boolean {
    return this.#checkpoints.prepare(count)
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
}

function printedEvents({ events }: Recording): number[] {
  const printed: number[] = []
  for (const [index, kind] of events.kind.entries()) {
    if (kind === kindCodes.printed) printed.push(index)
  }
  return printed
}
