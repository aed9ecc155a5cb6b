import { join } from 'node:path'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { Piscina } from 'piscina'
import { now } from '../measure/now'
import { nanoseconds, type Nanoseconds } from '../measure/statistics/quantity'
import type { ThreadRecordTransfer } from '../measure/thread-record'
import type { ThreadOrder } from './start-threads'
import { messageOf } from './message-of'
import { poolOptions } from './pool-options'
import { dueAt, MOST_AT_ONCE, nextWaitMs } from './open-load'
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
export type PoolJob = number | { readonly index: number; readonly dueNs: Nanoseconds } | null

const { order, plan, control, record, nextBlock, reportReady, blockEnded, reportParked } =
  takeUp<PoolThreadOrder>()

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
  let handedInNs = control.clock()
  while (!control.isStopping) {
    inPool += 1
    try {
      await pool.run(control.nextJob())
    } catch {
      // Counted as failed by the worker that ran it.
      record.jobReturned()
      handedInNs = control.clock()
      continue
    } finally {
      inPool -= 1
    }
    const answeredNs = control.clock()
    record.jobAnswered(nanoseconds(answeredNs - handedInNs))
    handedInNs = answeredNs
  }
}

/**
 * The open load: hands in every job when the plan has it come in. The clock's timers count whole
 * milliseconds, so it looks again when one has passed.
 */
async function serveArrivals(pool: Piscina<PoolJob, undefined>): Promise<void> {
  const startNs = now()
  const parkedNs = startNs - control.clock()
  for (let index = 0; !control.isHalted; index++) {
    const dueNs = dueAt(plan, startNs, index)
    for (let waitMs = nextWaitMs(dueNs, control); waitMs !== 0;) {
      if (waitMs === null) return
      await delay(waitMs)
      waitMs = nextWaitMs(dueNs, control)
    }
    if (index % MOST_AT_ONCE === 0) await setImmediate()
    const isDropped = inPool >= order.spec.concurrency
    record.jobArrived(isDropped)
    if (isDropped) continue
    control.nextJob()
    inPool += 1
    const handedInNs = control.clock()
    const dueClockNs = nanoseconds(dueNs - parkedNs)
    void pool.run({ index, dueNs: dueClockNs }).then(
      () => {
        inPool -= 1
        const answeredNs = control.clock()
        record.jobUncorrected(nanoseconds(answeredNs - handedInNs))
        record.jobAnswered(nanoseconds(answeredNs - dueClockNs))
      },
      () => {
        inPool -= 1
        record.jobReturned()
      },
    )
  }
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
  while (await nextBlock()) {
    startLoad(pool)
    reportReady()
    await blockEnded()
    while (!control.isStopping && control.held < Math.min(inPool, order.workers.length)) {
      await delay(LOOK_MS)
    }
    reportParked(inPool)
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
