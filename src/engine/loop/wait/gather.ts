import type { Awaitable, ResultOf } from '../task/awaitable'
import { standsFor } from '../task/call-graph'
import { isCoroutine } from '../task/coroutine'
import { ensureFuture } from '../task/ensure-future'
import { CancelledError } from '../errors'
import type { EventLoop } from '../event-loop'
import { Future, isFuture } from '../task/future'
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
 * The first error goes to who awaits the future, while the others run on; with `returnExceptions`
 * errors stand among the results instead. Cancelling the future cancels all that are not done. A
 * child that is cancelled by someone else counts as one that failed with `CancelledError`.
 *
 * Throws `TypeError` for what is not a list of awaitables, and `Error` for futures of several loops.
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
  awaitables: readonly Awaitable<unknown>[],
  options: { readonly returnExceptions?: boolean } = {},
): Future<unknown[]> {
  if (isFuture(awaitables) || isCoroutine(awaitables)) {
    throw new TypeError('gather expects a list of awaitables, got one')
  }
  let outer: GatheringFuture | undefined
  const seen = new Map<Awaitable<unknown>, Future<unknown>>()
  const doneChildren: Future<unknown>[] = []
  let place = 0
  try {
    for (const awaitable of awaitables) {
      const known = isWatched(awaitable, outer) ? awaitable : seen.get(awaitable)
      const child = known ?? ensureFuture(awaitable, outer && { loop: outer.getLoop() })
      outer ??= new GatheringFuture(
        child.getLoop(),
        awaitables.length,
        options.returnExceptions ?? false,
      )
      if (known === undefined) {
        if (isSeenOnlyHere(awaitable)) seen.set(awaitable, child)
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

// A pending future knows its callbacks, which spares a million entries for a million tasks.
function isWatched(
  awaitable: Awaitable<unknown>,
  outer: GatheringFuture | undefined,
): awaitable is Future<unknown> {
  return outer !== undefined && isFuture(awaitable) && awaitable._hasWaiter(outer.childDone)
}

// Each sleep(0) is a coroutine of its own, though they share an object.
function isSeenOnlyHere(awaitable: Awaitable<unknown>): boolean {
  return awaitable !== ONE_ITERATION && !(isFuture(awaitable) && !awaitable.done())
}

/** Is done when its children are; passes a cancellation on to them and ends when they do. */
class GatheringFuture extends Future<unknown[]> {
  readonly children: Future<unknown>[]
  readonly #isReturningExceptions: boolean
  #unfinished = 0
  #isCancelRequested = false
  #isAbandoned = false

  constructor(loop: EventLoop, count: number, isReturningExceptions: boolean) {
    super({ loop })
    // As large as it will be: growing it for a million children would leave twice as much behind.
    this.children = new Array<Future<unknown>>(count)
    this.#isReturningExceptions = isReturningExceptions
  }

  /** Waits for one more child; that one is done is to be said by who gave it. */
  watch(child: Future<unknown>): void {
    this.#unfinished += 1
    if (!child.done()) child._addWaiter(this.childDone)
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
