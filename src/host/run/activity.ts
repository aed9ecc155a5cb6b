import { LabFault, type LabError, type Reply } from '../../contract/channel/reply'
import { explain } from '../explain'
import type { Measured, MeasuringLock } from './measuring-lock'

const NOTHING_KEPT = 'Cancelled before anything was measured.'

/** What is being measured. */
export interface Going<A> {
  /** As it stands now. */
  about: A
  /** Aborted when it is to end early. */
  readonly signal: AbortSignal
}

/** What is done and told from the beginning of a measurement to its end. */
export interface Course<A, R, K> {
  readonly begun: () => void
  /** Null where nothing was measured before it was cancelled. */
  readonly measure: (going: Going<A>) => Promise<R | null>
  readonly keep: (result: R) => Promise<K>
  /** `saved` is not ok where it could not be kept, such as on a full disk. */
  readonly finished: (result: R, saved: Reply<K>) => void
  readonly failed: (error: LabError) => void
}

/**
 * The one thing of a kind that may be measured at a time: it has the lock from its beginning until
 * it is kept, and can be cancelled meanwhile.
 */
export class Activity<A> {
  readonly #lock: MeasuringLock
  readonly #kind: Measured
  #going: Going<A> | null = null
  #controller = new AbortController()
  /** Fulfilled when nothing goes on. */
  #ended: Promise<unknown> = Promise.resolve()

  constructor(lock: MeasuringLock, kind: Measured) {
    this.#lock = lock
    this.#kind = kind
  }

  /** What goes on; null while nothing does. */
  get about(): A | null {
    return this.#going?.about ?? null
  }

  /**
   * Measures something, keeps what comes of it and tells how it went. What it gives is never
   * rejected.
   *
   * @throws LabFault `busy`, at once, while something else is measured
   */
  begin<R, K>(about: A, course: Course<A, R, K>): Promise<Reply<R>> {
    this.#lock.take(this.#kind)
    this.#controller = new AbortController()
    const going: Going<A> = { about, signal: this.#controller.signal }
    this.#going = going
    course.begun()
    const ended = this.#follow(going, course)
    this.#ended = ended
    return ended
  }

  /** Cancels what goes on if that is what is meant, and says whether it was. */
  cancel(isMeant: (about: A) => boolean): boolean {
    if (this.#going === null || !isMeant(this.#going.about)) return false
    this.#controller.abort()
    return true
  }

  /**
   * Cancels what is meant; what was measured is kept, and its last event follows.
   *
   * @throws LabFault `not-found` if that does not go on
   */
  cancelOnly(isMeant: (about: A) => boolean): void {
    if (this.cancel(isMeant)) return
    throw new LabFault('not-found', `That ${this.#kind} is not going on any more.`)
  }

  /** Cancels whatever goes on and waits until it has ended and is kept. */
  async stop(): Promise<void> {
    this.cancel(() => true)
    await this.#ended
  }

  async #follow<R, K>(going: Going<A>, course: Course<A, R, K>): Promise<Reply<R>> {
    try {
      const result = await course.measure(going)
      if (result === null) throw new LabFault('cancelled', NOTHING_KEPT)
      const saved = await replyOf(course.keep(result))
      this.#end()
      course.finished(result, saved)
      return { ok: true, value: result }
    } catch (cause) {
      this.#end()
      const error = explain(cause)
      course.failed(error)
      return { ok: false, error }
    }
  }

  /** The next can begin. */
  #end(): void {
    this.#going = null
    this.#lock.giveBack()
  }
}

/** A full disk must not lose what was measured: it goes to the interface all the same. */
async function replyOf<K>(kept: Promise<K>): Promise<Reply<K>> {
  try {
    return { ok: true, value: await kept }
  } catch (error) {
    return { ok: false, error: explain(error) }
  }
}
