import { randomUUID } from 'node:crypto'
import { nanoseconds } from '../measure/statistics/quantity'
import type { CostOrder } from './cost-message'
import {
  COST_SCHEMA_VERSION,
  costNames,
  MOST_IN_INTERRUPTION,
  type CostEntry,
  type CostName,
  type CostResult,
} from './cost-result'
import type { Timing } from './way/switch-way'

/** What is known before the first round. */
export interface CostStart extends Pick<CostResult, 'startedAt' | 'order'> {
  /** How often each switch is done in a round. */
  readonly operations: ReadonlyMap<CostName, number>
}

/** What a measurement of costs is made of, piece by piece: its start, then every time it took. */
export type CostPart =
  | { readonly kind: 'started'; readonly start: CostStart }
  | { readonly kind: 'timed'; readonly name: CostName; readonly timing: Timing }

/**
 * Costs as far as they are measured, and the result that this makes. A process that follows a
 * measurement from its parts has the same as the one that does it.
 */
export class CostSoFar {
  readonly #order: Pick<CostOrder, 'spec' | 'environment'>
  readonly #start: CostStart
  readonly #timings = new Map<CostName, Timing[]>()

  constructor(order: Pick<CostOrder, 'spec' | 'environment'>, start: CostStart) {
    this.#order = order
    this.#start = start
  }

  /** Adds what one cost took in its next round. */
  add(name: CostName, timing: Timing): void {
    this.#timings.set(name, [...this.#of(name), timing])
  }

  /**
   * The result of what was measured until now, partial where a cost has not had all its rounds.
   *
   * @param interruption what ended it early other than a wish; null where nothing did
   */
  result(interruption: string | null = null): CostResult {
    const { spec, environment } = this.#order
    const { startedAt, order, operations } = this.#start
    const isOver = costNames.every((name) => this.#of(name).length === spec.rounds)
    return {
      kind: 'corewise-cost',
      schemaVersion: COST_SCHEMA_VERSION,
      id: randomUUID(),
      startedAt,
      status: isOver ? 'complete' : 'partial',
      interruption: interruption?.slice(0, MOST_IN_INTERRUPTION) ?? null,
      rounds: spec.rounds,
      seed: spec.seed,
      windowMs: spec.windowMs,
      concurrency: spec.concurrency,
      workers: spec.workers,
      order,
      environment,
      costs: costNames.map((name): CostEntry => ({
        name,
        operations: operations.get(name) ?? null,
        roundsNs: this.#of(name).map(({ ns }) => nanoseconds(ns)),
        roundsCpuNs: this.#of(name).map(({ cpuNs }) => nanoseconds(cpuNs)),
      })),
    }
  }

  #of(name: CostName): readonly Timing[] {
    return this.#timings.get(name) ?? []
  }
}
