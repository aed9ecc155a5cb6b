import { parentPort, workerData } from 'node:worker_threads'
import { Control } from '../measure/control'
import { ThreadRecord } from '../measure/thread-record'
import { bodies } from '../workload/bodies'
import { Plan } from '../workload/plan'
import type { ThreadAnswer, ThreadOrder, ThreadWord } from './start/start-threads'
import type { ThreadProfile } from './thread-profile'

/** A profile is taken of so many workers of a pool: the others do the same. */
export const MOST_PROFILED_WORKERS = 16

/** A measured thread's own view of what the coordinator gave it. */
export interface TakenUp<Order extends ThreadOrder> {
  readonly order: Order
  readonly plan: Plan
  readonly control: Control
  readonly record: ThreadRecord
  /**
   * Runs `serve` in a thread that runs jobs itself: makes ready what they need before, and ends it
   * after, however it ends. `close` is called as soon as there is no job any more.
   */
  readonly runJobs: (serve: () => Promise<void>, close: () => void) => Promise<void>
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
  const control = Control.attach(order.control)
  const record = ThreadRecord.attach(order.record)
  const words = new Words(port)
  const answer = (message: ThreadAnswer) => {
    port.postMessage(message)
  }
  return {
    order,
    plan,
    control,
    record,
    runJobs: async (serve, close) => {
      const { prepare, conclude } = bodies[plan.kind]
      await prepare?.(plan)
      const profile = await profileOf(order, record.name)
      record.begin()
      try {
        await serve()
      } finally {
        close()
        record.end()
        profile?.end()
        await conclude?.()
      }
    },
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

/**
 * Has a loop note no more than their ends of jobs whose steps are not noted: all of them is known
 * from these.
 */
export function noteCheaply({
  plan,
  control,
  record,
}: Pick<TakenUp<ThreadOrder>, 'plan' | 'control' | 'record'>): void {
  if (plan.areStepsNoted) return
  record.jobs.noteEndsOnly((job) => control.waitOf(plan.waitMs(job)) * 1e6)
}

/**
 * Begins the profile of the calling thread; null where none is taken, as in all that is measured.
 */
export async function profileOf(
  { profileFolder }: Pick<ThreadOrder, 'profileFolder'>,
  thread: string,
): Promise<ThreadProfile | null> {
  if (profileFolder === null) return null
  const { ThreadProfile: profiler } = await import('./thread-profile')
  return profiler.start(profileFolder, thread)
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
