import { threadCounts } from '../analysis/thread-counts'
import { runtimeOf } from '../contender'
import type { CalibratedPython } from '../thread/start/running-contender'
import { startables } from '../thread/start/start-contender'
import { readThrottling } from '../measure/processors/control-groups'
import type { HiddenThreads } from '../measure/hidden-threads'
import { SystemFiles } from '../measure/processors/system-files'
import {
  ForeignTimes,
  readCoreMhz,
  readOthers,
  type OthersReading,
  type Starters,
} from '../measure/machine/machine'
import { cores, seconds, type Cores } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import type { Plan } from '../workload/plan'
import { usableCores, type CoordinatorOrder } from './coordinator-message'
import { KeptContender } from './block/kept-contender'
import { measureContender } from './block/measure-contender'
import { tracesInRound } from '../result/job-trace'
import type { Progress } from '../result/progress'
import type { Result, Standstill, Stopped, Slot, SlotResult } from '../result/result'
import { collectGarbage } from './prepare/quiet-runtime'
import { halfWidthOf } from '../measure/statistics/interval'
import { PrecisionGoal } from './precision'
import { rehearse } from './prepare/rehearse'
import { RunClock } from './run-clock'
import { RunSoFar, type RunPart, type RunStart } from './run-so-far'
import { blockSpecOf, type ContenderName } from '../spec/spec'
import { beginsGeneration, generationOf, keepsThreads, selfCheckedOf } from './slots'

/** A block in which the lab stands still is measured anew, but not for ever. */
const MOST_ATTEMPTS = 3

/** Where a run's progress goes, what may end it early, and other contenders than the usual ones. */
export interface RunOptions {
  readonly report: (progress: Progress) => void
  /** Is told what the run is made of, so that what was measured is not lost where the run is. */
  readonly note?: (part: RunPart) => void
  readonly signal: AbortSignal
  /** For tests of the measuring itself, which put something known in a contender's place. */
  readonly contenders?: typeof startables
}

/** What the threads of a run are given, and where those are that nobody starts. */
interface Means {
  readonly plan: Plan
  readonly python: CalibratedPython | null
  readonly hidden: HiddenThreads | null
}

/** The rounds of one run, and what came of every slot. */
export class Rounds {
  readonly clock: RunClock
  readonly soFar: RunSoFar
  readonly #order: CoordinatorOrder
  readonly #plan: Plan
  readonly #python: CalibratedPython | null
  readonly #hidden: HiddenThreads | null
  readonly #foreignTimes = new ForeignTimes()
  readonly #slots: readonly (readonly Slot[])[]
  readonly #options: RunOptions
  readonly #selfChecked: ContenderName
  readonly #standstills: Standstill[] = []
  readonly #goal: PrecisionGoal | null
  #stopped: Stopped | null = null
  #awakePids: readonly number[] = []
  readonly #files = new SystemFiles()
  /** Of the generation under way. */
  readonly #kept = new Map<Slot, KeptContender>()

  constructor(
    order: CoordinatorOrder,
    { plan, python, hidden }: Means,
    start: RunStart,
    options: RunOptions,
  ) {
    this.#order = order
    this.#plan = plan
    this.#python = python
    this.#hidden = hidden
    this.#slots = start.order
    this.#options = options
    this.#selfChecked = selfCheckedOf(order.spec)
    this.clock = new RunClock(order.spec, start.order.slice(0, order.spec.blocks))
    this.#goal = order.spec.precision === null ? null : new PrecisionGoal(order.spec.precision)
    this.soFar = new RunSoFar(order, start)
  }

  /** Why a run that was to be precise went on no longer. */
  get stopped(): Stopped | null {
    return this.#stopped
  }

