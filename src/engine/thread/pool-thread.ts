import { join } from 'node:path'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { Piscina } from 'piscina'
import { now } from '../measure/now'
import { nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecordTransfer } from '../measure/thread-record'
import type { ThreadOrder } from './start-threads'
import { messageOf } from './message-of'
import { poolOptions } from './pool-options'
import { openLoad, type ArrivedJob } from './open-load'
import { takeUp } from './worker-context'

/** The dispatcher's thread, which owns the pool. */
export interface PoolThreadOrder extends ThreadOrder {
  readonly workers: readonly ThreadRecordTransfer[]
  readonly engineFolder: string
}

/** What the pool's workers get (Piscina's `workerData`), all of them the same. */
export interface PoolWorkerOrder extends Omit<ThreadOrder, 'record'> {
  readonly records: readonly ThreadRecordTransfer[]
  /** How many of the records were taken by a worker. */
  readonly claimed: Int32Array<SharedArrayBuffer>
}

/**
 * A job by its number, with its arrival (on the clock of what is measured) if the load is open; null
 * for what only asks.
 */
export type PoolJob = number | ArrivedJob | null

const thread = takeUp<PoolThreadOrder>()
const { order, plan, control, record } = thread

function startPool(): Piscina<PoolJob, undefined> {
  const { spec, httpPort, workers, engineFolder } = order
  const workerOrder: PoolWorkerOrder = {
    spec,
    plan: order.plan,
    control: order.control,
    httpPort,
    records: workers,
    claimed: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  }
  return new Piscina({
    ...poolOptions(workers.length),
    filename: join(engineFolder, 'pool-job.cjs'),
    workerData: workerOrder,
  })
}

/** Ends this thread with an error as soon as a worker ends that was not asked to. */
function watchWorkers(pool: Piscina<PoolJob, undefined>): void {
  for (const worker of pool.threads) {
    worker.once('error', (error) => {
      if (control.isStopping) return
      throw new Error(`a worker of the pool died: ${messageOf(error)}`, { cause: error })
    })
    worker.once('exit', (code) => {
      if (!control.isStopping) throw new Error(`a worker of the pool exited with code ${code}`)
    })
  }
}

/** Jobs that the pool has and has not answered. */
let inPool = 0

/**
 * One client of the closed load: hands in a job, waits for its answer, hands in the next. It goes on
 * from block to block, and what it waits for is handed in once.
 */
async function serve(pool: Piscina<PoolJob, undefined>): Promise<void> {
  let submittedNs = control.clock()
  while (!control.isStopping) {
    inPool += 1
    try {
      await pool.run(control.nextJob())
    } catch {
      // Counted as failed by the worker that ran it.
      record.jobReturned()
      submittedNs = control.clock()
      continue
    } finally {
      inPool -= 1
    }
    const answeredNs = control.clock()
    record.jobAnswered(nanoseconds(answeredNs - submittedNs))
    submittedNs = answeredNs
  }
}

/** The open load. Times of jobs are on the clock of what is measured, which stops while parked. */
async function serveArrivals(pool: Piscina<PoolJob, undefined>): Promise<void> {
  const parkedNs = now() - control.clock()
  const limit = order.spec.concurrency
  const inFlight = () => inPool
  for (const step of openLoad({ plan, control, record, part: 0, parts: 1, limit, inFlight })) {
    if (step.kind === 'wait') await (step.ms === 0 ? setImmediate() : delay(step.ms))
    else void arrivedJob(pool, { ...step.job, dueNs: nanoseconds(step.job.dueNs - parkedNs) })
  }
}

async function arrivedJob(pool: Piscina<PoolJob, undefined>, arrived: ArrivedJob): Promise<void> {
  const submittedNs = control.clock()
  inPool += 1
  try {
    await pool.run(arrived)
  } catch {
    record.jobReturned()
    return
  } finally {
    inPool -= 1
  }
  const answeredNs = control.clock()
  record.jobUncorrected(nanoseconds(answeredNs - submittedNs))
  record.jobAnswered(nanoseconds(answeredNs - arrived.dueNs))
}

/** Between two looks at whether all workers are held. */
const LOOK_MS = 1

/** Resolves with a pool of which every worker has started. */
async function readyPool(): Promise<Piscina<PoolJob, undefined>> {
  const pool = startPool()
  watchWorkers(pool)
  // A pool with as many idle workers as tasks gives each worker one.
  await Promise.all(order.workers.map(() => pool.run(null, { name: 'ready' })))
  return pool
}

/** Has the pool's jobs, which are in flight from block to block, handed in for the first time. */
let areClientsStarted = false
function startLoad(pool: Piscina<PoolJob, undefined>): void {
  if (plan.isOpen) void serveArrivals(pool)
  else if (!areClientsStarted)
    for (let client = 0; client < order.spec.concurrency; client++) void serve(pool)
  areClientsStarted = true
}

/**
 * Runs one block after the other. The end of one has come when every worker that has a job is held:
 * what they had under way is over, and the jobs that queue stay where they are.
 */
async function serveBlocks(): Promise<void> {
  const pool = await readyPool()
  while (await thread.nextBlock()) {
    startLoad(pool)
    thread.reportReady()
    await thread.blockEnded()
    while (!control.isStopping && control.held < Math.min(inPool, order.workers.length)) {
      await delay(LOOK_MS)
    }
    thread.reportParked(inPool)
  }
  if (plan.own !== null) {
    await Promise.allSettled(order.workers.map(() => pool.run(null, { name: 'conclude' })))
  }
  await pool.destroy()
}

record.begin()
void serveBlocks().finally(() => {
  record.end()
})
