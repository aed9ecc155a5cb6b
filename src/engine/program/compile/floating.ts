import { betterWords } from '../world/better-words'

interface Rejected {
  readonly promise: Promise<unknown>
  readonly line: number
  readonly error: unknown
}

/** What is told of a rejection has the lab's words. */
function inBetterWords(onRejected: unknown): unknown {
  if (typeof onRejected !== 'function') return onRejected
  return (error: unknown): unknown => {
    betterWords(error)
    return (onRejected as (error: unknown) => unknown)(error)
  }
}

/**
 * The promises that a program's calls gave it, and that were rejected while nobody had asked for
 * what becomes of them: their errors would be lost.
 */
export class FloatingPromises {
  readonly #handled = new WeakSet()
  readonly #watched = new WeakSet()
  #rejected: Rejected[] = []
  // As it is before a program can have another put in its place.
  readonly #then = Reflect.get(Promise.prototype, 'then') as (...reactions: unknown[]) => unknown

  constructor() {
    const [then, handled] = [this.#then, this.#handled]
    // Every way to ask for what becomes of a promise goes through this, but for `await`.
    Promise.prototype.then = function (this: Promise<unknown>, ...reactions: unknown[]) {
      handled.add(this)
      const [onDone, onRejected, ...rest] = reactions
      return Reflect.apply(then, this, [onDone, inBetterWords(onRejected), ...rest]) as never
    }
  }

  /** A call in that line gave the program a value. */
  called(line: number, value: unknown): void {
    if (!(value instanceof Promise) || this.#watched.has(value)) return
    this.#watched.add(value)
    const note = (error: unknown): void => {
      this.#rejected.push({ promise: value, line, error })
    }
    // A promise of a kind of its own may be none.
    void Reflect.apply(this.#then, value, [undefined, note])
  }

  /** It is awaited with `await`; gives it back. */
  awaited<T>(value: T): T {
    if (typeof value === 'object' && value !== null) this.#handled.add(value)
    return value
  }

  /** Those that were rejected since the last time and that nobody has asked for until now. */
  take(): readonly Rejected[] {
    const rejected = this.#rejected.filter(({ promise }) => !this.#handled.has(promise))
    this.#rejected = []
    return rejected
  }
}
