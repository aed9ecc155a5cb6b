import type { CpuSource } from './cpu-source'
import {
  listTasks,
  readTaskName,
  readTaskSwitches,
  readTaskTimes,
  type TaskProcess,
  type TaskSwitches,
} from './linux-task'
import { now } from '../now'
import { ownCpuTime, currentThreadId } from './own-thread'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'
import { isRuntimeThread, runsInElectron } from './runtime-thread'
import type { ThreadRecord } from '../thread-record'

/** CPU time of a contender up to one moment. Readings mean something by their difference only. */
export interface CpuReading {
  readonly atNs: Nanoseconds
  readonly source: CpuSource
  /** Per record, in the order of the records; null where a thread's own time cannot be read. */
  readonly threads: readonly (Nanoseconds | null)[]
  /** Time that each record's thread was ready to run while no core was free; null as above. */
  readonly runQueues: readonly (Nanoseconds | null)[]
  /** Time that the records' threads were ready to run while no core was free; null if unknown. */
  readonly runQueueNs: Nanoseconds | null
  /** libuv's threads; null where they are not known, and for foreign contenders. */
  readonly hiddenNs: Nanoseconds | null
  /** The runtime's other helper threads; null where they cannot be told from others. */
  readonly runtimeNs: Nanoseconds | null
  /** All of it. If the source is `process-wide`, everything else in the process is in it too. */
  readonly totalNs: Nanoseconds
}

/**
 * Cores that the runtime's helpers used from one reading to a later one; null where the system does
 * not tell. Those that compile have little to do once the code of the jobs is compiled.
 */
export function helperCoresBetween(from: CpuReading, to: CpuReading): number | null {
  if (from.runtimeNs === null || to.runtimeNs === null) return null
  return (to.runtimeNs - from.runtimeNs) / (to.atNs - from.atNs)
}

interface Seen {
  cpuNs: number
  runQueueNs: Nanoseconds
}

/**
 * Reads the CPU time of a contender's threads from outside, while they run or block: its own
 * threads and the runtime's helpers (libuv's pool reads its files, V8's workers collect its
 * garbage), but not the bystanders, which are the thread that reads and the process's main thread.
 * Of a foreign contender it reads all threads of its processes.
 */
export class CpuMeter {
  readonly #records: readonly ThreadRecord[]
  readonly #bystanders: ReadonlySet<number>
  readonly #hidden: ReadonlySet<number> | null
  readonly #processName = readTaskName(process.pid) ?? ''
  /** The last known times, kept when a thread ends: what it used was used. */
  readonly #seen = new Map<number, Seen>()
  readonly #runtimeThreads = new Map<number, boolean>()
  readonly source: CpuSource

  /**
   * To be made by the thread that reads.
   *
   * @param bystanders records of further threads that are not the contender's, nor the runtime's
   * @param hiddenTids libuv's threads; null where they are not known
   * @param source another than the best that there is
   */
  constructor(
    records: readonly ThreadRecord[],
    bystanders: readonly ThreadRecord[] = [],
    hiddenTids: readonly number[] | null = null,
    source?: CpuSource,
  ) {
    this.#records = records
    const isHere = records.some(({ isForeign }) => !isForeign)
    this.#hidden = hiddenTids === null || !isHere ? null : new Set(hiddenTids)
    const ownTid = currentThreadId()
    const others = [ownTid, ...bystanders.map((record) => record.read().tid)]
    this.#bystanders = new Set([process.pid, ...others.filter((tid) => tid !== null)])
    this.source = source ?? availableSource(ownTid, records)
  }

  read(): CpuReading {
    switch (this.source) {
      case 'proc-schedstat':
        return this.#readTasks()
      case 'thread-cpu-usage':
        return this.#readReports()
      case 'process-wide':
        return this.#readProcess()
    }
  }

