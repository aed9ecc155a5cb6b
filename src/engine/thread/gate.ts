import { Event, type Coroutine } from '../loop'

/**
 * Where the clients of a loop wait between two blocks, each after the end of its job. Cancelling
 * and creating them anew would have the runtime throw away what it has compiled of them.
 */
export class Gate {
  readonly #opened = new Event()
  readonly #filled = new Event()
  readonly #clients: number
  #held = 0

  /** @param clients how many clients come to it */
  constructor(clients: number) {
    this.#clients = clients
  }

  /** Waits until the next block begins. */
  *hold(): Coroutine<void> {
    this.#held += 1
    if (this.#held === this.#clients) this.#filled.set()
    yield* this.#opened.wait()
    this.#held -= 1
  }

  /** Lets all clients through that are there. */
  open(): void {
    this.#filled.clear()
    this.#opened.set()
    this.#opened.clear()
  }

  /** Waits until all clients are there. */
  *filled(): Coroutine<void> {
    if (this.#held < this.#clients) yield* this.#filled.wait()
  }
}
