import { setTimeout as delay } from 'node:timers/promises'
import type { ContenderSetup, RunningContender, Startable } from '../thread/running-contender'
import type { Phase } from '../measure/control'
import type { OthersReading } from '../measure/machine/machine'
import type { ThrottleReading } from '../measure/processors/control-groups'
import type { Processors } from '../measure/processors/processors'
import { SlowCoreWatch } from '../measure/processors/slow-core-watch'
import { MemoryWatch } from '../measure/machine/memory'
import { milliseconds } from '../measure/statistics/quantity'
import { figuresOf } from './figures'
import type { Edge } from './figures'
import { countBetween } from './snapshot'
import { MOST_IN_ERROR, type Figures, type Sample, type TurnResult } from '../result/result'
import { Rehearsal } from './rehearsal'
import { Sampler } from './sampler'
import type { Look } from './sampler'
import { StandstillWatch } from './standstill'
import { WarmUp } from './warm-up'

/** Threads are asked this long before a look to note what only they can read: it takes a job. */
const ASK_BEFORE_MS = 10

/**
 * A cancelled run does not wait longer than this for its threads, so that what was measured is not
 * lost to a host that gives up: hundreds of threads take a while, and end with the process.
 */
const CANCEL_LIMIT_MS = 550

/** Threads that take longer to end after their block never will: they sit in the kernel. */
const STOP_LIMIT_MS = 10_000
const STOP_LIMIT_MS_PER_THREAD = 20

/** A phase is over when less than this is left of it: a timer may come a little early. */
const LEAST_LEFT_MS = 1

/**
 * The most of a warm-up that may be a rehearsal, in which jobs hardly wait: those that mostly wait
 * come too seldom for their code to be compiled in so short a time.
 */
const MOST_REHEARSAL_SHARE = 0.4

/** Between looks in the warm-up: shorter, because it ends with one. */
const WARM_UP_INTERVAL_MS = 50

/** What a block goes through by the clock, one after the other. */
type TimedPhase = Exclude<Phase, 'stopping'>

/** One look at the contender, on its way to whoever follows the run. */
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
  /** Is told once if the whole lab stood still for so long: the block is not to be trusted then. */
  readonly noteStandstill: (ms: number) => void
  readonly signal: AbortSignal
}

/**
 * Runs one block of a contender, from its start to its end: threads started, a warm-up until it is
 * steady, a measured window of the spec's `durationMs`, threads stopped. Never rejects for what the contender does: a thread that dies ends it as failed, the
 * signal ends it as partial, and what was measured until then is kept.
 */
export async function measureContender(
  contender: Startable,
  setup: ContenderSetup,
  options: MeasureOptions,
): Promise<TurnResult> {
  const { name } = contender
  const { noteStandstill, signal } = options
  const memory = new MemoryWatch()
  const running = contender.start(setup)
  const measurement = new Measurement(setup, running, memory, options)
  const end = await measurement.run(signal)
  if (measurement.standstillMs > 0) noteStandstill(measurement.standstillMs)
  const haveStopped = await hasStopped(running.stop(), signal, running.records.length)
  const figures = measurement.figures(end.kind)
  if (end.kind === 'died')
    return { status: 'failed', name, error: reasonOf(end.error, name), figures }
  if (end.kind === 'cancelled' || figures === null) return { status: 'partial', name, figures }
  if (!haveStopped && !signal.aborted) return { status: 'failed', name, error: STUCK, figures }
  return { status: 'measured', name, figures }
}

/** Resolves with whether all threads have ended in time: once cancelled, they have less of it. */
function hasStopped(
  stopped: Promise<void>,
  signal: AbortSignal,
  threads: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (haveStopped: boolean): void => {
      clearTimeout(limit)
      signal.removeEventListener('abort', hurry)
      resolve(haveStopped)
    }
    const endIn = (ms: number): NodeJS.Timeout => setTimeout(settle, ms, false)
    let limit = endIn(STOP_LIMIT_MS + threads * STOP_LIMIT_MS_PER_THREAD)
    const hurry = (): void => {
      clearTimeout(limit)
      limit = endIn(CANCEL_LIMIT_MS)
    }
    if (signal.aborted) hurry()
    else signal.addEventListener('abort', hurry)
    void stopped.then(() => {
      settle(true)
    })
  })
}

/** Why a contender failed whose threads did not end. */
const STUCK =
  'a thread did not end after its block: it waits for the system, as for a disk that does not answer'

/** Why a measurement was over. */
type End = { kind: 'completed' } | { kind: 'cancelled' } | { kind: 'died'; error: Error }

/** What a thread died of; a contender whose one thread is called after it is not named twice. */
function reasonOf({ message }: Error, name: string): string {
  const prefix = `${name}: `
  const text = message.startsWith(prefix) ? message.slice(prefix.length) : message
  return text.slice(0, MOST_IN_ERROR)
}

/** One contender's way through its phases. */
class Measurement {
  readonly #setup: ContenderSetup
  readonly #running: RunningContender
  readonly #memory: MemoryWatch
  readonly #sampler: Sampler
  readonly #options: MeasureOptions
  readonly #slowCores: SlowCoreWatch
  readonly #samples: Sample[] = []
  readonly #rehearsal = new Rehearsal()
  readonly #standstill = new StandstillWatch()
  #warmUp: WarmUp
  #begin: Edge | null = null
  #end: Edge | null = null
  #warmUpMs = 0
  #discardedJobs = 0

