import type { Measured, Turn } from './measuring-lock'

/** What is being measured. */
export interface Going<A> {
  /** As it stands now. */
  about: A
  /** Aborted when it is to end early. */
  readonly signal: AbortSignal
}

/**
 * The one thing of a kind that may be measured at a time: it has the turn from its beginning to its
 * end, and can be cancelled meanwhile.
 */
export class Activity<A> {
  readonly #turn: Turn
  readonly #kind: Measured
  #going: Going<A> | null = null
  #controller = new AbortController()
  /** Fulfilled when nothing goes on. */
  #ended: Promise<unknown> = Promise.resolve()

  constructor(turn: Turn, kind: Measured) {
    this.#turn = turn
    this.#kind = kind
  }

  /** What goes on; null while nothing does. */
  get about(): A | null {
    return this.#going?.about ?? null
  }

  /** @throws LabFault `busy` while something else is measured */
  begin(about: A): Going<A> {
    this.#turn.take(this.#kind)
    this.#controller = new AbortController()
    this.#going = { about, signal: this.#controller.signal }
    return this.#going
  }

  /** Notes what is fulfilled once it has ended and is kept, and gives that back. */
  followedBy<P extends Promise<unknown>>(ended: P): P {
    this.#ended = ended
    return ended
  }

  /** It has ended: the next can begin. */
  end(): void {
    this.#going = null
    this.#turn.giveBack()
  }

  /** Cancels what goes on if that is what is meant, and says whether it was. */
  cancel(isMeant: (about: A) => boolean): boolean {
    if (this.#going === null || !isMeant(this.#going.about)) return false
    this.#controller.abort()
    return true
  }

  /** Cancels whatever goes on and waits until it has ended and is kept. */
  async stop(): Promise<void> {
    this.cancel(() => true)
    await this.#ended
  }
}
