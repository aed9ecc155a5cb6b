import type { JobFile } from '../own-job/trial'
import { FIELDS } from '../spec/amount-table'
import type { Spec } from '../spec/spec'
import type { PasswordHash, WorkloadKind } from './kinds'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'

/** Jobs in a plan; after the last one it starts again. A power of two, so that it divides 2³². */
export const PLAN_LENGTH = 16_384

/**
 * The parts of a job are so many places of the plan apart. It is odd, so that no place comes twice.
 * Its multiples lie evenly over the plan, and so do those of the rounds, which begin at 8, 16 or 32
 * places of it: otherwise a few places would be most of what a run measures.
 */
export const PART_STRIDE = 6_541

type Faults = Spec['faults']

/** What a thread needs to attach to a plan; can be posted to it. */
export interface PlanTransfer {
  readonly kind: WorkloadKind
  /**
   * Per job: rounds before the wait, the wait in ms or rounds on hidden threads, rounds after it.
   */
  readonly amounts: Float64Array<SharedArrayBuffer>
  /** Paths of the files that jobs read; empty for other workloads. */
  readonly files: readonly string[]
  /** Where a person's own job is; null for other workloads. */
  readonly own: JobFile | null
  readonly responseBytes: number
  /** How passwords are hashed; left out of other workloads. */
  readonly hash?: PasswordHash
  /** Names that a job looks up; left out of other workloads. */
  readonly lookups?: number
  /** Others that a job asks at once; left out of other workloads. */
  readonly parts?: number
  /** How many places of the plan they are apart. */
  readonly partStride?: number
  /** What jobs compress; empty for other workloads. */
  readonly text: Uint8Array<SharedArrayBuffer>
  /** As the kind of work says of itself. */
  readonly canWait: boolean
  readonly hasTimers: boolean
  readonly areStepsNoted: boolean
  readonly faults: Faults
  /**
   * When each job of an open load comes in, in mean gaps from the start of the plan, and at the
   * end how long the whole plan takes; empty for closed load.
   */
  readonly arrivals: Float64Array<SharedArrayBuffer>
  readonly arrivalsPerSecond: number
  /** Where in the plan job number 0 is: one word, which all threads share. */
  readonly firstJob: Int32Array<SharedArrayBuffer>
  readonly sha256: string
}

/**
 * What every job does, in a table that all threads share: contenders differ in how they run jobs,
 * never in the jobs.
 */
export class Plan {
  readonly transfer: PlanTransfer
  readonly kind: WorkloadKind
  readonly own: JobFile | null
  readonly responseBytes: number
  readonly hash: PasswordHash
  readonly lookups: number
  readonly parts: number
  readonly partStride: number
  readonly text: Uint8Array
  readonly canWait: boolean
  readonly hasTimers: boolean
  readonly areStepsNoted: boolean
  readonly faults: Faults
  readonly #amounts: Float64Array
  readonly #files: readonly string[]
  readonly #arrivals: Float64Array
  readonly #gapMs: number
  readonly #firstJob: Int32Array

  private constructor(transfer: PlanTransfer) {
    this.transfer = transfer
    this.kind = transfer.kind
    this.own = transfer.own
    this.responseBytes = transfer.responseBytes
    this.hash = transfer.hash ?? 'scrypt'
    this.lookups = transfer.lookups ?? 0
    this.parts = transfer.parts ?? 1
    this.partStride = transfer.partStride ?? 1
    this.text = transfer.text
    this.canWait = transfer.canWait
    this.hasTimers = transfer.hasTimers
    this.areStepsNoted = transfer.areStepsNoted
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
   * Has job number 0 be the `part`-th of so many places that cut the plan evenly, for all threads.
   * Rounds that all began at its start would repeat the same few jobs and arrivals, and no interval
   * over them could tell what others would have been like.
   */
  beginAt(part: number, parts: number): void {
    this.#firstJob[0] = Math.floor((part * PLAN_LENGTH) / parts) % PLAN_LENGTH
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

  /** Lengths of the waits of a job that has several: of each part a draw of its own. */
  partsMs(index: number): Milliseconds[] {
    return Array.from({ length: this.parts }, (_, part) =>
      this.waitMs(index + part * this.partStride),
    )
  }

  /** Rounds of computing in place of the wait, which hidden threads do. */
  hiddenRounds(index: number): number {
    return Math.max(1, this.#amount(index, 1))
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
    const path = this.#files[this.placeOf(index) % this.#files.length]
    if (path === undefined) throw new RangeError(`The plan for "${this.kind}" has no files`)
    return path
  }

  #amount(index: number, field: number): number {
    return this.#amounts[this.placeOf(index) * FIELDS + field] ?? 0
  }

  /** Where in the plan a job of any number is. */
  placeOf(index: number): number {
    return ((this.#firstJob[0] ?? 0) + index) % PLAN_LENGTH
  }

  /** Mean gaps from the start of the plan to the arrival of a job. */
  #gapsUntil(index: number): number {
    const whole = this.#arrivals[PLAN_LENGTH] ?? 0
    const within = this.#arrivals[this.placeOf(index)] ?? 0
    return Math.floor(((this.#firstJob[0] ?? 0) + index) / PLAN_LENGTH) * whole + within
  }
}