  /** Has everyone's slots, and says what the rest of the machine did meanwhile. */
  async all(awakePids: readonly number[]): Promise<Result['machine']> {
    this.#awakePids = awakePids
    const begin = this.#readOthers()
    const beginMs = performance.now()
    const clocks: number[] = []
    for (const [round, slots] of this.#slots.entries()) {
      if (beginsGeneration(round, this.#order.spec)) {
        if (this.#isEnough(round)) break
        if (round >= this.#order.spec.blocks) this.clock.add(slots)
        await this.#beginGeneration(slots)
        this.clock.threadsStarted()
      }
      for (const slot of slots) {
        const coreMhz = readCoreMhz()
        if (coreMhz !== null) clocks.push(coreMhz)
        await this.#slot(slot, round)
      }
    }
    await this.#endGeneration()
    if (this.#stopped === null) this.#isEnough(this.#slots.length)
    const end = this.#readOthers()
    const passedSeconds = (performance.now() - beginMs) / 1_000
    const coresOf = (of: (reading: OthersReading) => number | null) =>
      coresBetween(begin && of(begin), end && of(end), passedSeconds)
    return {
      otherCores: coresOf(({ programSeconds, stolenSeconds }) => programSeconds + stolenSeconds),
      serviceCores: coresOf(({ serviceSeconds }) => serviceSeconds),
      coreMhz:
        clocks.length === 0 ? null : { least: Math.min(...clocks), most: Math.max(...clocks) },
      standstills: this.#standstills,
    }
  }

  #readOthers(): OthersReading | null {
    const foreignPids = [...this.#kept.values()].flatMap((kept) => kept.foreignPids)
    const starters = this.#startersAmong(foreignPids)
    const pids = { ...this.#order, awakePids: this.#awakePids, starters }
    return readOthers(pids, usableCores(this.#order), this.#foreignTimes.read(foreignPids))
  }

  /** Where a person's own jobs run, which alone may start processes. */
  #startersAmong(foreignPids: readonly number[]): Starters | null {
    const { spec } = this.#order
    if (spec.workload.kind !== 'own') return null
    const areOfNode = spec.contenders.every((name) => runtimeOf(name) === 'node')
    return { pids: areOfNode ? [process.pid] : foreignPids, known: this.#awakePids }
  }

  /** Measures a block, and once more where the whole lab stood still in it. */
  async #awake(
    place: Pick<Standstill, 'slot' | 'round'>,
    measure: (noteStandstill: (ms: number) => void) => Promise<SlotResult>,
  ): Promise<SlotResult> {
    for (let attempt = 1; ; attempt += 1) {
      let stoodStillMs = 0
      const measured = await measure((ms) => (stoodStillMs = ms))
      if (stoodStillMs === 0) return measured
      const isRepeated = measured.status === 'measured' && attempt < MOST_ATTEMPTS
      this.#standstills.push({ ...place, seconds: seconds(stoodStillMs / 1_000), isRepeated })
      if (!isRepeated) return measured
    }
  }

  /** Whether a run that was to be precise is so before that round, or has no time for another. */
  #isEnough(round: number): boolean {
    const { blocks, precisionLimitMs } = this.#order.spec
    if (this.#goal === null || round < blocks || this.#options.signal.aborted) return false
    const ratio = this.soFar.mainRatio
    const isPrecise = this.#goal.isReachedWith(ratio)
    const isLast = round === this.#slots.length || this.clock.elapsedMs >= precisionLimitMs
    if (!isPrecise && !isLast) return false
    const halfWidth = ratio === null ? null : halfWidthOf(ratio)
    this.#stopped = { by: isPrecise ? 'precision' : 'time-limit', halfWidth }
    return true
  }

  /** The threads of a slot, which are kept until the generation is over. */
  #keptFor(slot: Slot): KeptContender {
    const known = this.#kept.get(slot)
    if (known !== undefined) return known
    const { spec, engineFolder, httpPort, environment } = this.#order
    const contender = this.#contenderOf(slot)
    const kept = new KeptContender((this.#options.contenders ?? startables)[contender], {
      spec: blockSpecOf(spec),
      plan: this.#plan,
      loops: threadCounts(spec, environment).loops,
      engineFolder,
      httpPort,
      python: this.#python,
    })
    this.#kept.set(slot, kept)
    return kept
  }

  #othersThan(slot: Slot): ThreadRecord[] {
    return [...this.#kept].flatMap(([other, { records }]) => (other === slot ? [] : records))
  }

  /** Ends the threads that there are, and starts fresh ones for each slot. */
  async #beginGeneration(slots: readonly Slot[]): Promise<void> {
    await this.#endGeneration()
    const { spec } = this.#order
    const { load, warmupMs } = spec
    const { signal } = this.#options
    if (signal.aborted || load.kind === 'open' || warmupMs === 0 || !keepsThreads(spec)) return
    const going = slots.filter((slot) => {
      const contender = this.#contenderOf(slot)
      // A foreign runtime compiles nothing in helpers whose end could be seen.
      return runtimeOf(contender) === 'node' && !this.soFar.hasFailed(contender)
    })
    await rehearse(
      going.map((slot) => this.#keptFor(slot)),
      { warmupMs },
      signal,
      this.#hidden,
    )
    collectGarbage()
  }

  #contenderOf(slot: Slot): ContenderName {
    return slot === 'self-check' ? this.#selfChecked : slot
  }

  async #endGeneration(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((kept) => kept.end(this.#options.signal)))
    this.#kept.clear()
  }

  async #slot(slot: Slot, round: number): Promise<void> {
    const { signal, report, note } = this.#options
    const isSelfCheck = slot === 'self-check'
    const contender = this.#contenderOf(slot)
    if (signal.aborted || this.soFar.hasFailed(contender)) return
    const { spec } = this.#order
    const count = Math.max(spec.blocks, round + 1)
    const block = { index: round, count, isSelfCheck }
    this.soFar.begin(slot)
    note?.({ kind: 'slot-started', slot })
    const measure = (noteStandstill: (ms: number) => void): Promise<SlotResult> => {
      report({ kind: 'block-started', contender, block })
      const { environment } = this.#order
      this.#plan.beginAt(round, this.#slots.length)
      return measureContender(this.#keptFor(slot), {
        signal,
        bystanders: this.#othersThan(slot),
        readOthers: () => this.#readOthers(),
        readThrottling: () => readThrottling(this.#files),
        processors: environment.processors,
        hidden: this.#hidden,
        noteStandstill,
        report: (sampled) => {
          const { elapsedMs, totalMs } = this.clock
          report({ kind: 'sampled', contender, block, ...sampled, elapsedMs, totalMs })
        },
      })
    }
    const measured = await this.#awake({ slot, round }, measure)
    const result = inRound(measured, round, generationOf(round, this.#order.spec))
    this.soFar.add(slot, result)
    note?.({ kind: 'slot-ended', slot, result })
    collectGarbage()
    this.clock.slotEnded(slot)
    if (this.soFar.hasFailed(contender)) this.clock.failed(contender)
    report({ kind: 'block-finished', contender, block })
    const isLast = round === count - 1 || result.status !== 'measured'
    if (isLast && !isSelfCheck) {
      report({ kind: 'contender-finished', result: this.soFar.contender(contender) })
    }
  }
}

/**
 * Cores used from one reading of CPU seconds to a later one; null where either could not be had.
 */
function coresBetween(from: number | null, to: number | null, passed: number): Cores | null {
  return from === null || to === null ? null : cores(Math.max(0, to - from) / passed)
}

function inRound(result: SlotResult, round: number, generation: number): SlotResult {
  if (result.figures === null) return result
  const blocks = result.figures.blocks.map((block) => ({ ...block, round, generation }))
  const jobs = result.figures.jobs && tracesInRound(result.figures.jobs, round)
  return { ...result, figures: { ...result.figures, blocks, jobs } }
}
