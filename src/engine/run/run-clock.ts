import type { Turn } from '../result/result'
import type { Spec } from '../spec/spec'
import { generationsOf, turnsOf } from './turns'

/** What a turn takes besides its window, before one was seen: kept threads settle. */
const SETTLE_MS = 150
/** What starting fresh threads and their rehearsal take a turn, at most and as a share of the warm-up. */
const MOST_START_MS = 1_000
const START_SHARE = 0.6

/** About how long a run will take, in milliseconds, before it has begun. */
export function expectedMs(spec: Spec): number {
  return turnsOf(spec).flat().length * guessMs(spec)
}

/** Of one turn: what starting fresh threads takes is shared out among all. */
function guessMs(spec: Spec): number {
  const { durationMs, blocks, warmupMs } = spec
  const startMs = Math.min(MOST_START_MS, warmupMs * START_SHARE)
  return SETTLE_MS + (startMs * generationsOf(spec)) / blocks + durationMs / blocks
}

/**
 * How long a run has gone on and how long it will take in all. A warm-up ends when it is steady,
 * so the time of turns to come is that of the earlier ones of the same contender, and
 * before there is one, that of half a warm-up.
 */
export class RunClock {
  readonly #startMs = performance.now()
  readonly #firstGuessMs: number
  readonly #toCome: Turn[]
  readonly #seenMs = new Map<Turn, number>()
  #turnBeganMs = this.#startMs

  constructor(spec: Spec, turns: readonly Turn[]) {
    this.#firstGuessMs = guessMs(spec)
    this.#toCome = [...turns]
  }

  /** Milliseconds since the run began. */
  get elapsedMs(): number {
    return performance.now() - this.#startMs
  }

  /** Milliseconds from the run's begin to its end, by what is known now; never below the elapsed. */
  get totalMs(): number {
    const [current, ...later] = this.#toCome
    const inTurnMs = performance.now() - this.#turnBeganMs
    const leftOfTurnMs = current === undefined ? 0 : Math.max(0, this.#guess(current) - inTurnMs)
    return later.reduce((sum, turn) => sum + this.#guess(turn), this.elapsedMs + leftOfTurnMs)
  }

  /** More turns are to come than were known. */
  add(spec: Spec, turns: readonly Turn[]): void {
    const roundsEach = Math.ceil(spec.blocks / generationsOf(spec))
    for (let round = 0; round < roundsEach; round++) this.#toCome.push(...turns)
  }

  /** The turn under way, which is the next in order, is over. */
  turnEnded(turn: Turn): void {
    const nowMs = performance.now()
    this.#seenMs.set(turn, nowMs - this.#turnBeganMs)
    this.#turnBeganMs = nowMs
    this.#toCome.splice(this.#toCome.indexOf(turn), 1)
  }

  #guess(turn: Turn): number {
    return this.#seenMs.get(turn) ?? this.#firstGuessMs
  }
}
