import { parentPort, workerData } from 'node:worker_threads'
import { Control } from '../measure/control'
import { ThreadRecord } from '../measure/thread-record'
import { bodies } from '../workload/bodies'
import { Plan } from '../workload/plan'
import type { ThreadAnswer, ThreadOrder, ThreadWord } from './start-threads'

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
  /**
   * Resolves with true when the thread is to take up jobs, with false when it is to end. Until then
   * it waits for a message and uses no CPU: it is parked.
   */
  readonly nextBlock: () => Promise<boolean>
  /** Tells the coordinator that this thread takes up jobs from now on. */
  readonly reportReady: () => void
  /** Resolves when the coordinator asks the thread to let its jobs be. */
  readonly blockEnded: () => Promise<void>
  /** Tells the coordinator that this thread is parked, with so many jobs still in flight. */
  readonly reportParked: (kept: number) => void
}

/** Called once by a measured thread when it starts. Throws outside of a worker thread. */
export function takeUp<Order extends ThreadOrder>(): TakenUp<Order> {
  const port = parentPort
  if (port === null) throw new Error('A measured thread cannot be the main thread')
  const order = workerData as Order
  const plan = Plan.attach(order.plan)
  const words = new Words(port)
  const answer = (message: ThreadAnswer) => {
    port.postMessage(message)
  }
  return {
    order,
    plan,
    control: Control.attach(order.control),
    record: ThreadRecord.attach(order.record),
    prepare: async () => bodies[plan.kind].prepare?.(plan),
    conclude: async () => bodies[plan.kind].conclude?.(),
    nextBlock: async () => {
      for (;;) {
        const word = await words.next()
        // A thread that is parked hears it once more where it is to end.
        if (word !== 'halt') return word === 'go'
      }
    },
    reportReady: () => {
      answer({ kind: 'ready' })
    },
    blockEnded: async () => {
      await words.next()
    },
    reportParked: (kept) => {
      answer({ kind: 'parked', kept })
    },
  }
}

/** What the coordinator says, one word after the other. Keeps the thread alive until its end. */
class Words {
  readonly #heard: ThreadWord[] = []
  #hear: ((word: ThreadWord) => void) | null = null

  constructor(port: NonNullable<typeof parentPort>) {
    port.on('message', (word: ThreadWord) => {
      if (word === 'end') port.unref()
      const hear = this.#hear
      this.#hear = null
      if (hear === null) this.#heard.push(word)
      else hear(word)
    })
  }

  next(): Promise<ThreadWord> {
    const word = this.#heard.shift()
    return word === undefined
      ? new Promise((resolve) => (this.#hear = resolve))
      : Promise.resolve(word)
  }
}
