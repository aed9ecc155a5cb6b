import { callSite } from '../call-site'
import { Context, contextForLater } from '../context'
import { isCoroutine, type Coroutine, type Yielded } from './coroutine'
import { describe } from '../describe'
import { CancelledError, type Failure } from '../errors'
import type { EventLoop } from '../event-loop'
import { Future } from './future'
import type { Runnable } from '../iteration/handle'
import type { StepEnd } from '../instrument'
import { peekRunningLoop } from '../running-loop'
import { Pause, type Waitable } from './waitable'

/** What a task waits for, of which its next step is given nothing or an error to throw. */
type Delivery = Pick<Waitable, 'cancel' | '_failure' | 'toString'>

/** Delivered to the first step. */
const ENTRY: Delivery = { cancel: () => false, _failure: () => undefined }
/** Delivered to a step that is to be cancelled and has nothing else waiting for it. */
const CANCELLATION: Delivery = { ...ENTRY }

/** What most tasks never have: cancellations asked of them, values of context variables. */
interface Extras {
  /** Cancellations that were asked for and not taken back. */
  requests: number
  /** Whether the next step must throw `CancelledError`. */
  isDue: boolean
  message: string | undefined
  context: Context | undefined
  /** Where it was created, in debug mode. */
  createdAt: string | undefined
}

export interface TaskOptions {
  readonly name?: string
  /** The context to run in. Default: a copy of the current one. */
  readonly context?: Context
  /**
   * Whether the first step runs at once, inside of a running loop, rather than in the next
   * iteration. A coroutine that does not have to wait is done then before its task is there.
   * Default: false.
   */
  readonly eagerStart?: boolean
}

/**
 * A future that drives a coroutine: it runs it step by step, each from one pause to the next, and
 * is done when the coroutine is. Nothing interrupts a step.
 *
 * @example
 * const task = createTask(download(url), { name: 'download' })
 * yield* sleep(100)
 * if (!task.done()) task.cancel()
 */
export class Task<R> extends Future<R> implements Runnable {
  /** @internal Neighbours among the loop's unfinished tasks, in the order of creation. */
  _previous: Task<unknown> | undefined = undefined
  /** @internal */
  _next: Task<unknown> | undefined = undefined
  /**
   * @internal What it waits for, until the step that its end brings about: a waitable, or what
   * stands for one where the step is due already. Undefined for a step after a bare yield.
   */
  _waitingFor: Delivery | undefined = ENTRY
  readonly #coro: Coroutine<R>
  // A number stands for "Task-<n>": a million tasks need no million strings.
  #name: string | number
  #extras: Extras | undefined = undefined

  constructor(coro: Coroutine<R>, options: TaskOptions & { readonly loop?: EventLoop } = {}) {
    super(options)
    if (!isCoroutine(coro)) {
      throw new TypeError(`a coroutine was expected, got ${describe(coro)}`)
    }
    this._loop._checkClosed()
    this.#coro = coro
    const { name, context = contextForLater(), eagerStart } = options
    this.#name = name === undefined ? this._loop._tasks.nextNumber() : asText(name)
    if (context !== undefined) this._setContext(context)
    if (this._loop.getDebug()) this.extras.createdAt = callSite()
    this._loop._tasks.add(this)
    this._loop._instruments?.notify('taskCreated', this)
    if (eagerStart === true && peekRunningLoop() === this._loop) this._loop._startEagerly(this)
    else this._loop._enqueue(this)
  }

  getName(): string {
    return typeof this.#name === 'number' ? `Task-${this.#name}` : this.#name
  }

  setName(name: string): void {
    this.#name = asText(name)
  }

  getCoro(): Coroutine<R> {
    return this.#coro
  }

  /** The context that its steps run in. */
  getContext(): Context {
    if (this._context !== undefined) return this._context
    const context = new Context()
    this._setContext(context)
    return context
  }

  /** Throws: a task's result is what its coroutine returns. */
  override setResult(): never {
    throw new Error('Task does not support setResult operation')
  }

  /** Throws: a task's error is what its coroutine throws. */
  override setException(): never {
    throw new Error('Task does not support setException operation')
  }

  /**
   * Asks the task to stop: `CancelledError` is thrown into its coroutine where it awaits, in a
   * later iteration. Returns false if the task is done already.
   *
   * This does not promise that the task ends as cancelled: the coroutine may catch the error and
   * go on, return a value or throw something else. `cancelled()` tells once it is done.
   *
   * @throws RangeError where tasks wait for one another in a circle, as Python a RecursionError
   */
  override cancel(message?: string): boolean {
    if (this.done()) return super.cancel(message)
    if (beingCancelled.has(this)) throw circleFrom(this)
    this._loop._instruments?.notify('cancelRequested', this)
    this.extras.requests += 1
    beingCancelled.add(this)
    try {
      // What the task waits for is cancelled first; its end wakes this task with the error.
      if (this._waitingFor?.cancel(message) === true) return true
    } finally {
      beingCancelled.delete(this)
    }
    this.extras.isDue = true
    this.extras.message = message
    this._waitingFor ??= CANCELLATION
    return true
  }

  /** How many cancellations were requested and not taken back. */
  cancelling(): number {
    return this.#extras?.requests ?? 0
  }

  /**
   * Takes back one request (for the code that called `cancel` and then handled it); returns what is
   * left. If that is none, a cancellation that was not delivered yet is not delivered any more.
   */
  uncancel(): number {
    const extras = this.#extras
    if (extras === undefined) return 0
    if (extras.requests > 0) {
      extras.requests -= 1
      // Taken back before anything came of it.
      if (extras.requests === 0) extras.isDue = false
    }
    return extras.requests
  }

