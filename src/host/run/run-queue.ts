import { randomUUID } from 'node:crypto'
import type { Emit } from '../../contract/channel/handlers'
import { LabFault } from '../../contract/channel/reply'
import type { QueuedRun } from '../../contract/run'
import { explain } from '../explain'
import type { MeasuringLock } from './measuring-lock'

/** What is to be run, and how it is started; rejected where it cannot begin. */
interface Waiting {
  readonly about: QueuedRun
  readonly start: () => Promise<unknown>
}

/** Runs that wait for their turn: each begins when nothing is measured any more. */
export class RunQueue {
  readonly #lock: MeasuringLock
  readonly #emit: Emit
  #waiting: readonly Waiting[] = []
  #isStarting = false

  constructor(lock: MeasuringLock, emit: Emit) {
    this.#lock = lock
    this.#emit = emit
    lock.onFree(() => {
      // The end of what was measured is told before the beginning of the next.
      setImmediate(() => void this.#startNext())
    })
  }

  /** What waits, in the order in which it begins. */
  get queued(): QueuedRun[] {
    return this.#waiting.map(({ about }) => about)
  }

  /**
   * Puts a run behind those that wait; where nothing is measured, it begins at once.
   *
   * @param start begins it; where it is rejected, that is told as the failure of a run
   */
  add(about: Omit<QueuedRun, 'id'>, start: () => Promise<unknown>): void {
    this.#change([...this.#waiting, { about: { ...about, id: randomUUID() }, start }])
    void this.#startNext()
  }

  /**
   * Puts a run in another place; those between make room.
   *
   * @param to from 0, which is the next; beyond the end it is the last
   * @throws LabFault `not-found` where it does not wait any more
   */
  move(id: string, to: number): void {
    const moved = this.#find(id)
    const others = this.#waiting.filter((each) => each !== moved)
    this.#change([...others.slice(0, to), moved, ...others.slice(to)])
  }

  /**
   * Takes a run out.
   *
   * @throws LabFault `not-found` where it does not wait any more
   */
  remove(id: string): void {
    const removed = this.#find(id)
    this.#change(this.#waiting.filter((each) => each !== removed))
  }

  /** Takes all of them out. */
  clear(): void {
    if (this.#waiting.length > 0) this.#change([])
  }

  #find(id: string): Waiting {
    const found = this.#waiting.find(({ about }) => about.id === id)
    if (found === undefined) throw new LabFault('not-found', 'That run does not wait any more.')
    return found
  }

  #change(waiting: readonly Waiting[]): void {
    this.#waiting = waiting
    this.#emit('queue', this.queued)
  }

  /**
   * One after the other until one goes on; what cannot begin is told, and ends the queue of nobody
   * else.
   */
  async #startNext(): Promise<void> {
    if (this.#isStarting) return
    this.#isStarting = true
    try {
      while (this.#lock.holder === null) {
        const [next, ...others] = this.#waiting
        if (next === undefined) return
        this.#change(others)
        await this.#start(next)
      }
    } finally {
      this.#isStarting = false
    }
  }

  async #start(next: Waiting): Promise<void> {
    try {
      await next.start()
    } catch (cause) {
      const error = explain(cause)
      if (error.code === 'busy') {
        // Something else was quicker: this one is the next after it.
        this.#change([next, ...this.#waiting])
        return
      }
      const { id, name } = next.about
      const message = `“${name}” could not begin: ${error.message}`
      this.#emit('run', { kind: 'failed', runId: id, error: { ...error, message } })
    }
  }
}
