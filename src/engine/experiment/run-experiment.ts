import { randomUUID } from 'node:crypto'
import { contenders } from '../contender/contenders'
import { Control } from '../measure/control'
import { readMachine } from '../measure/machine'
import { cores } from '../measure/quantity'
import { calibrate } from '../workload/cpu'
import { listFiles } from '../workload/list-files'
import { makePlan } from '../workload/plan'
import type { CoordinatorOrder } from './coordinator-message'
import { checkSelf, infer } from './infer'
import { measureContender } from './measure-contender'
import { mergeBlocks } from './merge-figures'
import { predict } from './predict'
import type { Progress } from './progress'
import { RESULT_SCHEMA_VERSION } from './result'
import type { ContenderResult, Result, SelfCheck, Turn } from './result'
import { RunClock } from './run-clock'
import type { ContenderName, Spec } from './spec'
import { selfCheckedOf, turnsOf } from './turns'

/** Where a run's progress goes, what may end it early, and who takes part if not the usual ones. */
export interface RunOptions {
  readonly report: (progress: Progress) => void
  readonly signal: AbortSignal
  /** For tests of the measuring itself, which put something known in a contender's place. */
  readonly contenders?: typeof contenders
}

/**
 * Runs an experiment: rounds of one block of every contender, all on the same plan. To be called
 * in the coordinator's thread, which only starts, samples and stops. When the signal aborts, what
 * was measured so far is the result, marked partial. A contender that failed is not run again.
 *
 * @throws Error naming the field where the spec's folder cannot be read or a port is missing
 */
export async function runExperiment(order: CoordinatorOrder, options: RunOptions): Promise<Result> {
  const { spec, httpPort, environment } = order
  const startedAt = new Date().toISOString()
  if (spec.workload.kind === 'http' && httpPort === null) {
    throw new Error('httpPort: an http workload needs the port of the loopback service, got `null`')
  }
  const roundsPerMs = calibrate()
  const plan = makePlan(spec, { roundsPerMs, files: filesOf(spec) })
  const turns = turnsOf(spec)
  const run = new Rounds(order, plan, turns, options)
  options.report({ kind: 'prepared', roundsPerMs, totalMs: run.clock.totalMs })
  const machine = await run.all()
  const results = spec.contenders.map((name) => run.resultOf(name))
  return {
    kind: 'corewise-result',
    schemaVersion: RESULT_SCHEMA_VERSION,
    id: randomUUID(),
    startedAt,
    status: results.every(isOver) ? 'complete' : 'partial',
    spec,
    plan: { length: plan.length, sha256: plan.sha256, roundsPerMs },
    environment,
    order: turns,
    contenders: results,
    machine,
    predicted: predict(spec, environment.cores),
    selfCheck: run.selfCheck(),
    inference: infer(results, spec),
  }
}

/** The rounds of one run, and what came of every turn. */
class Rounds {
  readonly clock: RunClock
  readonly #order: CoordinatorOrder
  readonly #plan: ReturnType<typeof makePlan>
  readonly #turns: readonly (readonly Turn[])[]
  readonly #options: RunOptions
  readonly #selfChecked: ContenderName
  readonly #blocks = new Map<Turn, ContenderResult[]>()

  constructor(
    order: CoordinatorOrder,
    plan: ReturnType<typeof makePlan>,
    turns: readonly (readonly Turn[])[],
    options: RunOptions,
  ) {
    this.#order = order
    this.#plan = plan
    this.#turns = turns
    this.#options = options
    this.#selfChecked = selfCheckedOf(order.spec)
    this.clock = new RunClock(order.spec, turns.flat())
  }

  /** Has everyone's turns, and says what the rest of the machine did meanwhile. */
  async all(): Promise<Result['machine']> {
    const begin = readMachine()
    const beginMs = performance.now()
    const clocks: number[] = []
    for (const [round, turns] of this.#turns.entries()) {
      for (const turn of turns) {
        const { coreMhz } = readMachine()
        if (coreMhz !== null) clocks.push(coreMhz)
        await this.#turn(turn, round)
      }
    }
    const end = readMachine()
    const seconds = (performance.now() - beginMs) / 1_000
    return {
      otherCores:
        begin.otherSeconds === null || end.otherSeconds === null
          ? null
          : cores(Math.max(0, end.otherSeconds - begin.otherSeconds) / seconds),
      coreMhz:
        clocks.length === 0 ? null : { least: Math.min(...clocks), most: Math.max(...clocks) },
    }
  }

  /** A contender's blocks as one result. */
  resultOf(name: ContenderName): ContenderResult {
    const blocks = this.#blocks.get(name)
    return blocks === undefined
      ? { status: 'not-run', name }
      : mergeBlocks(blocks, this.#order.spec.blocks)
  }

  /** Null where there was no second set. */
  selfCheck(): SelfCheck | null {
    const second = this.#blocks.get('self-check')
    if (second === undefined) return null
    const blocksOf = (results: readonly ContenderResult[]) => {
      const merged = mergeBlocks(results, this.#order.spec.blocks)
      const figures = merged.status === 'not-run' ? null : merged.figures
      return { name: this.#selfChecked, blocks: figures?.blocks ?? [] }
    }
    const first = this.#blocks.get(this.#selfChecked) ?? []
    if (first.length === 0) return null
    return checkSelf(blocksOf(first), blocksOf(second), this.#order.spec)
  }

  async #turn(turn: Turn, round: number): Promise<void> {
    const { signal, report, contenders: other } = this.#options
    const isSelfCheck = turn === 'self-check'
    const contender = isSelfCheck ? this.#selfChecked : turn
    const blocks = this.#blocks.get(turn) ?? []
    if (signal.aborted || this.#hasFailed(contender)) return
    const block = { index: round, count: this.#turns.length, isSelfCheck }
    report({ kind: 'block-started', contender, block })
    const { spec, engineFolder, httpPort } = this.#order
    const result = await measureContender(
      (other ?? contenders)[contender],
      {
        spec: { ...spec, durationMs: spec.durationMs / spec.blocks },
        plan: this.#plan,
        control: Control.allocate(),
        engineFolder,
        httpPort,
      },
      {
        signal,
        report: (sampled) => {
          const { elapsedMs, totalMs } = this.clock
          report({ kind: 'sampled', contender, block, ...sampled, elapsedMs, totalMs })
        },
      },
    )
    blocks.push(inRound(result, round))
    this.#blocks.set(turn, blocks)
    this.clock.turnEnded(turn)
    report({ kind: 'block-finished', contender, block })
    const isLast = round === this.#turns.length - 1 || result.status !== 'measured'
    if (isLast && !isSelfCheck) {
      report({ kind: 'contender-finished', result: this.resultOf(contender) })
    }
  }

  #hasFailed(contender: ContenderName): boolean {
    return this.#blocks.get(contender)?.some(({ status }) => status === 'failed') ?? false
  }
}

function inRound(result: ContenderResult, round: number): ContenderResult {
  if (result.status === 'not-run' || result.figures === null) return result
  const blocks = result.figures.blocks.map((block) => ({ ...block, round }))
  return { ...result, figures: { ...result.figures, blocks } }
}

/** Whether a contender was not cut short; one that failed went as far as it could. */
function isOver({ status }: ContenderResult): boolean {
  return status === 'measured' || status === 'failed'
}

function filesOf({ workload }: Spec): string[] {
  if (workload.kind !== 'files') return []
  if (workload.path === null) {
    throw new Error('workload.path: a files workload needs a folder by now, got `null`')
  }
  return listFiles(workload.path)
}