  /** @internal Undefined where it has no values. */
  get _context(): Context | undefined {
    return this.#extras?.context
  }

  /** @internal */
  _setContext(context: Context): void {
    this.extras.context = context
    this._loop._useContexts()
  }

  /** @internal A message is kept only where the cancellation had to wait for a step. */
  override get _cancelMessage(): string | undefined {
    return this.#extras?.message
  }

  override toString(): string {
    const createdAt = this.#extras?.createdAt
    const origin = createdAt === undefined ? '' : ` created at ${createdAt}`
    return `<Task ${this._state} name=${JSON.stringify(this.getName())}${origin}>`
  }

  /** @internal A step that is due cannot be taken off the queue. A field would cost memory. */
  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- see above
  get _isCancelled(): boolean {
    return false
  }

  /** @internal `waitable`, for which it waited, is done: the next step is due. */
  _wake(waitable: Waitable): void {
    this._loop._checkClosed()
    this._loop._instruments?.notify('taskWoken', this, waitable)
    this._loop._enqueue(this)
  }

  /** @internal Runs the step that is due: the only place where a task's coroutine runs. */
  _run(): StepEnd {
    const loop = this._loop
    loop._currentTask = this
    let end: StepEnd
    try {
      const step = this._waitingFor === undefined ? this.#coro.next(null) : this.deliver()
      if (step.done === true) end = this.finish(step.value)
      else if (step.value === undefined) end = this.pass()
      else end = this.suspend(step.value)
    } catch (error) {
      end = this.fail(error)
    }
    loop._currentTask = undefined
    return end
  }

  private get extras(): Extras {
    this.#extras ??= {
      requests: 0,
      isDue: false,
      message: undefined,
      context: undefined,
      createdAt: undefined,
    }
    return this.#extras
  }

  // Resumes the coroutine with what it waited for: nothing, or an error that is thrown into it.
  private deliver(): IteratorResult<Yielded, R> {
    const delivery = this._waitingFor
    const failure = this.takeFailure()
    if (failure !== undefined) return this.#coro.throw(failure.error)
    // Entered as `yield*` does, and resumed with `null`, which a bare yield gives then.
    return delivery === ENTRY ? this.#coro[Symbol.iterator]().next() : this.#coro.next(null)
  }

  private takeFailure(): Failure | undefined {
    const failure = this._waitingFor?._failure()
    this._waitingFor = undefined
    const cancellation = this.takeCancellation()
    if (cancellation === undefined || CancelledError.is(failure?.error)) return failure
    return { error: new CancelledError(cancellation.message) }
  }

  private takeCancellation(): Extras | undefined {
    if (this.#extras?.isDue !== true) return undefined
    this.#extras.isDue = false
    return this.#extras
  }

  private finish(value: R): StepEnd {
    // Cancelled in its last step: there is no await left to throw into.
    const cancellation = this.takeCancellation()
    if (cancellation === undefined) this.end('finished', value)
    else this.end('cancelled', cancellation.message)
    return cancellation === undefined ? 'returned' : 'cancelled'
  }

  private fail(error: unknown): StepEnd {
    const isCancellation = CancelledError.is(error)
    if (isCancellation && this.#extras !== undefined) this.#extras.message = undefined
    this.end(isCancellation ? 'cancelled' : 'failed', error)
    return isCancellation ? 'cancelled' : 'threw'
  }

  private end(state: 'finished' | 'failed' | 'cancelled', value: unknown): void {
    this._loop._tasks.remove(this)
    this._settle(state, value)
  }

  private pass(): StepEnd {
    this._loop._enqueue(this)
    return 'yielded'
  }

  private suspend(yielded: Yielded): StepEnd {
    const waitable = yielded instanceof Pause ? yielded._waitable : undefined
    if (waitable === undefined) return this.refuse(`${fault(yielded)} in ${this.toString()}`)
    if (waitable._loop !== this._loop) {
      return this.refuse(
        `${this.toString()} got ${waitable.toString()} attached to a different loop`,
      )
    }
    if (waitable === this) return this.refuse(`Task cannot await on itself: ${this.toString()}`)
    this._waitingFor = waitable
    waitable._wakeWhenDone(this)
    // Cancelled by its own step, before it came to wait.
    const extras = this.#extras
    if (extras?.isDue === true && waitable.cancel(extras.message)) extras.isDue = false
    return 'awaiting'
  }

  // It can't wait for what its coroutine yielded: the coroutine is told where it yielded that.
  private refuse(message: string): StepEnd {
    const failure: Failure = { error: new Error(message) }
    this._waitingFor = { ...ENTRY, _failure: () => failure }
    this._loop._enqueue(this)
    return 'refused'
  }
}

/** Tasks that are just passing their cancellation on to what they wait for. */
const beingCancelled = new Set<Task<unknown>>()

function circleFrom(task: Task<unknown>): RangeError {
  const path = [...beingCancelled]
  const names = path.slice(path.indexOf(task)).map((each) => each.getName())
  const text = `${names.sort().join(', ')} wait for one another in a circle`
  return new RangeError(`${text}, so that none of them can be cancelled`)
}

// As asyncio does: a program that nobody compiled with its types may give a task any name.
function asText(name: unknown): string {
  return String(name)
}

// What is wrong with having yielded something that is not waited for.
function fault(yielded: unknown): string {
  if (yielded instanceof Pause && yielded._fault !== undefined) return yielded._fault
  const isAwaitable = isCoroutine(yielded) || yielded instanceof Future
  const name = isAwaitable ? 'yield was used instead of yield*' : 'bad yield'
  return `${name}: ${describe(yielded)}`
}
