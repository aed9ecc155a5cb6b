import type { LoopThreadOrder } from '../../thread/loop-thread'
import { takeUp } from '../../thread/worker-context'
import { createTask, fromPromise, gather, run, sleep, type Coroutine } from '../../loop'
import { CooperativeWaiting } from '../../workload/cooperative-waiting'
import { job } from '../../workload/job'

// The same jobs as in the loop contender, run the same way, with no clock read and nothing
// recorded.

const { order, plan, control, record, nextBlock, reportReady, blockEnded } =
  takeUp<LoopThreadOrder>()
const waiting = new CooperativeWaiting(control, record, order.httpPort)

function* bareClient(): Coroutine<void> {
  while (!control.isHalted) {
    const index = control.nextJob()
    yield* sleep(0)
    yield* job(plan, index, waiting)
  }
}

function* serve(): Coroutine<void> {
  if (!(yield* fromPromise(nextBlock()))) return
  const clients = Array.from({ length: order.clients }, () => createTask(bareClient()))
  reportReady()
  yield* fromPromise(blockEnded())
  for (const client of clients) client.cancel()
  yield* gather(clients, { returnExceptions: true })
}

void run(serve())
