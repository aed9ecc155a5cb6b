import {
  contenderNames,
  contenders,
  THREAD_BYTES,
  threadsForJobs,
  threadsOf,
  type ContenderName,
} from '../../contender'
import { freeMemory } from '../../measure/machine/free-memory'
import { ThreadRecord } from '../../measure/thread-record'
import { startPython } from '../foreign/start-python'
import { startThreads } from './start-threads'
import type { WorkersOrder } from './start-workers'
import type { ContenderSetup, RunningContender, Startable } from './running-contender'

/** Every contender as something to start, by name. */
export const startables = Object.fromEntries(
  contenderNames.map((name) => [name, { name, start: (setup) => startContender(name, setup) }]),
) as Readonly<Record<ContenderName, Startable>>

/** Starts the threads of a contender, parked. */
export function startContender(name: ContenderName, setup: ContenderSetup): RunningContender {
  const { thread } = contenders[name]
  const { workers, concurrency } = setup.spec
  const jobs = threadsForJobs(concurrency)
  const threads = threadsOf(name, { workers, loops: setup.loops, jobs })
  switch (thread) {
    case 'pool':
      return contenders[name].threads === 'jobs' && !fitsMemory(threads)
        ? refused(new Error(tooManyText(threads)), setup)
        : startPool(setup, threads)
    case 'loop-and-pool':
      return startLoopAndPool(setup, threads)
    case 'python':
      return startPython(name, setup)
    // Every other kind has a file of its own name, which runs a share of the jobs.
    default:
      return startThreads(
        setup,
        shares(setup.spec.concurrency, threads).map((clients, part, { length: parts }) => ({
          file: `${thread}-thread.cjs`,
          record: ThreadRecord.allocate(
            contenders[name].threads === 'one' ? thread : `${thread} ${part + 1}`,
            setup.control,
          ),
          extra: { clients, part, parts, pool: null },
        })),
      )
  }
}

/** Whether so many threads have room: what does not fit would have the system end the whole run. */
function fitsMemory(threads: number): boolean {
  return threads * THREAD_BYTES <= freeMemory()
}

function tooManyText(threads: number): string {
  const [needed, free] = [threads * THREAD_BYTES, freeMemory()].map((bytes) =>
    (bytes / 2 ** 30).toFixed(1),
  )
  return `a thread for every job takes ${threads} threads and ${needed} GiB of memory, and ${free} GiB is free: take fewer jobs in flight`
}

/** A contender that is not started. */
function refused(reason: Error, { control }: ContenderSetup): RunningContender {
  control.park()
  return {
    records: [],
    keepsJobs: false,
    died: Promise.resolve(reason),
    go: () => new Promise(() => undefined),
    park: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }
}

function startPool(setup: ContenderSetup, threads: number): RunningContender {
  const dispatcher = ThreadRecord.allocate('dispatcher', setup.control)
  const { workers, extra } = workersOf(setup, threads)
  const pool = [{ file: 'pool-thread.cjs', record: dispatcher, extra }]
  return startThreads(setup, pool, [dispatcher, ...workers])
}

/** One loop that has all jobs, and workers that compute for it. */
function startLoopAndPool(setup: ContenderSetup, threads: number): RunningContender {
  const loop = ThreadRecord.allocate('loop', setup.control)
  const { workers, extra: pool } = workersOf(setup, threads)
  const extra = { clients: setup.spec.concurrency, part: 0, parts: 1, pool }
  return startThreads(
    setup,
    [{ file: 'async-thread.cjs', record: loop, extra }],
    [loop, ...workers],
  )
}

/** The records of a pool's workers, and what its owner is told of them. */
function workersOf({ control, engineFolder }: ContenderSetup, threads: number) {
  const workers = Array.from({ length: threads }, (_, index) =>
    ThreadRecord.allocate(`worker ${index + 1}`, control),
  )
  const extra: WorkersOrder = { workers: workers.map((record) => record.transfer), engineFolder }
  return { workers, extra }
}

/** Splits `total` into at most `parts` shares that differ by one at most; none is empty. */
export function shares(total: number, parts: number): readonly number[] {
  const count = Math.min(total, parts)
  const least = Math.floor(total / count)
  const larger = total % count
  return Array.from({ length: count }, (_, index) => least + (index < larger ? 1 : 0))
}
