import type { Coroutine } from '../task/coroutine'
import { QueueEmpty, QueueFull, QueueShutDown } from '../errors'
import { Event } from './event'
import { Heap } from '../iteration/heap'
import { Fifo } from '../iteration/fifo'
import { LoopBound } from './loop-bound'
import { Turns } from './turns'

/** Where a queue keeps its items: decides which comes out next. */
interface Store<T> {
  readonly length: number
  push(item: T): void
  shift(): T | undefined
}

/**
 * Hands items from task to task. `put` waits while the queue is full and `get` while it is empty;
 * waiters are served in the order in which they came.
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
  readonly #getters = new Turns()
  readonly #putters = new Turns()
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
      const turn = this.#putters.add(this.boundLoop())
      try {
        yield* turn
      } catch (error) {
        this.#putters.giveUp(turn, !this.full())
        throw error
      }
    }
    this.putNowait(item)
  }

  /**
   * Adds an item. Throws `QueueFull` when there is no room, `QueueShutDown` when it is shut down.
   */
  putNowait(item: T): void {
    if (this.#isShutDown) throw shutDownError()
    if (this.full()) throw new QueueFull(`the queue holds its ${this.maxSize} items`)
    this.#store.push(item)
    this.#unfinished += 1
    this.#finished.clear()
    this.#getters.wakeNext()
  }

  /**
   * Takes the next item, waiting while the queue is empty. Throws `QueueShutDown` when it is shut
   * down and empty.
   */
  *get(): Coroutine<T> {
    while (this.empty()) {
      if (this.#isShutDown) throw shutDownError()
      const turn = this.#getters.add(this.boundLoop())
      try {
        yield* turn
      } catch (error) {
        this.#getters.giveUp(turn, !this.empty())
        throw error
      }
    }
    return this.getNowait()
  }

  /** Takes the next item. When there is none, throws `QueueEmpty`, or `QueueShutDown`. */
  getNowait(): T {
    if (this.empty())
      throw this.#isShutDown ? shutDownError() : new QueueEmpty('the queue is empty')
    const item = this.#store.shift() as T
    this.#putters.wakeNext()
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
   * `immediate` it is emptied instead, and counts as dealt with. All waiters go on; `get`
   * and `put` throw `QueueShutDown` from then on.
   */
  shutdown(options: { readonly immediate?: boolean } = {}): void {
    this.#isShutDown = true
    if (options.immediate === true) this.#drain()
    this.#getters.wakeAll()
    this.#putters.wakeAll()
  }

  #drain(): void {
    while (!this.empty()) {
      this.#store.shift()
      if (this.#unfinished > 0) this.#unfinished -= 1
    }
    if (this.#unfinished === 0) this.#finished.set()
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
