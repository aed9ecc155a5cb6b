import type { Slot } from '../result/result'
import { threadsForJobs, threadsOf } from '../contender'
import { meanAmounts } from '../spec/mean-amounts'
import { windowMsOf, type ContenderName, type Spec } from '../spec/spec'
import { generationsOf, slotsOf } from './slots'

/** Kept threads settle for so long before a block, at least. */
const SETTLE_MS = 150
/** Fresh threads run alone for so long, and then rehearse together for so long at most. */
const ALONE_MS = 40
const MOST_REHEARSAL_MS = 1_500
/** What of a warm-up goes into a rehearsal, for each that takes part. */
const REHEARSAL_SHARE = 0.4
/** What starting and ending a thread took on a machine of two cores. */
const START_MS = 80

/** About how long a run will take, in milliseconds, before it has begun. */
export function expectedMs(spec: Spec): number {
  return slotsOf(spec).flat().length * guessMs(spec)
}

/** About how long all points of a sweep or of a published experiment will take, in milliseconds. */
export function expectedMsOfAll(points: readonly { readonly spec: Spec }[]): number {
  return points.reduce((sum, { spec }) => sum + expectedMs(spec), 0)
}

/** Of one slot: what starting fresh threads takes is shared out among all. */
function guessMs(spec: Spec): number {
  const { blocks, contenders } = spec
  const slots = contenders.length + (blocks === 1 ? 0 : 1)
  const residenceMs = residenceGuessMs(spec)
  const settleMs = Math.max(SETTLE_MS, residenceMs)
  const startMs = (startGuessMs(spec, residenceMs) * generationsOf(spec)) / blocks / slots
  // Parked threads end the jobs that they hold.
  return startMs + settleMs + windowMsOf(spec) + residenceMs
}

/**
 * How long a job is in flight: as long as it takes, or a thread with all of a closed load is busy.
 */
function residenceGuessMs({ workload, load, concurrency, warmupMs }: Spec): number {
  const { waitMs, cpuMs } = meanAmounts(workload)
  const busyMs = load.kind === 'closed' ? concurrency * cpuMs : 0
  return Math.min(warmupMs, Math.max(waitMs + cpuMs, busyMs))
}

/** What a generation's threads take to be started, seen alone, rehearsed and parked twice. */
function startGuessMs(spec: Spec, residenceMs: number): number {
  const { contenders, warmupMs } = spec
  const rehearsalMs = Math.min(MOST_REHEARSAL_MS, warmupMs * REHEARSAL_SHARE * contenders.length)
  const threads = contenders.reduce((sum, name) => sum + threadsGuess(name, spec), 0)
  return contenders.length * (ALONE_MS + 2 * residenceMs) + rehearsalMs + threads * START_MS
}

/** Loops are one for each core, of which two are taken where the spec does not say. */
function threadsGuess(name: ContenderName, { workers, concurrency, loops }: Spec): number {
  return threadsOf(name, { workers, loops: loops ?? 2, jobs: threadsForJobs(concurrency) })
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
