import { parentPort, workerData } from 'node:worker_threads'
import { Control } from '../measure/control'
import { ThreadRecord } from '../measure/thread-record'
import { bodies } from '../workload/bodies'
import { Plan } from '../workload/plan'
import type { ThreadMessage, ThreadOrder } from './start-threads'

/** A measured thread's own view of what the coordinator gave it. */
export interface TakenUp<Order extends ThreadOrder> {
  readonly order: Order
  readonly plan: Plan
  readonly control: Control
  readonly record: ThreadRecord
  /** Makes ready what the jobs of its kind need in this thread. To be awaited before the first job. */
  readonly prepare: () => Promise<void>
  /** Ends what the jobs of its kind needed. To be awaited after the last job. */
  readonly conclude: () => Promise<void>
  /** Tells the coordinator that this thread takes up jobs from now on. */
  readonly reportReady: () => void
  /** Resolves when the coordinator asks the thread to end. Keeps the thread alive until then. */
  readonly stopRequested: () => Promise<void>
}

/** Called once by a measured thread when it starts. Throws outside of a worker thread. */
export function takeUp<Order extends ThreadOrder>(): TakenUp<Order> {
  const port = parentPort
  if (port === null) throw new Error('A measured thread cannot be the main thread')
  const order = workerData as Order
  const plan = Plan.attach(order.plan)
  return {
    order,
    plan,
    control: Control.attach(order.control),
    record: ThreadRecord.attach(order.record),
    prepare: async () => bodies[plan.kind].prepare?.(plan),
    conclude: async () => bodies[plan.kind].conclude?.(),
    reportReady: () => {
      const message: ThreadMessage = 'ready'
      port.postMessage(message)
    },
    stopRequested: () =>
      new Promise((resolve) => {
        // Once this listener has gone the port no longer keeps the thread alive.
        port.once('message', () => {
          resolve()
        })
      }),
  }
}
