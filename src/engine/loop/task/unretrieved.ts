import type { ExceptionContext } from '../exception-handler'
import type { Future } from './future'

/** It must not lead back to the future, or the future would never be collected. */
interface Entry {
  readonly error: unknown
  readonly message: string
  /** The future as a text, for when it is gone. */
  readonly owner: string
  readonly future: WeakRef<Future<unknown>>
}

/**
 * Errors that futures ended with and that nobody has looked at. CPython reports one when the last
 * reference goes; here that is when the garbage collector finds the future, or when the loop
 * closes, whichever comes first. An error read only after the loop closed is reported all the same.
 */
export class Unretrieved {
  readonly #entries = new WeakMap<Future<unknown>, Entry>()
  readonly #pending = new Set<Entry>()
  readonly #report: (context: ExceptionContext) => void
  // Made at the first error: most loops never have one to watch.
  #registry: FinalizationRegistry<Entry> | undefined

  constructor(report: (context: ExceptionContext) => void) {
    this.#report = report
  }

  /** `future` ended with `error`, and nobody has asked yet; `isAwaited`: somebody is about to. */
  watch(future: Future<unknown>, error: unknown, isAwaited: boolean): void {
    if (!isAwaited) forgetFrames(error)
    const message = `${future.constructor.name} exception was never retrieved`
    const owner = future.toString()
    const entry: Entry = { error, message, owner, future: new WeakRef(future) }
    this.#entries.set(future, entry)
    this.#pending.add(entry)
    this.#registry ??= new FinalizationRegistry((lost) => {
      this.#reportEntry(lost)
    })
    this.#registry.register(future, entry)
  }

  /** Somebody has seen the error. */
  retrieve(future: Future<unknown>): void {
    const entry = this.#entries.get(future)
    if (entry !== undefined) this.#pending.delete(entry)
  }

  /** Reports every error that is still unseen, in the order in which they happened. */
  reportAll(): void {
    for (const entry of [...this.#pending]) this.#reportEntry(entry)
  }

  #reportEntry(entry: Entry): void {
    if (!this.#pending.delete(entry)) return
    const { message, error: exception, owner } = entry
    const future = entry.future.deref()
    if (future !== undefined) this.#report({ message, exception, future })
    else this.#report({ message: `${message} (${owner})`, exception })
  }
}

// V8 keeps the frames of a stack trace, and with them the task that threw, until it is first read.
// Reading it takes time, so it is done only where the error is likely to stay.
function forgetFrames(error: unknown): void {
  try {
    if (error instanceof Error) String(error.stack)
  } catch {
    // A proxy, which has no frames.
  }
}