  /** Context switches per record; null for a thread that has ended and where they are not shown. */
  readSwitches(): (TaskSwitches | null)[] {
    return this.#records.map((record) => {
      const { tid, process: of } = record.read()
      return tid === null || of === null ? null : readTaskSwitches(tid, of)
    })
  }

  #readTasks(): CpuReading {
    const threadsNow = this.#records.map((record) => record.read())
    const ids = threadsNow.map(({ tid }) => tid)
    const own = new Set(ids)
    for (const of of new Set(threadsNow.flatMap((thread) => thread.process ?? []))) {
      for (const tid of listTasks(of) ?? []) {
        if (this.#bystanders.has(tid)) continue
        if (!own.has(tid) && !this.#isRuntime(tid, of)) continue
        const times = readTaskTimes(tid, of)
        if (times) this.#seen.set(tid, times)
      }
    }
    let runtimeNs = 0
    let hiddenNs = 0
    let runQueueNs = 0
    for (const [tid, seen] of this.#seen) {
      if (own.has(tid)) runQueueNs += seen.runQueueNs
      else if (this.#hidden?.has(tid) === true) hiddenNs += seen.cpuNs
      else runtimeNs += seen.cpuNs
    }
    const threads = ids.map((tid) =>
      nanoseconds(tid === null ? 0 : (this.#seen.get(tid)?.cpuNs ?? 0)),
    )
    return {
      atNs: now(),
      source: this.source,
      threads,
      runQueues: ids.map((tid) => this.#seen.get(tid ?? 0)?.runQueueNs ?? null),
      runQueueNs: nanoseconds(runQueueNs),
      hiddenNs: this.#hidden === null ? null : nanoseconds(hiddenNs),
      runtimeNs: nanoseconds(runtimeNs),
      totalNs: sum([...threads, nanoseconds(hiddenNs), nanoseconds(runtimeNs)]),
    }
  }

  /**
   * What the threads noted when they last looked, and what was read of them from outside, which of
   * both is newer. In plain Node the rest of the process is counted
   * as the runtime's, the little that the main thread does included: better too much than hidden.
   * The rest of another process cannot be told.
   */
  #readReports(): CpuReading {
    const threads = this.#records.map((record) => {
      const { cpuTimeNs, reported } = record.read()
      return nanoseconds(Math.max(cpuTimeNs, reported?.cpuNs ?? 0))
    })
    const ownNs = sum(threads)
    const restNs = processCpuTime() - ownNs - (ownCpuTime() ?? 0)
    const isRestKnown = !isElectron && !this.#records.some(({ isForeign }) => isForeign)
    const runtimeNs = isRestKnown ? nanoseconds(Math.max(0, restNs)) : null
    return {
      atNs: now(),
      source: this.source,
      threads,
      runQueues: [],
      runQueueNs: null,
      hiddenNs: null,
      runtimeNs,
      totalNs: sum([...threads, runtimeNs ?? nanoseconds(0)]),
    }
  }

  #readProcess(): CpuReading {
    return {
      atNs: now(),
      source: this.source,
      threads: this.#records.map(() => null),
      runQueues: [],
      runQueueNs: null,
      hiddenNs: null,
      runtimeNs: null,
      totalNs: processCpuTime(),
    }
  }

  #isRuntime(tid: number, of: TaskProcess): boolean {
    if (of !== 'self') return true
    const known = this.#runtimeThreads.get(tid)
    if (known !== undefined) return known
    const name = isElectron ? readTaskName(tid) : ''
    if (name === null) return false
    const isRuntime = isRuntimeThread(name, this.#processName, isElectron)
    this.#runtimeThreads.set(tid, isRuntime)
    return isRuntime
  }
}

const isElectron = runsInElectron(process.versions)

function availableSource(ownTid: number | null, records: readonly ThreadRecord[]): CpuSource {
  if (ownTid !== null && readTaskTimes(ownTid) !== null) return 'proc-schedstat'
  // Foreign threads report their own, and this process's time is none of theirs.
  if (records.some(({ isForeign }) => isForeign)) return 'thread-cpu-usage'
  return ownCpuTime() === null ? 'process-wide' : 'thread-cpu-usage'
}

function processCpuTime(): Nanoseconds {
  const { user, system } = process.cpuUsage()
  return nanoseconds((user + system) * 1000)
}

function sum(times: readonly Nanoseconds[]): Nanoseconds {
  return nanoseconds(times.reduce((total, time) => total + time, 0))
}
