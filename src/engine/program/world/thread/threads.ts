import { peekRunningLoop, type EventLoop, type Executor, type Future } from '../../../loop'
import { swapContext, type Context } from '../../../loop/context'
import { setRunningLoop } from '../../../loop/running-loop'

// Threads of a program's world, as `lab/threads.py` has them in Python's. A world has one thread in
// truth. So what is handed to another runs at once and to its end, with a time of its own: what
// blocks takes that thread's time and nobody else's. What it prints, and what it hands to the loop,
// comes when the loop's clock is there.

/** As many as CPython's own pool has on one core. */
const DEFAULT_THREADS = 5

/**
 * Threads for `runInExecutor` and `setDefaultExecutor`: what finds none of them free waits in line.
 *
 * @throws RangeError for a number of threads that is not whole and at least 1
 */
export class ThreadPool implements Executor {
  readonly threads: number
  /** @internal */
  _free: number
  /** @internal */
  readonly _waiting: ((nowMs: number) => void)[] = []

  constructor(threads: number) {
    if (!Number.isInteger(threads) || threads < 1) {
      throw new RangeError(`a pool has a whole number of threads, at least 1; got ${threads}`)
    }
    this.threads = threads
    this._free = threads
  }

  readonly submit = (): never => {
    throw new Error('give the pool to runInExecutor, or to setDefaultExecutor')
  }
}

/** A function to be called in a thread. */
interface ThreadJob<R> {
  readonly loop: EventLoop
  readonly call: () => R
  readonly context: Context | undefined
}

/** What came of a function that a thread ran. */
interface Ran {
  readonly endMs: number
  readonly settle: () => void
}

type SetTimer = (delayMs: number, act: () => void) => unknown

interface Entry {
  readonly atMs: number
  readonly act: () => void
}

/**
 * What the threads of one program do, each thing at its time. Times are milliseconds of the loop's.
 */
export class Threads {
  readonly #now: () => number
  readonly #tick: () => void
  readonly #setTimer: SetTimer | null
  #defaultPool = new ThreadPool(DEFAULT_THREADS)
  readonly #due: Entry[] = []
  #lastAtMs = 0
  /** Handed to the loop by threads that did not wake it. */
  #unnoticed: (() => void)[] = []
  #isAwake = false
  /** The time of the thread that runs; null while none does. */
  nowMs: number | null = null

  /**
   * @param tick is called as the loop's time has moved on
   * @param setTimer has something done by the host; null where time is virtual
   */
  constructor(now: () => number, tick: () => void, setTimer: SetTimer | null) {
    this.#now = now
    this.#tick = tick
    this.#setTimer = setTimer
  }

  set defaultPool(pool: ThreadPool) {
    this.#defaultPool = pool
  }

  /**
   * Calls a function in a thread of a pool, as soon as one is free; gives the future of its result.
   */
  submit<R>(pool: ThreadPool = this.#defaultPool, job: ThreadJob<R>): Future<R> {
    const future = job.loop.createFuture<R>()
    const begin = (nowMs: number): void => {
      this.#begin(pool, job, future, nowMs)
    }
    if (pool._free === 0) {
      pool._waiting.push(begin)
    } else {
      pool._free -= 1
      begin(this.#now())
    }
    return future
  }

  /**
   * Has something done once the loop's clock is where the running thread's is; at once outside of
   * any.
   */
  when(act: () => void): void {
    if (this.nowMs === null) act()
    else this.#at(this.nowMs, act)
  }

  /** The running thread hands something to the loop, which notices at once only if it is woken. */
  hand(act: () => void, isWaking: boolean): void {
    this.when(() => {
      if (isWaking || this.#isAwake) this.#wake(act)
      else this.#unnoticed.push(act)
    })
  }

  /** The loop is awake for a reason of its own, and sees what it was handed meanwhile. */
  notice(): void {
    const unnoticed = this.#unnoticed
    this.#unnoticed = []
    for (const act of unnoticed) act()
  }

  /** Does what threads do next, unless a timer is due before it; false where that is nothing. */
  pass(timerMs: number, jumpTo: (ms: number) => void): boolean {
    const atMs = this.#due[0]?.atMs ?? Infinity
    if (atMs !== Infinity && atMs <= timerMs) {
      jumpTo(atMs)
      this.#fallAsleep()
      while ((this.#due[0]?.atMs ?? Infinity) <= this.#now()) this.#due.shift()?.act()
      if (this.#isAwake) this.notice()
      return true
    }
    if (this.#unnoticed.length === 0 || timerMs === Infinity) return false
    jumpTo(timerMs)
    this.notice()
    return true
  }

  /** Waits for the threads that are still at work, as a program does at its end. */
  async join(jumpTo: (ms: number) => void): Promise<void> {
    const setTimer = this.#setTimer
    if (setTimer === null) {
      while (this.pass(Infinity, jumpTo));
    } else {
      while (this.#lastAtMs > this.#now()) {
        await new Promise<void>((resolve) => {
          setTimer(this.#lastAtMs - this.#now(), resolve)
        })
      }
    }
  }

  #begin<R>(pool: ThreadPool, job: ThreadJob<R>, future: Future<R>, nowMs: number): void {
    const { settle, endMs } = future.cancelled()
      ? { settle: null, endMs: nowMs }
      : this.#run(job, future, nowMs)
    this.#at(endMs, () => {
      if (settle !== null) {
        this.#wake(() => {
          job.loop._callSoon(settle, [])
        })
      }
      const next = pool._waiting.shift()
      if (next === undefined) pool._free += 1
      else next(endMs)
    })
  }

  /** Runs it; gives when it is over, and what gives its future the outcome. */
  #run<R>({ call, context }: ThreadJob<R>, future: Future<R>, nowMs: number): Ran {
    const outerLoop = peekRunningLoop()
    const outerContext = swapContext(undefined)
    const outerMs = this.nowMs
    setRunningLoop(undefined)
    this.nowMs = nowMs
    let apply: () => void
    try {
      const value = context === undefined ? call() : context.run(call)
      apply = () => {
        future.setResult(value)
      }
    } catch (error) {
      apply = () => {
        future.setException(error)
      }
    }
    const endMs = this.nowMs
    this.nowMs = outerMs
    setRunningLoop(outerLoop)
    swapContext(outerContext)
    return {
      endMs,
      settle: function threadIsDone() {
        if (!future.done()) apply()
      },
    }
  }

  #fallAsleep(): void {
    this.#isAwake = false
  }

  #wake(act: () => void): void {
    this.#isAwake = true
    act()
  }

  #at(atMs: number, act: () => void): void {
    this.#lastAtMs = Math.max(this.#lastAtMs, atMs)
    const told = (): void => {
      this.#tick()
      act()
    }
    if (this.#setTimer !== null) {
      this.#setTimer(Math.max(0, atMs - this.#now()), told)
      return
    }
    const before = this.#due.findIndex((entry) => entry.atMs > atMs)
    this.#due.splice(before < 0 ? this.#due.length : before, 0, { atMs, act: told })
  }
}
