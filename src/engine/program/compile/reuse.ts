import type { Task } from '../../loop'
import type { Frame } from '../../recorder/recording/places'

const Generator = (
  Object.getPrototypeOf(function* () {
    // Only its prototype is wanted.
  }) as GeneratorFunction
).prototype as object

/**
 * Refuses that a coroutine is awaited once more, as Python does: JavaScript's generators give
 * `undefined` then and say nothing.
 */
export class Reuse {
  /** Coroutines that somebody awaits and that are not over. */
  readonly #awaited = new WeakSet()

  /**
   * A call of a coroutine function comes to a `yield*`, so that what it awaited before is over.
   *
   * @throws Error where somebody else is awaiting the same coroutine
   */
  await(frame: Frame, awaitable: object): void {
    this.#endAwaited(frame)
    if (!isGenerator(awaitable)) return
    if (this.#awaited.has(awaitable)) throw new Error('coroutine is being awaited already')
    this.#awaited.add(awaitable)
    frame.awaited = awaitable
  }

  /** A call of a coroutine function is over. */
  leave(frame: Frame): void {
    this.#endAwaited(frame)
  }

  /**
   * A task was created.
   *
   * @param by the call of a coroutine function that runs now
   */
  taskCreated(task: Task<unknown>, by: Frame | undefined): void {
    if (by !== undefined) this.#endAwaited(by)
    this.#awaited.add(task.getCoro())
  }

  /** A task is done. */
  taskEnded(task: Task<unknown>): void {
    this.#end(task.getCoro())
  }

  #endAwaited(frame: Frame): void {
    if (frame.awaited === undefined) return
    this.#end(frame.awaited)
    frame.awaited = undefined
  }

  #end(coroutine: object): void {
    this.#awaited.delete(coroutine)
    // A task that awaits it now comes to this.
    if (isGenerator(coroutine)) Reflect.defineProperty(coroutine, 'next', { value: refuse })
  }
}

function refuse(): never {
  throw new Error('cannot reuse already awaited coroutine')
}

function isGenerator(value: object): boolean {
  return Object.prototype.isPrototypeOf.call(Generator, value)
}
