import type { Awaitable, ResultOf } from '../task/awaitable'
import { standsFor } from '../task/call-graph'
import { isCoroutine } from '../task/coroutine'
import { ensureFuture } from '../task/ensure-future'
import { CancelledError } from '../errors'
import type { EventLoop } from '../event-loop'
import { Fifo } from '../iteration/fifo'
import { Future, isFuture } from '../task/future'
import type { Callback, Runnable } from '../iteration/handle'
import { getRunningLoop } from '../running-loop'
import { ONE_ITERATION } from './sleep'

/** The results of a tuple of awaitables, as a tuple. */
export type GatheredResults<A extends readonly Awaitable<unknown>[]> = {
  -readonly [K in keyof A]: ResultOf<A[K]>
}

/** The same where errors are among the results, which can be of any type. */
export type GatheredOutcomes<A extends readonly Awaitable<unknown>[]> = {
  -readonly [K in keyof A]: unknown
}

/**
 * A future of the results of many awaitables, in their order. Coroutines are put in tasks first;
 * one that is given twice runs once.
 *
 * The first error goes to what awaits the future, while the others run on; with `returnExceptions`
 * errors stand among the results instead. Cancelling the future cancels all that are not done. A
 * child that is cancelled by someone else counts as one that failed with `CancelledError`.
 *
 * Throws `TypeError` for what is not a list of awaitables, and `Error` for futures of several
 * loops.
 *
 * @example
 * const [page, count] = yield* gather([fetchPage(), countRows()])
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options?: { readonly returnExceptions?: false },
): Future<GatheredResults<A>>
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options: { readonly returnExceptions: boolean },
): Future<GatheredOutcomes<A>>
export function gather(
  given: readonly Awaitable<unknown>[],
  options: { readonly returnExceptions?: boolean } = {},
): Future<unknown[]> {
  if (isFuture(given) || isCoroutine(given)) {
    throw new TypeError('gather expects a list of awaitables, got one')
  }
  // Programs give whatever can be gone through once, such as the values of a map.
  const awaitables: readonly Awaitable<unknown>[] = Array.isArray(given) ? given : [...given]
  let outer: GatheringFuture | undefined
  // A set is made at once rather than asked for each awaitable; most lists have nothing twice.
  const known = hasOneTwice(awaitables) ? new Map<Awaitable<unknown>, Future<unknown>>() : undefined
  const doneChildren: Future<unknown>[] = []
  let place = 0
  try {
    for (const awaitable of awaitables) {
      const before = known?.get(awaitable)
      const child = before ?? ensureFuture(awaitable, outer?.ofItsLoop)
      outer ??= new GatheringFuture(
        child.getLoop(),
        awaitables.length,
        options.returnExceptions ?? false,
      )
      if (before === undefined) {
        // Each sleep(0) is a coroutine of its own, though they share an object.
        if (awaitable !== ONE_ITERATION) known?.set(awaitable, child)
        outer.watch(child)
        if (child.done()) doneChildren.push(child)
      }
      outer.list(child, place)
      place += 1
    }
  } catch (error) {
    outer?.abandon()
    throw error
  }
  if (outer !== undefined) {
    for (const child of doneChildren) outer.childDone(child)
    const { children } = outer
    return standsFor(outer, () => children)
  }
  const nothing = getRunningLoop().createFuture<unknown[]>()
  nothing.setResult([])
  return nothing
}

function hasOneTwice(awaitables: readonly unknown[]): boolean {
  return new Set(awaitables).size < awaitables.length
}

/**
 * Is done when its children are; passes a cancellation on to them and ends when they do. It stands
 * in the ready queue once for each child that ended and of which it was not told yet.
 */
class GatheringFuture extends Future<unknown[]> implements Runnable {
  readonly children: Future<unknown>[]
  /** For `ensureFuture`: said once for all of its children. */
  readonly ofItsLoop: { readonly loop: EventLoop }
  /** @internal */
  readonly _isCancelled = false
  readonly #isReturningExceptions: boolean
  // In the order in which they ended, which is that of the ready queue.
  readonly #ended = new Fifo<Future<unknown>>()
  #unfinished = 0
  #isCancelRequested = false
  #isAbandoned = false

  constructor(loop: EventLoop, count: number, isReturningExceptions: boolean) {
    super({ loop })
    this.ofItsLoop = { loop }
    // As large as it will be: growing it for a million children would leave twice as much behind.
    this.children = new Array<Future<unknown>>(count)
    this.#isReturningExceptions = isReturningExceptions
  }

  /** Waits for one more child; that one is done is to be said by what gave it. */
  watch(child: Future<unknown>): void {
    this.#unfinished += 1
    if (!child.done()) child._addWaiter(this)
  }

  /** Gives `child` a place among the results; a child given twice has two. */
  list(child: Future<unknown>, place: number): void {
    this.children[place] = child
  }

  /** Nobody will have it, because gather throws: what its children end with is of no interest. */
  abandon(): void {
    this.#isAbandoned = true
  }

  override cancel(message?: string): boolean {
    if (this.done()) return false
    let isAnyCancelled = false
    for (const child of this.children) {
      if (child.cancel(message)) isAnyCancelled = true
    }
    if (isAnyCancelled) this.#isCancelRequested = true
    return isAnyCancelled
  }

  /** @internal A child is done: it is told of that in the next iteration. */
  _wake(child: Future<unknown>): void {
    const loop = this._loop
    if (loop._instruments === undefined) {
      loop._checkClosed()
      this.#ended.push(child)
      loop._enqueue(this)
    } else {
      loop._callSoon(this.childDone as Callback<readonly unknown[]>, [child])
    }
  }

  /** @internal */
  _run(): undefined {
    const child = this.#ended.shift()
    if (child !== undefined) this.childDone(child)
  }

  readonly childDone = (child: Future<unknown>): void => {
    this.#unfinished -= 1
    if (this.done() || this.#isAbandoned) {
      // Too late to be told to anyone here: marked as seen, as asyncio does.
      if (!child.cancelled()) child.exception()
      return
    }
    if (!this.#isReturningExceptions) {
      if (child.cancelled()) {
        this.setException(child._takeCancelledError())
        return
      }
      const error = errorOf(child)
      if (error !== undefined) {
        this.setException(error.error)
        return
      }
    }
    if (this.#unfinished > 0) return
    const outcomes = this.children.map(outcomeOf)
    if (this.#isCancelRequested) this.setException(this.children.at(-1)?._takeCancelledError())
    else this.setResult(outcomes)
  }
}

function errorOf(future: Future<unknown>): { error: unknown } | undefined {
  return future._state === 'failed' ? { error: future.exception() } : undefined
}

function outcomeOf(future: Future<unknown>): unknown {
  if (future.cancelled()) return new CancelledError(future._cancelMessage ?? '')
  return future._state === 'failed' ? future.exception() : future.result()
}
