import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Load, Spec } from '../spec/spec'
import { folderOf, kindOf, type Amounts, type Spread, type WorkloadKind } from './kinds'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'

/** Jobs in a plan; after the last one it starts again. A power of two, so that it divides 2³². */
export const PLAN_LENGTH = 16_384

type Faults = Spec['faults']

/** What a thread needs to attach to a plan; can be posted to it. */
export interface PlanTransfer {
  readonly kind: WorkloadKind
  /** Per job: rounds before the wait, the wait in ms, rounds after it. */
  readonly amounts: Float64Array<SharedArrayBuffer>
  /** Paths of the files that jobs read; empty for other workloads. */
  readonly files: readonly string[]
  readonly responseBytes: number
  readonly faults: Faults
  /**
   * When each job of an open load comes in, in mean gaps from the start of the plan, and at the
   * end how long the whole plan takes; empty for closed load.
   */
  readonly arrivals: Float64Array<SharedArrayBuffer>
  readonly arrivalsPerSecond: number
  /** Where in the plan job number 0 is. */
  readonly firstJob: number
  readonly sha256: string
}

/** What the amounts of a plan depend on besides the spec. */
export interface PlanBasis {
  /** Rounds of `work` in a millisecond of this machine, from `calibrate`. */
  readonly roundsPerMs: number
  /** The files of a `files` workload, from `listFiles`. */
  readonly files?: readonly string[]
}

const FIELDS = 3

/**
 * What every job does, in a table that all threads share: contenders differ in how they run jobs,
 * never in the jobs.
 */
export class Plan {
  readonly transfer: PlanTransfer
  readonly kind: WorkloadKind
  readonly responseBytes: number
  readonly faults: Faults
  readonly #amounts: Float64Array
  readonly #files: readonly string[]
  readonly #arrivals: Float64Array
  readonly #gapMs: number
  readonly #firstJob: number

  private constructor(transfer: PlanTransfer) {
    this.transfer = transfer
    this.kind = transfer.kind
    this.responseBytes = transfer.responseBytes
    this.faults = transfer.faults
    this.#amounts = transfer.amounts
    this.#files = transfer.files
    this.#arrivals = transfer.arrivals
    this.#gapMs = 1_000 / transfer.arrivalsPerSecond
    this.#firstJob = transfer.firstJob
  }

  /** The same plan in another thread. */
  static attach(transfer: PlanTransfer): Plan {
    return new Plan(transfer)
  }

  /**
   * The same plan, begun at the `part`-th of so many places that cut it evenly. Rounds that all
   * began at its start would repeat the same few jobs and arrivals, and no interval over them
   * could tell what others would have been like.
   */
  begunAt(part: number, parts: number): Plan {
    const firstJob = Math.floor((part * PLAN_LENGTH) / parts) % PLAN_LENGTH
    return new Plan({ ...this.transfer, firstJob })
  }

  /** Jobs until the plan starts again. */
  get length(): number {
    return this.#amounts.length / FIELDS
  }

  /** Digest of the amounts in milliseconds, files and faults: equal digests mean equal jobs. */
  get sha256(): string {
    return this.transfer.sha256
  }

  /** Rounds of CPU work before a job's wait. `index` is any job number. */
  roundsBefore(index: number): number {
    return this.#amount(index, 0)
  }

