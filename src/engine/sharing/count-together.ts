import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gather, run, sleep, type Coroutine } from '../loop'
import { places, threadWays, type CountingMessage, type CountingOrder, type ThreadWay } from './way'

/**
 * Plain counting needs many updates: on a busy machine the threads get a core one after the other,
 * and each would be done before the next begins. The others lose nothing and are slower, so that a
 * share of the updates tells what they cost.
 */
const SHARES: Record<Counted['way'], number> = { plain: 1, atomics: 0.02, lock: 0.002, loop: 0.2 }
/** A task on the loop lets the others run after so many updates. */
const UPDATES_PER_STEP = 1_000

/** What counting in one way came to. */
export interface Counted {
  readonly way: ThreadWay | 'loop'
  /** How often one was added, by all together. */
  readonly updates: number
  /** How many of them are missing in the end. */
  readonly lost: number
  /** From the first beginning to the last end, divided by the updates. */
  readonly nsPerUpdate: number
}

/** Several count together in shared memory, in every way. */
export interface SharedCount {
  readonly threads: number
  readonly counted: readonly Counted[]
}

/**
 * Has threads, and then as many tasks on a loop, each add one to the same counter: plainly
 * `updates` times, in every other way a share of that.
 *
 * @param engineFolder the folder with the built threads
 * @throws Error where a thread fails
 */
export async function countTogether(
  { threads, updates }: { readonly threads: number; readonly updates: number },
  engineFolder: string,
): Promise<SharedCount> {
  const counted: Counted[] = []
  const shareOf = (way: Counted['way']): number => Math.ceil(updates * SHARES[way])
  for (const way of threadWays) {
    counted.push(await countInThreads(way, threads, shareOf(way), engineFolder))
  }
  counted.push(await countOnLoop(threads, shareOf('loop')))
  return { threads, counted }
}

async function countInThreads(
  way: ThreadWay,
  threads: number,
  updates: number,
  engineFolder: string,
): Promise<Counted> {
  const shared = new SharedArrayBuffer(Object.keys(places).length * Int32Array.BYTES_PER_ELEMENT)
  const memory = new Int32Array(shared)
  const order: CountingOrder = { way, updates, shared }
  const file = join(engineFolder, 'counting-thread.cjs')
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: order }))
  try {
    const answers = workers.map((worker) => new Answers(worker))
    await Promise.all(answers.map((answer) => answer.ready))
    Atomics.store(memory, places.gate, 1)
    Atomics.notify(memory, places.gate)
    const spans = await Promise.all(answers.map((answer) => answer.counted))
    const began = spans.reduce(
      (least, { beganNs }) => (beganNs < least ? beganNs : least),
      2n ** 63n,
    )
    const ended = spans.reduce((most, { endedNs }) => (endedNs > most ? endedNs : most), 0n)
    return outcome(way, threads * updates, memory[places.counter] ?? 0, Number(ended - began))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

type Span = Extract<CountingMessage, { kind: 'counted' }>

/** What one thread says. */
class Answers {
  readonly ready: Promise<void>
  readonly counted: Promise<Span>

  constructor(worker: Worker) {
    let resolveReady: () => void = () => undefined
    this.ready = new Promise((resolve) => {
      resolveReady = resolve
    })
    this.counted = new Promise((resolve, reject) => {
      worker.on('message', (message: CountingMessage) => {
        if (message.kind === 'ready') resolveReady()
        else resolve(message)
      })
      worker.on('error', reject)
      worker.on('exit', () => {
        reject(new Error('a counting thread ended before it had counted'))
      })
    })
    // A thread that fails before it is ready fails the count, and so does one that fails after.
    this.ready = Promise.race([this.ready, this.counted.then(() => undefined)])
  }
}

async function countOnLoop(tasks: number, updates: number): Promise<Counted> {
  const memory = new Int32Array(1)
  function* count(): Coroutine<void> {
    for (let n = 1; n <= updates; n += 1) {
      memory[0] = (memory[0] ?? 0) + 1
      if (n % UPDATES_PER_STEP === 0) yield* sleep(0)
    }
  }
  const began = process.hrtime.bigint()
  await run(
    (function* () {
      yield* gather(Array.from({ length: tasks }, count))
    })(),
  )
  const tookNs = Number(process.hrtime.bigint() - began)
  return outcome('loop', tasks * updates, memory[0] ?? 0, tookNs)
}

function outcome(way: Counted['way'], updates: number, counter: number, tookNs: number): Counted {
  return { way, updates, lost: updates - counter, nsPerUpdate: tookNs / updates }
}
