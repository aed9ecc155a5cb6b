import type { Control } from '../../measure/control'
import { CpuMeter } from '../../measure/cpu/cpu-meter'
import { LatencyInterval } from '../../measure/latency/latency-interval'
import type { TaskSwitches } from '../../measure/cpu/linux-task'
import type { MemoryWatch } from '../../measure/machine/memory'
import { cores, milliseconds, perSecond } from '../../measure/statistics/quantity'
import type { Cores, Nanoseconds } from '../../measure/statistics/quantity'
import type { ThreadRecord } from '../../measure/thread-record'
import { countBetween, inFlightAt, readSnapshot } from './snapshot'
import type { Snapshot } from './snapshot'
import type { LiveThread } from '../../result/progress'
import { helperNames, type Sample } from '../../result/figures'

/** Between two samples; longer for contenders with so many threads that reading them takes time. */
const INTERVAL_MS = 100
const INTERVAL_MS_PER_THREAD = 1

/** What changed from one look at a contender to the next. */
export interface Look {
  readonly sample: Sample
  readonly threads: LiveThread[]
}

/** Less is what tasks of the lab's own take. Cores. */
const LEAST_RUNNING = 0.02

/** libuv's threads as one more: they were running if they used CPU time. */
function hiddenThreads(
  { cpu: from }: Snapshot,
  { cpu: to }: Snapshot,
  coresUsed: (fromNs: number, toNs: number) => Cores,
): LiveThread[] {
  if (from.hiddenNs === null || to.hiddenNs === null) return []
  const used = coresUsed(from.hiddenNs, to.hiddenNs)
  const state = used >= LEAST_RUNNING ? 'running' : 'idle'
  return [{ name: helperNames.hidden, state, coresUsed: used }]
}

/** Looks at a running contender time and again, and turns what changed into samples. */
export class Sampler {
  readonly intervalMs: number
  readonly #control: Control
  readonly #records: readonly ThreadRecord[]
  readonly #refresh: () => void
  readonly #concurrency: number
  readonly #memory: MemoryWatch
  readonly #meter: CpuMeter
  readonly #latency: LatencyInterval
  #last: Snapshot

  /**
   * `memory` watches from before the contender was started; `refresh` brings records up to date
   * that another process writes.
   */
  constructor(
    control: Control,
    records: readonly ThreadRecord[],
    concurrency: number,
    memory: MemoryWatch,
    bystanders: readonly ThreadRecord[] = [],
    refresh: () => void = () => undefined,
    hiddenTids: readonly number[] | null = null,
  ) {
    this.#refresh = refresh
    this.#control = control
    this.#records = records
    this.#concurrency = concurrency
    this.#memory = memory
    this.#latency = new LatencyInterval(records.map((record) => record.latencies.response))
    this.intervalMs = Math.max(INTERVAL_MS, records.length * INTERVAL_MS_PER_THREAD)
    this.#meter = new CpuMeter(records, bystanders, hiddenTids)
    this.#last = this.#readSnapshot()
  }

  /** The moment of the last look. */
  get last(): Snapshot {
    return this.#last
  }

  /** Looks now. Times in the sample are counted from `sinceNs`. */
  look(sinceNs: Nanoseconds): Look {
    const from = this.#last
    const to = this.#readSnapshot()
    this.#last = to
    this.#memory.sample()
    const seconds = (to.cpu.atNs - from.cpu.atNs) / 1e9
    const coresUsed = (fromNs: number, toNs: number) =>
      cores(Math.max(0, toNs - fromNs) / 1e9 / seconds)
    const { p50Ms, p99Ms } = this.#latency.next()
    const sample = {
      atMs: milliseconds((to.cpu.atNs - sinceNs) / 1e6),
      jobsPerSecond: perSecond(countBetween(from, to, 'completed') / seconds),
      coresUsed: coresUsed(from.cpu.totalNs, to.cpu.totalNs),
      inFlight: this.#inFlight(to),
      p50Ms,
      p99Ms,
    }
    const threads = to.threads.map(({ name, state }, index) => {
      const fromNs = from.cpu.threads[index] ?? null
      const toNs = to.cpu.threads[index] ?? null
      const used = fromNs === null || toNs === null ? null : coresUsed(fromNs, toNs)
      return { name, state, coresUsed: used }
    })
    return { sample, threads: [...threads, ...hiddenThreads(from, to, coresUsed)] }
  }

  /** Context switches of each thread so far; null where they cannot be read. */
  readSwitches(): (TaskSwitches | null)[] {
    return this.#meter.readSwitches()
  }

  #readSnapshot(): Snapshot {
    this.#refresh()
    return readSnapshot(this.#control, this.#records, this.#meter)
  }

  /**
   * Threads go on while they are read: what is handed in meanwhile, in place of jobs that ended
   * meanwhile, would count twice.
   */
  #inFlight(snapshot: Snapshot): number {
    return Math.min(this.#concurrency, inFlightAt(snapshot))
  }
}
