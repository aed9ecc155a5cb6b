import type { Coroutine } from '../task/coroutine'
import { CancelledError } from '../errors'
import type { EventLoop } from '../event-loop'
import type { Future } from '../task/future'
import { gather } from '../wait/gather'
import { wait } from '../wait/wait'

/** How long generators of the host that are still busy are waited for in the end. Milliseconds. */
const HOST_GRACE_MS = 50

/** A generator that was begun. */
interface OpenGenerator {
  close(): Coroutine<void>
}

/**
 * A loop's generators that were begun and have not ended, and those of the host that are to end.
 */
export class OpenGenerators {
  readonly #open = new Set<OpenGenerator>()
  readonly #closings = new Set<Future<unknown>>()

  add(generator: OpenGenerator): void {
    this.#open.add(generator)
  }

  delete(generator: OpenGenerator): void {
    this.#open.delete(generator)
  }

  /** A generator of the host was told to end; `closing` is done when it has. */
  addClosing(closing: Future<unknown>): void {
    this.#closings.add(closing)
    closing.addDoneCallback(() => this.#closings.delete(closing))
  }

  /** Closes all of them at once. What they throw goes to the loop's exception handler. */
  *close(loop: EventLoop): Coroutine<void> {
    const closings = Array.from(this.#open, (generator) => generator.close())
    this.#open.clear()
    if (closings.length > 0) {
      report(loop, yield* gather(closings, { returnExceptions: true }))
    }
    // One that waits for something that never comes must not keep the loop from ending.
    if (this.#closings.size > 0) yield* wait(this.#closings, { timeoutMs: HOST_GRACE_MS })
  }
}

function report(loop: EventLoop, ends: readonly unknown[]): void {
  for (const exception of ends) {
    if (exception === undefined || CancelledError.is(exception)) continue
    const message = 'an error occurred during closing of an asynchronous generator'
    loop.callExceptionHandler({ message, exception })
  }
}
