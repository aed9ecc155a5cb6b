import { randomUUID } from 'node:crypto'
import type { Environment } from '../measure/environment'
import { checkSelf, infer } from './infer'
import { mergeBlocks } from './merge-figures'
import { predict } from './predict'
import { RESULT_SCHEMA_VERSION } from './result'
import type { ContenderResult, Result, SelfCheck, Turn } from './result'
import type { ContenderName, Spec } from './spec'
import { selfCheckedOf } from './turns'

/** What a run is known to be before its first turn. */
export type RunStart = Pick<Result, 'startedAt' | 'plan' | 'order'>

/** What a run is made of, piece by piece: its start, then what came of every turn. */
export type RunPart =
  | { readonly kind: 'started'; readonly start: RunStart }
  | { readonly kind: 'turn-ended'; readonly turn: Turn; readonly result: ContenderResult }

/** Where nobody looked at the rest of the machine, or could not say what was seen. */
const UNKNOWN_MACHINE: Result['machine'] = { otherCores: null, coreMhz: null }

/**
 * A run as far as it has come: what came of its turns, and the result that this makes. Whoever
 * follows a run from its parts has the same as the one who runs it, and loses nothing with it.
 */
export class RunSoFar {
  readonly #spec: Spec
  readonly #environment: Environment
  readonly #start: RunStart
  readonly #blocks = new Map<Turn, ContenderResult[]>()

  constructor(
    { spec, environment }: { readonly spec: Spec; readonly environment: Environment },
    start: RunStart,
  ) {
    this.#spec = spec
    this.#environment = environment
    this.#start = start
  }

  /** Adds what came of a turn. */
  add(turn: Turn, result: ContenderResult): void {
    this.#blocks.set(turn, [...(this.#blocks.get(turn) ?? []), result])
  }

  /** Whether a thread of the contender died, or it could not start, in a turn of its own. */
  hasFailed(name: ContenderName): boolean {
    return this.#blocks.get(name)?.some(({ status }) => status === 'failed') ?? false
  }

  /** A contender's blocks as one result. */
  contender(name: ContenderName): ContenderResult {
    const blocks = this.#blocks.get(name)
    return blocks === undefined
      ? { status: 'not-run', name }
      : mergeBlocks(blocks, this.#spec.blocks)
  }

  /** The result of the turns until now, partial where a contender has not had all of its. */
  result(machine = UNKNOWN_MACHINE): Result {
    const contenders = this.#spec.contenders.map((name) => this.contender(name))
    return {
      kind: 'corewise-result',
      schemaVersion: RESULT_SCHEMA_VERSION,
      id: randomUUID(),
      ...this.#start,
      status: contenders.every(isOver) ? 'complete' : 'partial',
      spec: this.#spec,
      environment: this.#environment,
      contenders,
      machine,
      predicted: predict(this.#spec, this.#environment.cores),
      selfCheck: this.#selfCheck(),
      inference: infer(contenders, this.#spec),
    }
  }

  /** Null where there was no second set. */
  #selfCheck(): SelfCheck | null {
    const name = selfCheckedOf(this.#spec)
    const first = this.#blocks.get(name)
    const second = this.#blocks.get('self-check')
    if (first === undefined || second === undefined) return null
    const seriesOf = (results: readonly ContenderResult[]) => {
      const merged = mergeBlocks(results, this.#spec.blocks)
      const figures = merged.status === 'not-run' ? null : merged.figures
      return { name, blocks: figures?.blocks ?? [] }
    }
    return checkSelf(seriesOf(first), seriesOf(second), this.#spec)
  }
}

/** Whether a contender was not cut short; one that failed went as far as it could. */
function isOver({ status }: ContenderResult): boolean {
  return status === 'measured' || status === 'failed'
}
