import { randomUUID } from 'node:crypto'
import type { Environment } from '../measure/machine/environment'
import { checkSelf, infer, mainRatio } from '../analysis/infer'
import type { Interval } from '../measure/statistics/interval'
import { figuresOfBlocks, mergeBlocks } from './block/figures'
import { predict } from '../analysis/ceiling'
import { RESULT_SCHEMA_VERSION } from '../result/result'
import type {
  ContenderResult,
  Result,
  SelfCheck,
  Slot,
  SlotResult,
  Stopped,
} from '../result/result'
import type { Figures } from '../result/figures'
import type { ContenderName, Spec } from '../spec/spec'
import { selfCheckedOf } from './slots'

/** What a run is known to be before its first slot. */
export type RunStart = Pick<Result, 'startedAt' | 'plan' | 'order'>

/** What a run is made of, piece by piece: its start, then every slot and what came of it. */
export type RunPart =
  | { readonly kind: 'started'; readonly start: RunStart }
  | { readonly kind: 'slot-started'; readonly slot: Slot }
  | { readonly kind: 'slot-ended'; readonly slot: Slot; readonly result: SlotResult }

/** Where nobody looked at the rest of the machine, or could not say what was seen. */
const UNKNOWN_MACHINE: Result['machine'] = {
  otherCores: null,
  serviceCores: null,
  coreMhz: null,
  standstills: [],
}

/**
 * A run as far as it has come: what came of its slots, and the result that this makes. A process
 * that follows a run from its parts has the same as the one that runs it.
 */
export class RunSoFar {
  readonly #spec: Spec
  readonly #environment: Environment
  readonly #start: RunStart
  /** What came of each one's slots: none of the first while it goes on. */
  readonly #blocks = new Map<Slot, SlotResult[]>()
  /** What was measured in all blocks of a slot, which takes a while: until it has one more. */
  readonly #figures = new Map<Slot, Figures | null>()
  /** How many slots have begun. */
  #begun = 0
  /** Whose slot it is; null between two. */
  #going: Slot | null = null

  constructor(
    { spec, environment }: { readonly spec: Spec; readonly environment: Environment },
    start: RunStart,
  ) {
    this.#spec = spec
    this.#environment = environment
    this.#start = start
  }

  /** Takes a slot as begun: its contender is not without one if the run ends in it. */
  begin(slot: Slot): void {
    this.#going = slot
    this.#begun += 1
    this.#blocks.set(slot, this.#of(slot))
  }

  /** Adds what came of a slot. */
  add(slot: Slot, result: SlotResult): void {
    this.#going = null
    this.#figures.delete(slot)
    this.#blocks.set(slot, [...this.#of(slot), result])
  }

  /** Ends the run for good: the contender that was measured, or would have been, failed of this. */
  fail(error: string): void {
    const slot = this.#going ?? this.#spec.contenders.find((name) => !isOver(this.contender(name)))
    if (slot === undefined) return
    const name = slot === 'self-check' ? selfCheckedOf(this.#spec) : slot
    this.add(name, { status: 'failed', name, error, figures: null })
  }

  /** Whether a thread of the contender died, or it could not start, in a slot of its own. */
  hasFailed(name: ContenderName): boolean {
    return this.#of(name).some(({ status }) => status === 'failed')
  }

  /** A contender's blocks as one result. */
  contender(name: ContenderName): ContenderResult {
    const blocks = this.#blocks.get(name)
    if (blocks === undefined) return { status: 'not-run', name }
    if (blocks.length === 0) return { status: 'partial', name, figures: null }
    const figures = this.#figures.get(name) ?? figuresOfBlocks(blocks)
    this.#figures.set(name, figures)
    return mergeBlocks(blocks, this.#rounds, figures)
  }

  /** Rounds that there are to be by now: those of the spec, and more where it is to be precise. */
  get #rounds(): number {
    const slots = this.#start.order[0]?.length ?? 1
    return Math.max(this.#spec.blocks, Math.ceil(this.#begun / slots))
  }

  /** The ratio that the run is about, with its interval: see `mainRatio`. */
  get mainRatio(): Interval | null {
    return mainRatio(
      this.#spec.contenders.map((name) => this.contender(name)),
      this.#spec,
    )
  }

  /** The result of the slots until now, partial where a contender has not had all of its. */
  result(machine = UNKNOWN_MACHINE, stopped: Stopped | null = null): Result {
    const contenders = this.#spec.contenders.map((name) => this.contender(name))
    return {
      kind: 'corewise-result',
      schemaVersion: RESULT_SCHEMA_VERSION,
      id: randomUUID(),
      ...this.#start,
      order: this.#start.order.slice(0, this.#rounds),
      stopped,
      status: contenders.every(isOver) ? 'complete' : 'partial',
      spec: this.#spec,
      environment: this.#environment,
      contenders,
      machine,
      interruption: null,
      predicted: predict(this.#spec, this.#environment),
      selfCheck: this.#selfCheck(),
      inference: infer(contenders, this.#spec),
    }
  }

  /** Null where there was no second set. */
  #selfCheck(): SelfCheck | null {
    const name = selfCheckedOf(this.#spec)
    const first = this.#of(name)
    const second = this.#of('self-check')
    if (first.length === 0 || second.length === 0) return null
    const seriesOf = (results: readonly SlotResult[]) => ({
      name,
      blocks: results.flatMap(({ figures }) => figures?.blocks ?? []),
    })
    return checkSelf(seriesOf(first), seriesOf(second), this.#spec)
  }

  #of(slot: Slot): SlotResult[] {
    return this.#blocks.get(slot) ?? []
  }
}

/** Whether a contender was not cut short; one that failed went as far as it could. */
function isOver({ status }: ContenderResult): boolean {
  return status === 'measured' || status === 'failed'
}
