import { createTask, fromPromise, gather, run, sleep } from '../loop'
import type { Coroutine, Task } from '../loop'
import { probeLoopDelay } from '../measure/machine/loop-delay'
import { CooperativeWaiting } from '../workload/cooperative-waiting'
import { client } from './client'
import { Gate } from './gate'
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

const {
  order,
  plan,
  control,
  record,
  prepare,
  conclude,
  nextBlock,
  reportReady,
  blockEnded,
  reportParked,
} = takeUp<LoopThreadOrder>()
const waiting = new CooperativeWaiting(control, record, order.httpPort)

function* serve(): Coroutine<void> {
  const options = { plan, control, record, waiting }
  const { clients: limit, part, parts } = order
  const gate = new Gate(plan.isOpen ? 0 : limit)
  const clients: Task<void>[] = []
  let all: Task<void>[] = []
  while (yield* fromPromise(nextBlock())) {
    // Not before the first block: a long job would keep the thread from saying that it is ready.
    while (!plan.isOpen && clients.length < limit) {
      clients.push(createTask(client({ ...options, gate })))
    }
    const arrivals = plan.isOpen ? [createTask(openLoad({ ...options, part, parts, limit }))] : []
    // Jobs that set timers show themselves how late those come.
    const probes = plan.hasTimers ? [] : [createTask(probeLoopDelay(record, sleep, control))]
    all = [...clients, ...arrivals, ...probes]
    gate.open()
    reportReady()
    yield* fromPromise(blockEnded())
    if (control.isStopping) break
    yield* gate.filled()
    yield* gather([...arrivals, ...probes])
    reportParked(0)
  }
  for (const task of all) task.cancel()
  yield* gather(all, { returnExceptions: true })
}

async function begin(): Promise<void> {
  await prepare()
  record.begin()
  try {
    await run(serve())
  } finally {
    waiting.close()
    record.end()
    await conclude()
  }
}

void begin()
