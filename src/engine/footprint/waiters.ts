import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createTask, run, sleep, type Coroutine } from '../loop'
import type { FootprintOrder } from './footprint-message'
import { freeMemory } from '../measure/machine/free-memory'
import type { WaiterName } from './memory-result'

/** How many came to wait, and why no more if they are fewer than asked for. */
export interface Waited {
  readonly reached: number
  readonly refusal: string | null
}

/** Longer than any measurement: nothing comes out of its wait. */
const WAIT_MS = 3_600_000

/** Threads that start at the same time. */
const BATCH = 8

/** For each kind: has `count` of them wait, and resolves when all do. They wait until the end. */
export const waiters: Record<WaiterName, (order: FootprintOrder) => Promise<Waited>> = {
  'loop-tasks': ({ count }) => waitingTasks(count),
  'native-promises': ({ count }) => waitingPromises(count),
  threads: waitingThreads,
}

function waitingTasks(count: number): Promise<Waited> {
  let reached = 0
  function* nap(): Coroutine<void> {
    reached += 1
    yield* sleep(WAIT_MS)
  }
  return new Promise((resolve) => {
    function* napAll(): Coroutine<void> {
      for (let task = 0; task < count; task++) createTask(nap())
      // One iteration, in which each of them begins to wait.
      yield* sleep(0)
      resolve({ reached, refusal: null })
      yield* sleep(WAIT_MS)
    }
    void run(napAll())
  })
}

async function waitingPromises(count: number): Promise<Waited> {
  let reached = 0
  const nap = async (): Promise<void> => {
    reached += 1
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
  const naps = Array.from({ length: count }, nap)
  // As a program that wants their outcomes does.
  void Promise.all(naps)
  await new Promise(setImmediate)
  return { reached, refusal: null }
}

async function waitingThreads({ count, reserveBytes, folder }: FootprintOrder): Promise<Waited> {
  const word = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let reached = 0
  while (reached < count) {
    if (freeMemory() < reserveBytes) return { reached, refusal: 'too little memory was left' }
    const batch = Array.from({ length: Math.min(BATCH, count - reached) }, async () => {
      const worker = new Worker(join(folder, 'waiting-thread.cjs'), { workerData: word })
      await once(worker, 'message')
    })
    const outcomes = await Promise.allSettled(batch)
    reached += outcomes.filter(({ status }) => status === 'fulfilled').length
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    if (refused !== undefined) return { reached, refusal: messageOf(refused.reason) }
  }
  return { reached, refusal: null }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}
