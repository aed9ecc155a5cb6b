import { residenceMsOf } from '../../measure/statistics/residence-time'
import type { ContenderSetup, RunningContender } from '../../thread/start/running-contender'
import { QueueProbe, type HiddenThreads } from '../../measure/hidden-threads'
import type { OthersReading } from '../../measure/machine/machine'
import type { ThrottleReading } from '../../measure/processors/control-groups'
import type { Processors } from '../../measure/processors/processors'
import { SlowCoreWatch } from '../../measure/processors/slow-core-watch'
import { helperCoresBetween } from '../../measure/cpu/cpu-meter'
import { MemoryWatch } from '../../measure/machine/memory'
import { milliseconds } from '../../measure/statistics/quantity'
import type { ThreadRecord } from '../../measure/thread-record'
import { figuresOf } from './figures'
import type { Edge } from './between-edges'
import { countBetween } from './snapshot'
import type { Figures, Sample } from '../../result/figures'
import { Sampler } from './sampler'
import type { Look } from './sampler'
import { StandstillWatch } from './standstill'
import type { EarlierBlocks, KeptContender } from './kept-contender'
import { aborted, delayUnless } from '../wait-unless'
import { ThreadLooks } from './thread-looks'
import { WarmUp } from './warm-up'

/** Threads are asked this long before a look to note what only they can read: it takes a job. */
const ASK_BEFORE_MS = 10

/** A phase is over when less than this is left of it: a timer may come a little early. */
const LEAST_LEFT_MS = 1

/**
 * How long kept threads run before they are measured again: caches are cold, a poll may be late.
 */
const SETTLE_MS = 100

/** Between looks in the warm-up: shorter, because it ends with one. */
const WARM_UP_INTERVAL_MS = 30

/** The same as a share of the interval while measuring, which is longer for many threads. */
const WARM_UP_SHARE = 0.3

/** What a block goes through by the clock, one after the other. */
type TimedPhase = 'warm-up' | 'measuring'

/** One look at the contender, on its way to the shell that follows the run. */
export interface Sampled extends Look {
  readonly phase: 'warm-up' | 'measuring'
  /** Since the contender took up jobs, warm-up included. */
  readonly elapsedMs: number
  /** Since the phase began. */
  readonly completed: number
  readonly failed: number
}

export interface MeasureOptions {
  /** Looks at what others do; null where that cannot be told. */
  readonly readOthers: () => OthersReading | null
  /** Looks how often control groups with a quota were stopped. */
  readonly readThrottling: () => readonly ThrottleReading[]
  /** The cores that its threads may run on; null where they are not known. */
  readonly processors: Processors | null
  readonly report: (sampled: Sampled) => void
  /** libuv's threads, where jobs may need them; left out where they do not. */
  readonly hidden?: HiddenThreads | null
  /** Is told once if the whole lab stood still for so long: the block is not to be trusted then. */
  readonly noteStandstill: (ms: number) => void
  readonly signal: AbortSignal
  /** Threads of others, which are parked meanwhile: what they use is not this contender's. */
  readonly bystanders?: readonly ThreadRecord[]
}

/** Why a measurement was over. */
type End = { kind: 'completed' } | { kind: 'cancelled' } | { kind: 'died'; error: Error }

/** One contender's way through its phases. */
export class Measurement {
  readonly #setup: ContenderSetup
  readonly #running: RunningContender
  readonly #earlier: EarlierBlocks | null
  readonly #memory: MemoryWatch
  readonly #sampler: Sampler
  readonly #options: MeasureOptions
  readonly #slowCores: SlowCoreWatch
  readonly #samples: Sample[] = []
  readonly #looks = new ThreadLooks()
  readonly #standstill = new StandstillWatch()
  readonly #warmUp: WarmUp
  readonly #probe: QueueProbe | null
  #begin: Edge | null = null
  #end: Edge | null = null
  #warmUpMs = 0
  #discardedJobs = 0

