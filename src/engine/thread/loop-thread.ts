import { createTask, fromPromise, gather, run, sleep } from '../loop'
import type { Coroutine } from '../loop'
import { probeLoopDelay } from '../measure/machine/loop-delay'
import { CooperativeWaiting } from '../workload/cooperative-waiting'
import { client } from './client'
import type { ThreadOrder } from './start-threads'
import { openLoad } from './open-load'
import { takeUp } from './worker-context'

/** A thread that runs the cooperative loop with `clients` jobs in flight, or at most as many. */
export interface LoopThreadOrder extends ThreadOrder {
  readonly clients: number
  /** Which of so many such threads it is, from 0. */
  readonly part: number
  readonly parts: number
}

const { order, plan, control, record, prepare, conclude, reportReady, stopRequested } =
  takeUp<LoopThreadOrder>()
const waiting = new CooperativeWaiting(control, record, order.httpPort)

function* serve(stopped: Promise<void>): Coroutine<void> {
  const options = { plan, control, record, waiting }
  const { clients: limit, part, parts } = order
  const clients = plan.isOpen
    ? [createTask(openLoad({ ...options, part, parts, limit }))]
    : Array.from({ length: order.clients }, () => createTask(client(options)))
  // Jobs that set timers show themselves how late those come.
  const probes = plan.hasTimers ? [] : [createTask(probeLoopDelay(record, sleep))]
  reportReady()
  yield* fromPromise(stopped)
  const tasks = [...clients, ...probes]
  for (const task of tasks) task.cancel()
  yield* gather(tasks, { returnExceptions: true })
}

async function begin(): Promise<void> {
  const stopped = stopRequested()
  await prepare()
  record.begin()
  try {
    await run(serve(stopped))
  } finally {
    waiting.close()
    record.end()
    await conclude()
  }
}

void begin()
