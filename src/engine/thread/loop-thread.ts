import { createTask, fromPromise, gather, run, sleep } from '../loop'
import type { Coroutine, Task } from '../loop'
import { probeLoopDelay } from '../measure/machine/loop-delay'
import { CooperativeWaiting } from '../workload/cooperative-waiting'
import { Gate } from './gate'
import type { ThreadOrder } from './start/start-threads'
import { arrivals, client } from './loop-load'
import { noteCheaply, takeUp } from './worker-context'

/** A thread that runs the cooperative loop with `clients` jobs in flight, or at most as many. */
export interface LoopThreadOrder extends ThreadOrder {
  readonly clients: number
  /** Which of so many such threads it is, from 0. */
  readonly part: number
  readonly parts: number
}

const thread = takeUp<LoopThreadOrder>()
const { order, plan, control, record } = thread
noteCheaply(thread)
const waiting = new CooperativeWaiting(control, record, order.httpPort)

function* serve(): Coroutine<void> {
  const jobs = { plan, control, record, waiting }
  const { clients: limit, part, parts } = order
  const gate = new Gate(plan.isOpen ? 0 : limit)
  const clients: Task<void>[] = []
  let all: Task<void>[] = []
  while (yield* fromPromise(thread.nextBlock())) {
    // Not before the first block: a long job would keep the thread from saying that it is ready.
    while (!plan.isOpen && clients.length < limit) {
      clients.push(createTask(client(jobs, gate)))
    }
    const open = plan.isOpen ? [createTask(arrivals(jobs, { part, parts, limit }))] : []
    // Jobs that set timers show themselves how late those come.
    const probes = plan.hasTimers ? [] : [createTask(probeLoopDelay(record, sleep, control))]
    all = [...clients, ...open, ...probes]
    gate.open()
    thread.reportReady()
    yield* fromPromise(thread.blockEnded())
    if (control.isStopping) break
    yield* gate.filled()
    yield* gather([...open, ...probes])
    thread.reportParked(0)
  }
  for (const task of all) task.cancel()
  yield* gather(all, { returnExceptions: true })
}

void thread.runJobs(
  () => run(serve()),
  () => {
    waiting.close()
  },
)