  /** Length of a job's wait. */
  waitMs(index: number): Milliseconds {
    return milliseconds(this.#amount(index, 1))
  }

  /** Rounds of CPU work after a job's wait. */
  roundsAfter(index: number): number {
    return this.#amount(index, 2)
  }

  /** Whether jobs come in by themselves, each at its own time. */
  get isOpen(): boolean {
    return this.#arrivals.length > 0
  }

  /** When a job of an open load is to come in, counted from the first moment of the load. */
  arrivalMs(index: number): Milliseconds {
    return milliseconds((this.#gapsUntil(index) - this.#gapsUntil(0)) * this.#gapMs)
  }

  /** The file that a job reads. Throws a RangeError if the plan has none. */
  file(index: number): string {
    const path = this.#files[this.#placeOf(index) % this.#files.length]
    if (path === undefined) throw new RangeError(`The plan for "${this.kind}" has no files`)
    return path
  }

  #amount(index: number, field: number): number {
    return this.#amounts[this.#placeOf(index) * FIELDS + field] ?? 0
  }

  #placeOf(index: number): number {
    return (this.#firstJob + index) % PLAN_LENGTH
  }

  /** Mean gaps from the start of the plan to the arrival of a job. */
  #gapsUntil(index: number): number {
    const whole = this.#arrivals[PLAN_LENGTH] ?? 0
    const within = this.#arrivals[this.#placeOf(index)] ?? 0
    return Math.floor((this.#firstJob + index) / PLAN_LENGTH) * whole + within
  }
}

/**
 * Draws the plan of a spec from its seed: the same spec and seed give the same amounts on every
 * machine, and the same rounds for the same `roundsPerMs`. Mixed work is split evenly around its wait; HTTP work follows the answer.
 * Throws a RangeError for a `files` workload without files.
 */
export function makePlan(
  { workload, load, seed, faults }: Pick<Spec, 'workload' | 'load' | 'seed' | 'faults'>,
  { roundsPerMs, files = [] }: PlanBasis,
): Plan {
  const { needs, amounts: amountsOf } = kindOf(workload)
  const { waitMs, cpuMsBefore, cpuMsAfter } = amountsOf(workload) ?? noAmounts
  const spread = 'spread' in workload ? workload.spread : 'fixed'
  if (needs === 'files' && files.length === 0) {
    throw new RangeError(`workload.path: no readable file in "${folderOf(workload) ?? ''}"`)
  }
  const random = xoroshiro128plus(seed)
  const draw = () => multiplier(spread, uniformFloat64(random))
  const amounts = new Float64Array(
    new SharedArrayBuffer(PLAN_LENGTH * FIELDS * Float64Array.BYTES_PER_ELEMENT),
  )
  for (let at = 0; at < amounts.length; at += FIELDS) {
    const wait = draw()
    const cpu = draw()
    amounts.set([cpuMsBefore * cpu, waitMs * wait, cpuMsAfter * cpu], at)
  }
  const plan = {
    kind: workload.kind,
    files: needs === 'files' ? files : [],
    responseBytes: 'responseBytes' in workload ? workload.responseBytes : 0,
    faults,
  }
  // From a generator of their own: the same jobs come in whether the load is open or closed.
  const arrivals = arrivalsOf(load, xoroshiro128plus(~seed))
  const loadPlan =
    load.kind === 'open' ? { arrivalsPerSecond: load.arrivalsPerSecond } : { arrivalsPerSecond: 0 }
  // Taken before milliseconds become rounds: their rate is measured anew in every run.
  const sha256 = createHash('sha256')
    .update(JSON.stringify(plan))
    .update(new Uint8Array(amounts.buffer))
    .update(new Uint8Array(arrivals.buffer))
    .update(load.kind === 'open' ? String(load.arrivalsPerSecond) : '')
    .digest('hex')
  for (let at = 0; at < amounts.length; at += FIELDS) {
    amounts[at] = Math.round((amounts[at] ?? 0) * roundsPerMs)
    amounts[at + 2] = Math.round((amounts[at + 2] ?? 0) * roundsPerMs)
  }
  return Plan.attach({ ...plan, ...loadPlan, amounts, arrivals, firstJob: 0, sha256 })
}

/** Sums of gaps of mean 1, the last of which is where the plan starts again. */
function arrivalsOf(
  load: Load,
  random: ReturnType<typeof xoroshiro128plus>,
): Float64Array<SharedArrayBuffer> {
  const length = load.kind === 'open' ? PLAN_LENGTH + 1 : 0
  const arrivals = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
  if (load.kind === 'closed') return arrivals
  const spread = load.arrivals === 'poisson' ? 'exponential' : 'fixed'
  let at = 0
  for (let index = 0; index < length; index++) {
    arrivals[index] = at
    at += multiplier(spread, uniformFloat64(random))
  }
  return arrivals
}

/** Of work that takes as long as it takes. */
const noAmounts: Amounts = { waitMs: 0, cpuMsBefore: 0, cpuMsAfter: 0 }

/** A factor of mean 1, from a uniform number in [0, 1). */
function multiplier(spread: Spread, uniform: number): number {
  switch (spread) {
    case 'fixed':
      return 1
    case 'uniform':
      return 2 * uniform
    case 'exponential':
      // Inverse transform; 1 − u lies in (0, 1], so the logarithm is finite.
      return -Math.log(1 - uniform)
  }
}
