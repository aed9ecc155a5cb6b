import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import type { Piscina } from 'piscina'
import { JobLog } from '../measure/job-log/job-log'
import { now } from '../measure/now'
import { nanoseconds } from '../measure/statistics/quantity'
import type { ThreadOrder } from './start/start-threads'
import { openLoad, type ArrivedJob } from './open-load'
import { concludeWorkers, startWorkers, type WorkersOrder } from './start/start-workers'
import { profileOf, takeUp } from './worker-context'

/** A job by its number, with its arrival (on the clock of what is measured) if the load is open. */
export type PoolJob = number | ArrivedJob
type Pool = Piscina<PoolJob | null, number>

const thread = takeUp<ThreadOrder & WorkersOrder>()
const { order, plan, control, record } = thread

/** What each worker notes of single jobs. */
const workerLogs = order.workers.map((worker) => new JobLog(worker.jobs, control))

/** Jobs that the pool has and has not answered. */
let inPool = 0

/**
 * One client of the closed load: hands in a job, waits for its answer, hands in the next. It goes
 * on from block to block, and what it waits for is handed in once.
 */
async function serve(pool: Pool): Promise<void> {
  let submittedNs = control.clock()
  while (!control.isStopping) {
    inPool += 1
    const index = control.nextJob()
    let worker: number
    try {
      worker = await pool.run(index)
    } catch {
      // Counted as failed by the worker that ran it.
      record.jobReturned()
      submittedNs = control.clock()
      continue
    } finally {
      inPool -= 1
    }
    const answeredNs = control.clock()
    noteAnswered(index, NaN, submittedNs, answeredNs, worker)
    record.jobAnswered(nanoseconds(answeredNs - submittedNs))
    submittedNs = answeredNs
  }
}

/** The open load. Times of jobs are on the clock of what is measured, which stops while parked. */
async function serveArrivals(pool: Pool): Promise<void> {
  const parkedNs = now() - control.clock()
  const limit = order.spec.concurrency
  const inFlight = () => inPool
  for (const step of openLoad({ plan, control, record, part: 0, parts: 1, limit, inFlight })) {
    if (step.kind === 'wait') await (step.ms === 0 ? setImmediate() : delay(step.ms))
    else void arrivedJob(pool, { ...step.job, dueNs: nanoseconds(step.job.dueNs - parkedNs) })
  }
}

async function arrivedJob(pool: Pool, arrived: ArrivedJob): Promise<void> {
  const submittedNs = control.clock()
  inPool += 1
  let worker: number
  try {
    worker = await pool.run(arrived)
  } catch {
    record.jobReturned()
    return
  } finally {
    inPool -= 1
  }
  const answeredNs = control.clock()
  noteAnswered(arrived.index, arrived.dueNs, submittedNs, answeredNs, worker)
  record.jobAnswered(nanoseconds(answeredNs - arrived.dueNs), nanoseconds(answeredNs - submittedNs))
}

/** Notes a single job, whose times are on the clock of what is measured. */
function noteAnswered(
  index: number,
  dueNs: number,
  submittedNs: number,
  answeredNs: number,
  worker: number,
): void {
  record.jobs.answer(
    index,
    dueNs + control.parkedNs,
    nanoseconds(submittedNs + control.parkedNs),
    nanoseconds(answeredNs + control.parkedNs),
    worker,
    workerLogs[worker],
  )
}

/** Between two looks at whether all workers are held. */
const LOOK_MS = 1

/** Has the pool's jobs, which are in flight from block to block, handed in for the first time. */
let areClientsStarted = false
function startLoad(pool: Pool): void {
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
  const pool = await startWorkers<PoolJob>(order, control)
  while (await thread.nextBlock()) {
    startLoad(pool)
    thread.reportReady()
    await thread.blockEnded()
    while (!control.isStopping && control.held < Math.min(inPool, order.workers.length)) {
      await delay(LOOK_MS)
    }
    thread.reportParked(inPool)
  }
  if (plan.own !== null || order.profileFolder !== null) await concludeWorkers(pool, order)
  await pool.destroy()
}

async function begin(): Promise<void> {
  const profile = await profileOf(order, record.name)
  record.begin()
  await serveBlocks().finally(() => {
    record.end()
    profile?.end()
  })
}
void begin()
