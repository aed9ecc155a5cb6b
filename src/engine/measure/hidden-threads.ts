import { lookup } from 'node:dns'
import { stat } from 'node:fs'
import { toHistogram } from './latency/histogram'
import { LATENCY_COUNTS_BYTES, LatencyCounts } from './latency/latency-counts'
import type { Latency } from './latency/latency'
import { listTasks, readTaskName } from './cpu/linux-task'
import { now } from './now'
import { summarise } from './statistics/summarise'

/** As Linux shows them since libuv 1.50. */
const UV_THREAD_NAME = 'libuv-worker'

/** What is asked of a hidden thread: libuv takes half of them for names, and all for other work. */
export type HiddenTask = 'work' | 'names'

/** libuv's threads of this process. */
export interface HiddenThreads {
  /** The system's ids of them; null where they cannot be told from other threads. */
  readonly tids: readonly number[] | null
  readonly task: HiddenTask
}

/**
 * Has libuv start its threads, which it does all at once with its first task, and tells which they
 * are: those that bear its name, or that are there since. To be called before other threads start.
 *
 * @param count how many there are to be
 */
export async function startHiddenThreads(count: number, task: HiddenTask): Promise<HiddenThreads> {
  const before = new Set(listTasks())
  await new Promise<void>((resolve) => {
    ask('work', resolve)
  })
  const after = listTasks() ?? []
  const named = after.filter((tid) => readTaskName(tid) === UV_THREAD_NAME)
  const tids = named.length > 0 ? named : after.filter((tid) => !before.has(tid))
  return { tids: tids.length === count ? tids : null, task }
}

/** Hands in a task that takes a hidden thread next to no time. */
function ask(task: HiddenTask, done: () => void): void {
  if (task === 'names') lookup('localhost', { family: 4 }, done)
  else stat('/', done)
}

/** Between two tasks: few enough to be no load. */
const INTERVAL_MS = 20
/** Tasks that are not done so long after the last one are no longer waited for. */
const MOST_WAITED_MS = 1_000

/**
 * Measures how long a task waits for a hidden thread: hands in one that is done at once, every 20
 * ms whatever became of the earlier ones, and takes the time until it is done. libuv takes tasks in
 * their order, so what a job hands in at that moment waits as long. To be used by a thread with
 * little to do.
 */
export class QueueProbe {
  readonly #task: HiddenTask
  readonly #counts = new LatencyCounts(new SharedArrayBuffer(LATENCY_COUNTS_BYTES), 0)
  readonly #handedIn = new Set<number>()
  #timer: NodeJS.Timeout | null = null
  #settle: () => void = () => undefined

  constructor(task: HiddenTask) {
    this.#task = task
  }

  begin(): void {
    this.#timer = setInterval(() => {
      this.#handIn()
    }, INTERVAL_MS)
  }

  /** Hands in no more. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /**
   * Resolves once all that was handed in is done, or the signal aborts; after a second at the
   * latest.
   */
  async settled(signal: AbortSignal): Promise<void> {
    this.end()
    if (this.#handedIn.size === 0 || signal.aborted) return
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        clearTimeout(limit)
        signal.removeEventListener('abort', settle)
        resolve()
      }
      const limit = setTimeout(settle, MOST_WAITED_MS)
      signal.addEventListener('abort', settle)
      this.#settle = settle
    })
  }

  /** What was found. A task that is not done yet has waited for as long as it has until now. */
  get latency(): Latency {
    for (const handedInNs of this.#handedIn) this.#counts.record(now() - handedInNs)
    this.#handedIn.clear()
    return summarise(toHistogram(this.#counts))
  }

  #handIn(): void {
    const handedInNs = now()
    this.#handedIn.add(handedInNs)
    ask(this.#task, () => {
      if (!this.#handedIn.delete(handedInNs)) return
      this.#counts.record(now() - handedInNs)
      if (this.#handedIn.size === 0) this.#settle()
    })
  }
}
