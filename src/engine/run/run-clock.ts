import type { Slot } from '../result/result'
import { threadsForJobs, threadsOf } from '../contender'
import { meanAmounts } from '../spec/mean-amounts'
import { windowMsOf, type ContenderName, type Spec } from '../spec/spec'
import { beginsGeneration, generationsOf, selfCheckedOf, slotsOf } from './slots'

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
  return slotsOf(spec).flat().length * slotGuessMs(spec) + generationsOf(spec) * startGuessMs(spec)
}

/** About how long all points of a sweep or of a published experiment will take, in milliseconds. */
export function expectedMsOfAll(points: readonly { readonly spec: Spec }[]): number {
  return points.reduce((sum, { spec }) => sum + expectedMs(spec), 0)
}

/** Of one slot, whose threads are there. */
function slotGuessMs(spec: Spec): number {
  const residenceMs = residenceGuessMs(spec)
  // Parked threads end the jobs that they hold.
  return Math.max(SETTLE_MS, residenceMs) + windowMsOf(spec) + residenceMs
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
function startGuessMs(spec: Spec): number {
  const { contenders, warmupMs } = spec
  const residenceMs = residenceGuessMs(spec)
  const rehearsalMs = Math.min(MOST_REHEARSAL_MS, warmupMs * REHEARSAL_SHARE * contenders.length)
  const threads = contenders.reduce((sum, name) => sum + threadsGuess(name, spec), 0)
  return contenders.length * (ALONE_MS + 2 * residenceMs) + rehearsalMs + threads * START_MS
}

/** Loops are one for each core, of which two are taken where the spec does not say. */
function threadsGuess(name: ContenderName, { workers, concurrency, loops }: Spec): number {
  return threadsOf(name, { workers, loops: loops ?? 2, jobs: threadsForJobs(concurrency) })
}

/** What the time of a run goes to: fresh threads of a generation, or a contender's slot. */
interface Part {
  readonly of: ContenderName | 'threads'
  /** Of slots: whether its threads are fresh, for then they warm up for longer. */
  readonly isFirst: boolean
}

/**
 * How long a run has gone on and how long it will take in all. A warm-up ends when it is steady,
 * so the time of what is to come is that of its like that came last, and before there is one, what
 * is guessed. To end threads and to start fresh ones has a time of its own: it is no slot's.
 */
export class RunClock {
  readonly #nowMs: () => number
  readonly #startMs: number
  readonly #spec: Spec
  #toCome: Part[] = []
  readonly #failed = new Set<ContenderName>()
  readonly #seenMs = new Map<string, number>()
  #partBeganMs: number

  constructor(
    spec: Spec,
    rounds: readonly (readonly Slot[])[],
    nowMs = (): number => performance.now(),
  ) {
    this.#nowMs = nowMs
    this.#startMs = this.#partBeganMs = nowMs()
    this.#spec = spec
    for (const [round, slots] of rounds.entries()) {
      this.#expect(slots, beginsGeneration(round, spec))
    }
  }

  /** Milliseconds since the run began. */
  get elapsedMs(): number {
    return this.#nowMs() - this.#startMs
  }

  /**
   * Milliseconds from the run's begin to its end, by what is known now; never below the elapsed.
   */
  get totalMs(): number {
    const [current, ...later] = this.#toCome
    const inPartMs = this.#nowMs() - this.#partBeganMs
    const leftOfPartMs = current === undefined ? 0 : Math.max(0, this.#guess(current) - inPartMs)
    return later.reduce((sum, part) => sum + this.#guess(part), this.elapsedMs + leftOfPartMs)
  }

  /** A generation more is to come than was known, with rounds of these slots. */
  add(slots: readonly Slot[]): void {
    const roundsEach = Math.ceil(this.#spec.blocks / generationsOf(this.#spec))
    for (let round = 0; round < roundsEach; round++) this.#expect(slots, round === 0)
  }

  /** The threads of a generation, which come next, are there. */
  threadsStarted(): void {
    this.#ended('threads')
  }

  /** The slot under way, which is the next in order, is over. */
  slotEnded(slot: Slot): void {
    this.#ended(this.#contenderOf(slot))
  }

  /** No more slots of a contender are to come: it failed. */
  failed(contender: ContenderName): void {
    this.#failed.add(contender)
    this.#toCome = this.#toCome.filter(({ of }) => of !== contender)
  }

  #expect(slots: readonly Slot[], isFirst: boolean): void {
    if (isFirst) this.#toCome.push({ of: 'threads', isFirst })
    const going = slots.map((slot) => this.#contenderOf(slot)).filter((of) => !this.#failed.has(of))
    this.#toCome.push(...going.map((of) => ({ of, isFirst })))
  }

  #contenderOf(slot: Slot): ContenderName {
    return slot === 'self-check' ? selfCheckedOf(this.#spec) : slot
  }

  #ended(of: Part['of']): void {
    const nowMs = this.#nowMs()
    const part = this.#toCome.find((candidate) => candidate.of === of)
    if (part !== undefined) {
      this.#toCome.splice(this.#toCome.indexOf(part), 1)
      this.#seenMs.set(keyOf(part), nowMs - this.#partBeganMs)
    }
    this.#partBeganMs = nowMs
  }

  #guess(part: Part): number {
    const seenMs = (isFirst: boolean) => this.#seenMs.get(keyOf({ ...part, isFirst }))
    const guessMs = part.of === 'threads' ? startGuessMs : slotGuessMs
    return seenMs(part.isFirst) ?? seenMs(!part.isFirst) ?? guessMs(this.#spec)
  }
}

function keyOf({ of, isFirst }: Part): string {
  return `${of} ${isFirst}`
}
