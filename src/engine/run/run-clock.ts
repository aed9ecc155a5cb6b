import type { Slot } from '../result/result'
import { windowMsOf, type Spec } from '../spec/spec'
import { generationsOf, slotsOf } from './slots'

/** What a slot takes besides its window, before one was seen: kept threads settle. */
const SETTLE_MS = 150
/**
 * What starting fresh threads and their rehearsal take a slot, at most and as a share of the
 * warm-up.
 */
const MOST_START_MS = 1_000
const START_SHARE = 0.6

/** About how long a run will take, in milliseconds, before it has begun. */
export function expectedMs(spec: Spec): number {
  return slotsOf(spec).flat().length * guessMs(spec)
}

/** Of one slot: what starting fresh threads takes is shared out among all. */
function guessMs(spec: Spec): number {
  const { blocks, warmupMs } = spec
  const startMs = Math.min(MOST_START_MS, warmupMs * START_SHARE)
  return SETTLE_MS + (startMs * generationsOf(spec)) / blocks + windowMsOf(spec)
}

/**
 * How long a run has gone on and how long it will take in all. A warm-up ends when it is steady,
 * so the time of slots to come is that of the earlier ones of the same contender, and
 * before there is one, that of half a warm-up.
 */
export class RunClock {
  readonly #startMs = performance.now()
  readonly #firstGuessMs: number
  readonly #toCome: Slot[]
  readonly #seenMs = new Map<Slot, number>()
  #slotBeganMs = this.#startMs

  constructor(spec: Spec, slots: readonly Slot[]) {
    this.#firstGuessMs = guessMs(spec)
    this.#toCome = [...slots]
  }

  /** Milliseconds since the run began. */
  get elapsedMs(): number {
    return performance.now() - this.#startMs
  }

  /**
   * Milliseconds from the run's begin to its end, by what is known now; never below the elapsed.
   */
  get totalMs(): number {
    const [current, ...later] = this.#toCome
    const inSlotMs = performance.now() - this.#slotBeganMs
    const leftOfSlotMs = current === undefined ? 0 : Math.max(0, this.#guess(current) - inSlotMs)
    return later.reduce((sum, slot) => sum + this.#guess(slot), this.elapsedMs + leftOfSlotMs)
  }

  /** More slots are to come than were known. */
  add(spec: Spec, slots: readonly Slot[]): void {
    const roundsEach = Math.ceil(spec.blocks / generationsOf(spec))
    for (let round = 0; round < roundsEach; round++) this.#toCome.push(...slots)
  }

  /** The slot under way, which is the next in order, is over. */
  slotEnded(slot: Slot): void {
    const nowMs = performance.now()
    this.#seenMs.set(slot, nowMs - this.#slotBeganMs)
    this.#slotBeganMs = nowMs
    this.#toCome.splice(this.#toCome.indexOf(slot), 1)
  }

  #guess(slot: Slot): number {
    return this.#seenMs.get(slot) ?? this.#firstGuessMs
  }
}