  constructor(
    setup: ContenderSetup,
    running: RunningContender,
    memory: MemoryWatch,
    options: MeasureOptions,
  ) {
    const { control, spec } = setup
    this.#setup = setup
    this.#running = running
    this.#memory = memory
    this.#options = options
    this.#slowCores = new SlowCoreWatch(options.processors)
    this.#warmUp = new WarmUp(spec)
    this.#sampler = new Sampler(control, running.records, spec.concurrency, memory)
  }

  /** For how long the whole lab stood still, warm-up included. */
  get standstillMs(): number {
    return this.#standstill.totalMs
  }

  /** Resolves when the window is over, the signal aborts or a thread dies, whichever is first. */
  async run(signal: AbortSignal): Promise<End> {
    const interruption = new AbortController()
    const cancel = () => {
      interruption.abort({ kind: 'cancelled' } satisfies End)
    }
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    void this.#running.died.then((error) => {
      interruption.abort({ kind: 'died', error } satisfies End)
    })
    await this.#pass(interruption.signal)
    signal.removeEventListener('abort', cancel)
    return interruption.signal.aborted ? (interruption.signal.reason as End) : { kind: 'completed' }
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
      memory: this.#memory,
      concurrency: this.#setup.spec.concurrency,
      arrivalPlan: this.#setup.spec.load.kind === 'open' ? this.#setup.plan : null,
    })
    const { measuredSeconds, completionSeconds, completed, cpuSeconds, latency } = figures
    const block = {
      round: 0,
      warmUpMs: milliseconds(this.#warmUpMs),
      discardedJobs: this.#discardedJobs,
      isSteady: this.#warmUp.isSteady,
      measuredSeconds,
      completionSeconds,
      completed,
      cpuSeconds,
      latency,
      slowShare: this.#slowCores.share,
    }
    return { ...figures, blocks: end === 'completed' ? [block] : [] }
  }

  async #pass(interrupted: AbortSignal): Promise<void> {
    const { spec, control } = this.#setup
    await Promise.race([this.#running.ready, aborted(interrupted)])
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    const start = this.#sampler.last
    // Threads may take long to start.
    this.#standstill.look(Infinity)
    let rehearsedMs = 0
    if (spec.load.kind === 'closed' && spec.warmupMs > 0) {
      control.rehearse()
      if (!(await this.#phase('rehearsal', spec.warmupMs * MOST_REHEARSAL_SHARE, 0, interrupted)))
        return
      control.endRehearsal()
      rehearsedMs = (this.#sampler.last.cpu.atNs - start.cpu.atNs) / 1e6
    }
    this.#warmUp = new WarmUp(spec, rehearsedMs)
    const leftMs = spec.warmupMs - rehearsedMs
    if (!(await this.#phase('warm-up', leftMs, rehearsedMs, interrupted))) return
    control.startMeasuring()
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    this.#begin = this.#readEdge()
    this.#warmUpMs = (this.#sampler.last.cpu.atNs - start.cpu.atNs) / 1e6
    this.#discardedJobs = countBetween(start, this.#sampler.last, 'completed')
    // A late look makes a warm-up seem longer than it may be.
    const beforeMs = Math.min(this.#warmUpMs, spec.warmupMs)
    await this.#phase('measuring', spec.durationMs, beforeMs, interrupted)
    // First the stop, then the last look: what is counted is what the histograms hold.
    control.stop()
    this.#sampler.look(this.#sampler.last.cpu.atNs)
    this.#end = this.#readEdge()
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
      const look = this.#sampler.look(beginNs)
      const { last } = this.#sampler
      this.#standstill.look(untilMs)
      elapsedMs = (last.cpu.atNs - beginNs) / 1e6
      if (phase === 'measuring') this.#noteSample(look)
      this.#options.report({
        ...look,
        phase: phase === 'measuring' ? 'measuring' : 'warm-up',
        elapsedMs: beforeMs + Math.min(elapsedMs, durationMs),
        completed: countBetween(begin, last, 'completed'),
        failed: countBetween(begin, last, 'failed'),
      })
      if (phase === 'rehearsal' && this.#rehearsal.isOverAfter(look.sample)) break
      if (phase === 'warm-up' && this.#warmUp.isOverAfter(look.sample)) break
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
        : Math.max(WARM_UP_INTERVAL_MS, this.#sampler.intervalMs / 2)
    return Math.min(durationMs, (Math.round(elapsedMs / intervalMs) + 1) * intervalMs)
  }

  #noteSample({ sample, threads }: Look): void {
    this.#samples.push(sample)
    this.#slowCores.look(
      this.#sampler.last.threads.map(({ tid }, index) => ({
        tid,
        coresUsed: threads[index]?.coresUsed ?? null,
      })),
    )
  }

  #readEdge(): Edge {
    const switches = this.#sampler.readSwitches()
    const { readOthers, readThrottling } = this.#options
    return {
      moment: this.#sampler.last,
      switches,
      others: readOthers(),
      throttling: readThrottling(),
    }
  }
}

/** Resolves when the signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else
      signal.addEventListener('abort', () => {
        resolve()
      })
  })
}

/** Resolves after `ms`, as soon as it can where that is past, or at once when the signal aborts. */
async function delayUnless(signal: AbortSignal, ms: number): Promise<void> {
  try {
    await delay(Math.max(0, ms), undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
