import type { Emit } from './async-generator'
import type { Coroutine, Yielded } from '../task/coroutine'
import { GeneratorExit } from '../errors'
import type { EventLoop } from '../event-loop'
import { peekRunningLoop } from '../running-loop'
import { Pause } from '../task/waitable'

/** Sets a body going from where it stands. */
type Go = (coro: Coroutine<void>) => IteratorResult<Yielded, void>

/** What is asked of a generator. */
interface Request {
  readonly method: string
  readonly go: Go
  /** What it is sent. */
  readonly value?: unknown
}

/** What comes of setting it going. */
type Outcome<T> =
  | { readonly kind: 'paused'; readonly step: IteratorYieldResult<Yielded> }
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'ended' }

const resume: Go = (coro) => coro.next(null)

const exit: Go = (coro) => coro.throw(new GeneratorExit())

// Closes generators that nobody can read any more.
const unreachable = new FinalizationRegistry<{ closeSoon(): void }>((course) => {
  course.closeSoon()
})

/**
 * How far a generator has come. It is apart from the generator, which it does not know: the loop
 * holds it, to close it in the end, and still the garbage collector finds a generator that nobody
 * reads.
 */
export class Course<T, S> {
  readonly #coro: Coroutine<void>
  #loop: EventLoop | undefined
  #state: 'new' | 'begun' | 'ended' = 'new'
  #isAwaited = false

  constructor(body: (emit: Emit<T, S>) => Coroutine<void>) {
    this.#coro = body((item) => new Emission<T, S>(this, item))
  }

  get hasEnded(): boolean {
    return this.#state === 'ended'
  }

  /** `generator` is asked for something: the loop that runs then closes it in the end. */
  begin(generator: object): void {
    if (this.#loop !== undefined || this.hasEnded) return
    this.#loop = peekRunningLoop()
    this.#loop?._generators.add(this)
    if (this.#loop !== undefined) unreachable.register(generator, this)
  }

  /** Throws where another one awaits it already, or where it cannot be sent anything yet. */
  take({ method, value }: Request): void {
    if (this.#isAwaited) throw new Error(`${method}(): the generator is running already`)
    if (this.#state === 'new' && value !== undefined) {
      throw new TypeError(`${method}(): a generator that has not begun takes no value`)
    }
    this.#isAwaited = true
    // The task that closes it has it: the end of the loop need not try again.
    if (method === 'aclose') this.#loop?._generators.delete(this)
  }

  /** Sets the body going. The task that awaits it has it until there is an item, or the end. */
  advance(go: Go): Outcome<T> {
    let outcome: Outcome<T> = { kind: 'ended' }
    try {
      outcome = this.#step(go)
    } finally {
      if (outcome.kind !== 'paused') this.#isAwaited = false
      if (outcome.kind === 'ended') this.#end()
    }
    return outcome
  }

  /** Ends it. That is tried once: one that goes on all the same is left as it is. */
  *close(): Coroutine<void> {
    if (this.hasEnded) return
    try {
      const { done } = yield* new Progress(this, { method: 'aclose', go: exit })
      if (done !== true) throw new Error('the generator ignored GeneratorExit')
    } catch (error) {
      if (!(error instanceof GeneratorExit)) throw error
    }
  }

  /** Closes it in a task of its own. */
  closeSoon(): void {
    const loop = this.#loop
    if (loop === undefined || loop.isClosed() || this.hasEnded) return
    loop.callSoonThreadsafe(() => loop.createTask(this.close()))
  }

  #step(go: Go): Outcome<T> {
    if (this.hasEnded) return { kind: 'ended' }
    this.#state = 'begun'
    const step = go(this.#coro)
    if (step.done === true) return { kind: 'ended' }
    const { value } = step
    const isItem = value instanceof Emission && value.course === this
    return isItem ? { kind: 'item', item: value.item as T } : { kind: 'paused', step }
  }

  #end(): void {
    this.#state = 'ended'
    this.#loop?._generators.delete(this)
  }
}

/** One awaiting of what a generator gives next. */
export class Progress<T, S> implements Coroutine<IteratorResult<T, undefined>> {
  readonly #course: Course<T, S>
  readonly #request: Request
  #state: 'new' | 'begun' | 'over' = 'new'
  /** What is awaited must not be lost. */
  readonly generator: object | undefined

  constructor(course: Course<T, S>, request: Request, generator?: object) {
    this.#course = course
    this.#request = request
    this.generator = generator
  }

  next(): IteratorResult<Yielded, IteratorResult<T, undefined>> {
    return this.#advance(this.#state === 'new' ? this.#request.go : resume)
  }

  throw(error: unknown): IteratorResult<Yielded, IteratorResult<T, undefined>> {
    return this.#advance((coro) => coro.throw(error))
  }

  return(
    value: IteratorResult<T, undefined>,
  ): IteratorResult<Yielded, IteratorResult<T, undefined>> {
    if (this.#state === 'begun') this.#exit()
    this.#state = 'over'
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }

  #advance(go: Go): IteratorResult<Yielded, IteratorResult<T, undefined>> {
    if (this.#state === 'over') throw new Error('cannot reuse already awaited coroutine')
    const isFirst = this.#state === 'new'
    this.#state = 'over'
    if (isFirst) this.#course.take(this.#request)
    const outcome = this.#course.advance(go)
    if (outcome.kind === 'ended') return { done: true, value: { done: true, value: undefined } }
    if (outcome.kind === 'item') return { done: true, value: { done: false, value: outcome.item } }
    this.#state = 'begun'
    return outcome.step
  }

  // What awaits is closed: nothing is left to wait for what the generator would still await.
  #exit(): void {
    try {
      this.#course.advance(exit)
    } catch (error) {
      if (!(error instanceof GeneratorExit)) throw error
    }
  }
}

/**
 * An item on its way to the task that asked for it: awaiting it gives what the next `asend` brings.
 */
class Emission<T, S> extends Pause implements Coroutine<S> {
  readonly course: Course<T, S>
  readonly item: T
  #isHandedOut = false

  constructor(course: Course<T, S>, item: T) {
    super()
    this.course = course
    this.item = item
  }

  /** @internal No task waits for it. */
  override get _waitable(): undefined {
    return undefined
  }

  next(sent?: unknown): IteratorResult<Yielded, S> {
    if (this.#isHandedOut) return { done: true, value: sent as S }
    this.#isHandedOut = true
    return this
  }

  throw(error: unknown): IteratorResult<Yielded, S> {
    throw error
  }

  return(value: S): IteratorResult<Yielded, S> {
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }

  /** @internal */
  override get _fault(): string {
    return 'emit can be awaited only within its asyncGenerator'
  }
}
