import type { Coroutine } from '../task/coroutine'
import { QueueEmpty, QueueFull, QueueShutDown } from '../errors'
import { Event } from './event'
import type { Future } from '../task/future'
import { Heap } from '../iteration/heap'
import { Fifo } from '../iteration/fifo'
import { LoopBound } from './loop-bound'

/** Where a queue keeps its items: decides which comes out next. */
interface Store<T> {
  readonly length: number
  push(item: T): void
  shift(): T | undefined
}

/**
 * Hands items from task to task. `put` waits while the queue is full and `get` while it is empty;
 * those who wait are served in the order in which they came.
 *
 * @example
 * const jobs = new Queue<string>(10)
 * yield* jobs.put('first')
 * const job = yield* jobs.get()
 */
export class Queue<T> extends LoopBound {
  /** How many items it holds; 0 for any number. */
  readonly maxSize: number
  readonly #store: Store<T>
  readonly #getters = new Set<Future<undefined>>()
  readonly #putters = new Set<Future<undefined>>()
  readonly #finished = new Event()
  #unfinished = 0
  #isShutDown = false

  constructor(maxSize = 0, store: Store<T> = new Fifo<T>()) {
    super()
    this.maxSize = maxSize
    this.#store = store
    this.#finished.set()
  }

  qsize(): number {
    return this.#store.length
  }

  empty(): boolean {
    return this.#store.length === 0
  }

  full(): boolean {
    return this.maxSize > 0 && this.#store.length >= this.maxSize
  }

  /** Adds an item, waiting while the queue is full. Throws `QueueShutDown` when it is shut down. */
  *put(item: T): Coroutine<void> {
    while (this.full()) {
      if (this.#isShutDown) throw shutDownError()
      yield* this.#waitForTurn(this.#putters, () => !this.full())
    }
    this.putNowait(item)
  }

  /** Adds an item. Throws `QueueFull` when there is no room, `QueueShutDown` when it is shut down. */
  putNowait(item: T): void {
    if (this.#isShutDown) throw shutDownError()
    if (this.full()) throw new QueueFull(`the queue holds its ${this.maxSize} items`)
    this.#store.push(item)
    this.#unfinished += 1
    this.#finished.clear()
    wakeNext(this.#getters)
  }

  /**
   * Takes the next item, waiting while the queue is empty. Throws `QueueShutDown` when it is shut
   * down and empty.
   */
  *get(): Coroutine<T> {
    while (this.empty()) {
      if (this.#isShutDown) throw shutDownError()
      yield* this.#waitForTurn(this.#getters, () => !this.empty())
    }
    return this.getNowait()
  }

  /** Takes the next item. When there is none, throws `QueueEmpty`, or `QueueShutDown`. */
  getNowait(): T {
    if (this.empty())
      throw this.#isShutDown ? shutDownError() : new QueueEmpty('the queue is empty')
    const item = this.#store.shift() as T
    wakeNext(this.#putters)
    return item
  }

  /** Says that an item that was taken is dealt with. Throws when said too often. */
  taskDone(): void {
    if (this.#unfinished <= 0) throw new RangeError('taskDone() called too many times')
    this.#unfinished -= 1
    if (this.#unfinished === 0) this.#finished.set()
  }

  /** Waits until every item that was ever put is dealt with. */
  *join(): Coroutine<void> {
    if (this.#unfinished > 0) yield* this.#finished.wait()
  }

  /**
   * Ends the queue: nothing can be put any more, and what is in it can still be taken. With
   * `immediate` it is emptied instead, and counts as dealt with. Everyone who waits goes on; `get` and
   * `put` throw `QueueShutDown` from then on.
   */
  shutdown(options: { readonly immediate?: boolean } = {}): void {
    this.#isShutDown = true
    if (options.immediate === true) this.#drain()
    wakeAll(this.#getters)
    wakeAll(this.#putters)
  }

  #drain(): void {
    while (!this.empty()) {
      this.#store.shift()
      if (this.#unfinished > 0) this.#unfinished -= 1
    }
    if (this.#unfinished === 0) this.#finished.set()
  }

  *#waitForTurn(waiters: Set<Future<undefined>>, canGoOn: () => boolean): Coroutine<void> {
    const waiter = this.boundLoop().createFuture<undefined>()
    waiters.add(waiter)
    try {
      yield* waiter
    } catch (error) {
      waiter.cancel()
      waiters.delete(waiter)
      // It had been woken but was cancelled before it ran: the next one gets its turn.
      if (canGoOn() && !waiter.cancelled()) wakeNext(waiters)
      throw error
    }
  }
}

/** A queue whose smallest item comes out first; arrays are compared item by item, as tuples. */
export class PriorityQueue<T> extends Queue<T> {
  constructor(maxSize = 0, isLess: (a: T, b: T) => boolean = isLessByDefault) {
    const heap = new Heap<T>(isLess)
    super(maxSize, {
      get length() {
        return heap.length
      },
      push: (item) => {
        heap.push(item)
      },
      shift: () => heap.pop(),
    })
  }
}

/** A queue whose newest item comes out first. */
export class LifoQueue<T> extends Queue<T> {
  constructor(maxSize = 0) {
    const items: T[] = []
    super(maxSize, {
      get length() {
        return items.length
      },
      push: (item) => {
        items.push(item)
      },
      shift: () => items.pop(),
    })
  }
}

function wakeNext(waiters: Set<Future<undefined>>): void {
  for (const waiter of waiters) {
    waiters.delete(waiter)
    if (waiter.done()) continue
    waiter.setResult(undefined)
    return
  }
}

function wakeAll(waiters: Set<Future<undefined>>): void {
  while (waiters.size > 0) wakeNext(waiters)
}

function shutDownError(): QueueShutDown {
  return new QueueShutDown('the queue is shut down')
}

function isLessByDefault(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return (a as number) < (b as number)
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    if (isLessByDefault(a[i], b[i])) return true
    if (isLessByDefault(b[i], a[i])) return false
  }
  return a.length < b.length
}