  constructor(
    setup: ContenderSetup,
    running: RunningContender,
    memory: MemoryWatch,
    options: MeasureOptions,
    { earlier, isRehearsed }: Pick<KeptContender, 'earlier' | 'isRehearsed'>,
  ) {
    const { control, spec } = setup
    this.#setup = setup
    this.#running = running
    this.#earlier = earlier
    this.#memory = memory
    this.#options = options
    this.#slowCores = new SlowCoreWatch(options.processors)
    this.#warmUp = new WarmUp(spec, isRehearsed)
    const { bystanders, hidden = null } = options
    const { records, refresh } = running
    const isHere = records.some(({ isForeign }) => !isForeign)
    this.#probe = hidden === null || !isHere ? null : new QueueProbe(hidden.task)
    const tids = hidden?.tids ?? null
    this.#sampler = new Sampler(
      control,
      records,
      spec.concurrency,
      memory,
      bystanders,
      refresh,
      tids,
    )
  }

  /** For how long the whole lab stood still, warm-up included. */
  get standstillMs(): number {
    return this.#standstill.totalMs
  }

  /** Resolves when the window is over, the signal aborts or a thread dies, whichever is first. */
  async run(signal: AbortSignal): Promise<End> {
    const death = new AbortController()
    void this.#running.died.then((error) => {
      death.abort(error)
    })
    const interruption = AbortSignal.any([signal, death.signal])
    await this.#pass(interruption)
    this.#probe?.end()
    if (!interruption.aborted) return { kind: 'completed' }
    return interruption.reason === death.signal.reason
      ? { kind: 'died', error: death.signal.reason as Error }
      : { kind: 'cancelled' }
  }

  /**
   * Resolves once tasks of the lab's own that still wait for a hidden thread are done, or given up.
   */
  async settled(signal: AbortSignal): Promise<void> {
    await this.#probe?.settled(signal)
  }

  /**
   * What was measured; null if measuring had not begun. To be called once all threads ended. Its
   * one block is in it only where the window went to its end.
   */
  figures(end: End['kind']): Figures | null {
    if (this.#begin === null || this.#end === null) return null
    const figures = figuresOf({
      begin: this.#begin,
      end: this.#end,
      records: this.#running.records,
      samples: this.#samples,
      looks: this.#looks,
      parkedNs: this.#setup.control.parkedNs,
      memory: this.#memory,
      hiddenQueueing: this.#probe?.latency ?? null,
      concurrency: this.#setup.spec.concurrency,
      arrivalPlan: this.#setup.spec.load.kind === 'open' ? this.#setup.plan : null,
    })
    const { measuredSeconds, completionSeconds, completed, cpuSeconds, latency } = figures
    const block = {
      round: 0,
      generation: null,
      warmUpMs: milliseconds((this.#earlier?.passedMs ?? 0) + this.#warmUpMs),
      discardedJobs: this.#discardedJobs,
      isSteady: this.#isSteady,
      measuredSeconds,
      completionSeconds,
      completed,
      cpuSeconds,
      latency,
      uncorrected: figures.arrivals?.uncorrected ?? null,
      slowShare: this.#slowCores.share,
    }
    return { ...figures, blocks: end === 'completed' ? [block] : [] }
  }

  async #pass(interrupted: AbortSignal): Promise<void> {
    const { spec, control } = this.#setup
    await Promise.race([this.#running.go(), aborted(interrupted)])
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    const start = this.#sampler.last
    // Threads may take long to start.
    this.#standstill.look(Infinity)
    if (!(await this.#becomeSteady(interrupted))) return
    control.startMeasuring()
    this.#probe?.begin()
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    this.#begin = this.#readEdge()
    this.#warmUpMs = (this.#sampler.last.cpu.atNs - start.cpu.atNs) / 1e6
    this.#discardedJobs = countBetween(start, this.#sampler.last, 'completed')
    // A late look makes a warm-up seem longer than it may be.
    const beforeMs = Math.min(this.#warmUpMs, spec.warmupMs)
    await this.#phase('measuring', spec.windowMs, beforeMs, interrupted)
    // First the halt, then the last look: what is counted is what the histograms hold.
    control.park()
    this.#probe?.end()
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    this.#end = this.#readEdge()
  }

  /**
   * Passes the warm-up: of fresh threads until they are steady, of kept ones until what is not
   * measured of their block, such as cold caches, is over. False if it was interrupted.
   */
  async #becomeSteady(interrupted: AbortSignal): Promise<boolean> {
    const { spec } = this.#setup
    if (this.#earlier !== null) {
      const settleMs = Math.min(spec.warmupMs, this.#settleMs(this.#earlier))
      return this.#phase('warm-up', settleMs, 0, interrupted)
    }
    return this.#phase('warm-up', spec.warmupMs, 0, interrupted)
  }

  /** Jobs in flight that were not kept begin anew, and each is to have its slot (C ÷ X). */
  #settleMs({ jobsPerSecond }: EarlierBlocks): number {
    const { spec } = this.#setup
    if (spec.load.kind === 'open' || this.#running.keepsJobs || jobsPerSecond === 0)
      return SETTLE_MS
    return Math.max(SETTLE_MS, residenceMsOf(spec.concurrency, jobsPerSecond))
  }

  get #isSteady(): boolean {
    return this.#earlier?.isSteady ?? this.#warmUp.isSteady
  }

  /** What the next block in the same threads is to know of this one. */
  get left(): EarlierBlocks {
    const begun = this.#begin?.snapshot
    const { last } = this.#sampler
    const completed = begun === undefined ? 0 : countBetween(begun, last, 'measured')
    const measuredMs = begun === undefined ? 0 : (last.cpu.atNs - begun.cpu.atNs) / 1e6
    return {
      isSteady: this.#isSteady,
      jobsPerSecond: measuredMs === 0 ? 0 : (completed / measuredMs) * 1_000,
      passedMs: this.#running.keepsJobs
        ? (this.#earlier?.passedMs ?? 0) + this.#warmUpMs + measuredMs
        : 0,
    }
  }

  /**
   * Looks every interval until `durationMs` have passed, or the warm-up has done what it is for;
   * false if it was interrupted before.
   */
  async #phase(
    phase: TimedPhase,
    durationMs: number,
    beforeMs: number,
    interrupted: AbortSignal,
  ): Promise<boolean> {
    const begin = this.#sampler.last
    const { atNs: beginNs } = begin.cpu
    for (let elapsedMs = 0; durationMs - elapsedMs >= LEAST_LEFT_MS;) {
      if (interrupted.aborted) return false
      const untilMs = this.#nextLookMs(phase, elapsedMs, durationMs) - elapsedMs
      await delayUnless(interrupted, untilMs - ASK_BEFORE_MS)
      this.#setup.control.requestLook()
      await delayUnless(interrupted, Math.min(untilMs, ASK_BEFORE_MS))
      const { last: before } = this.#sampler
      const look = this.#sampler.look(beginNs)
      const { last } = this.#sampler
      this.#standstill.look(untilMs)
      elapsedMs = (last.cpu.atNs - beginNs) / 1e6
      if (phase === 'measuring') this.#noteSample(look)
      this.#options.report({
        ...look,
        phase,
        elapsedMs: beforeMs + Math.min(elapsedMs, durationMs),
        completed: countBetween(begin, last, 'completed'),
        failed: countBetween(begin, last, 'failed'),
      })
      if (phase === 'warm-up') {
        const helperCores = helperCoresBetween(before.cpu, last.cpu)
        if (this.#warmUp.isOverAfter({ ...look.sample, helperCores })) break
      }
    }
    return !interrupted.aborted
  }

  /**
   * When to look next, in milliseconds since the phase began: at the next multiple of the interval
   * that is at least half of one away, so that late looks do not add up and early ones are not
   * repeated at once.
   */
  #nextLookMs(phase: TimedPhase, elapsedMs: number, durationMs: number): number {
    const intervalMs =
      phase === 'measuring'
        ? this.#sampler.intervalMs
        : Math.max(WARM_UP_INTERVAL_MS, this.#sampler.intervalMs * WARM_UP_SHARE)
    return Math.min(durationMs, (Math.round(elapsedMs / intervalMs) + 1) * intervalMs)
  }

  #noteSample({ sample, threads }: Look): void {
    this.#samples.push(sample)
    this.#looks.note(this.#sampler.last)
    this.#slowCores.look(
      this.#sampler.last.threads.map(({ tid, process: of }, index) => ({
        tid,
        process: of,
        coresUsed: threads[index]?.coresUsed ?? null,
      })),
    )
  }

  #readEdge(): Edge {
    const switches = this.#sampler.readSwitches()
    this.#looks.note(this.#sampler.last)
    const { readOthers, readThrottling } = this.#options
    return {
      snapshot: this.#sampler.last,
      switches,
      others: readOthers(),
      throttling: readThrottling(),
    }
  }
}
