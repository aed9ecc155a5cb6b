import { randomUUID } from 'node:crypto'
import { distrustOf, type Distrust } from '../analysis/trust/trust'
import type { ContenderName } from '../spec/spec'
import type { Finding, Sweep } from '../result/sweep'
import { MOST_IN_ERROR } from '../result/figures'
import { RESULT_SCHEMA_VERSION, type Result } from '../result/result'
import type { SweepParameter, SweepPoint } from './sweep'

/**
 * Runs one point: null where it was cancelled with nothing to keep.
 *
 * @throws Error where nothing could be measured
 */
export type RunPoint = (point: SweepPoint, index: number) => Promise<Result | null>

/**
 * Is given what there is after each point, so that what ends the lab costs none that was measured;
 * the next point waits for it.
 */
export type NotePoints = (soFar: Sweep) => Promise<void>

/** What came of running a point. */
export type PointOutcome =
  | { readonly kind: 'measured'; readonly result: Result; readonly distrust: Distrust | null }
  /** Nothing was measured, and the error is among the failures. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'cancelled' }

/** The points of a sweep or a search as they come: one that fails costs none of the others. */
export class Points {
  readonly #id = randomUUID()
  readonly #startedAt = new Date().toISOString()
  readonly measured: Sweep['points'] = []
  readonly failures: Sweep['failures'] = []
  readonly #run: RunPoint
  readonly #signal: AbortSignal | undefined
  #firstError: unknown = null
  #isCancelled = false

  constructor(run: RunPoint, signal: AbortSignal | undefined) {
    this.#run = run
    this.#signal = signal
  }

  /** Whether every point that was to be run was measured to its end. */
  get areComplete(): boolean {
    return (
      !this.#isCancelled &&
      !this.#isAborted() &&
      this.failures.length === 0 &&
      this.measured.every(({ result }) => result.status === 'complete')
    )
  }

  /**
   * Runs a point and keeps what comes of it.
   *
   * @param name the contender that it is about, where a search runs each by itself
   * @param attempts how often at most, where a run is not to be trusted: the last one is kept
   */
  async run(
    point: SweepPoint,
    { name = null, attempts = 1 }: { name?: ContenderName | null; attempts?: number } = {},
  ): Promise<PointOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#attempt(point, name)
      if (result === 'failed') return { kind: 'failed' }
      if (result === null) {
        this.#isCancelled = true
        return { kind: 'cancelled' }
      }
      const distrust = distrustOf(result)
      const isLast = distrust === null || attempt >= attempts || this.#isAborted()
      if (!isLast) continue
      this.measured.push({ value: point.value, result })
      return { kind: 'measured', result, distrust }
    }
  }

  /**
   * To be called at the end.
   *
   * @throws what the first point did, where none was measured: then there is nothing to keep
   */
  throwIfNone(): void {
    if (this.measured.length === 0 && this.failures.length > 0) throw this.#firstError
  }

  /** All points until now: in the order of a sweep, or of their values for a finding. */
  sweep(over: SweepParameter, finding: Finding | null, isOver: boolean): Sweep {
    return {
      kind: 'corewise-sweep',
      schemaVersion: RESULT_SCHEMA_VERSION,
      id: this.#id,
      startedAt: this.#startedAt,
      status: isOver && this.areComplete ? 'complete' : 'partial',
      over,
      finding,
      points:
        finding === null
          ? [...this.measured]
          : [...this.measured].sort((a, b) => a.value - b.value),
      failures: [...this.failures],
    }
  }

  #isAborted(): boolean {
    return this.#signal?.aborted === true
  }

  async #attempt(point: SweepPoint, name: ContenderName | null): Promise<Result | 'failed' | null> {
    if (this.#isAborted()) return null
    try {
      return await this.#run(point, this.measured.length + this.failures.length)
    } catch (error) {
      if (this.#isAborted()) return null
      this.#firstError ??= error
      const message = error instanceof Error ? error.message : String(error)
      this.failures.push({ value: point.value, name, error: message.slice(0, MOST_IN_ERROR) })
      return 'failed'
    }
  }
}
