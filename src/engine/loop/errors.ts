/**
 * Thrown into a coroutine that is cancelled, and by a cancelled future's `result()`.
 *
 * Unlike Python, JavaScript has no `BaseException`: a plain `catch` catches this too. Code that
 * catches everything should let it pass on, or the cancellation is refused.
 */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
  readonly #isCancellation = true

  /** Whether it is one. Unlike `instanceof` this asks nothing of a proxy, which might throw. */
  static is(error: unknown): error is CancelledError {
    return typeof error === 'object' && error !== null && #isCancellation in error
  }
}

/**
 * Thrown into a generator that is closed, where it stands. As with `CancelledError`, code that
 * catches everything should let it pass on.
 */
export class GeneratorExit extends Error {
  override readonly name = 'GeneratorExit'
}

/** The operation is not allowed in the future's state, such as reading a result not there yet. */
export class InvalidStateError extends Error {
  override readonly name = 'InvalidStateError'
}

/** A time limit set by `waitFor`, `timeout` or `asCompleted` was exceeded. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/** `getNowait()` was called on an empty queue. */
export class QueueEmpty extends Error {
  override readonly name = 'QueueEmpty'
}

/** `putNowait()` was called on a full queue. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/** The queue was shut down: it takes nothing more, and gives nothing more once it is empty. */
export class QueueShutDown extends Error {
  override readonly name = 'QueueShutDown'
}

/** The barrier was reset or aborted while somebody waited at it, or is aborted. */
export class BrokenBarrierError extends Error {
  override readonly name = 'BrokenBarrierError'
}

/** Something thrown: boxed, because JavaScript may throw `undefined` too. */
export interface Failure {
  readonly error: unknown
}
