import type { Coroutine } from '../loop'
import type { Control } from '../measure/control'
import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'
import { now } from '../measure/now'
import type { ThreadRecord } from '../measure/thread-record'
import { HttpClient } from './http-client'
import type { EitherWay, Waiting } from './waiting'

/**
 * A blocking wait ended early because the control was stopped: the job is neither done nor failed.
 */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/**
 * Waits that hold the calling thread, for contenders that run one job at a time. A timer blocks in
 * `Atomics.wait` (and throws a StoppedError if the control is stopped meanwhile), what the runtime
 * offers in both ways is called synchronously. Node has no blocking HTTP request, and a person's
 * job may have no blocking variant, so the thread awaits the answer with nothing else to do: it is
 * occupied as a blocked thread is, and can take no other job.
 */
export class BlockingWaiting implements Waiting {
  readonly #control: Control
  readonly #record: ThreadRecord
  readonly #client: HttpClient | null
  #answer: Promise<unknown> | null = null
  /** When the job began to await its answer. */
  #askedNs = now()

  /** `httpPort` is the loopback service's; null for workloads without it. */
  constructor(control: Control, record: ThreadRecord, httpPort: number | null) {
    this.#control = control
    this.#record = record
    this.#client = httpPort === null ? null : new HttpClient(httpPort)
  }

  /**
   * Runs a job to its end on the calling thread: before it returns, but for HTTP, where it gives a
   * promise of its end. Throws, or rejects with, what the job throws.
   */
  run(job: Coroutine<void>): Promise<void> | undefined {
    return job.next().done === true ? undefined : this.#runOn(job)
  }

  /** Goes on with a job that awaits a promise. */
  async #runOn(job: Coroutine<void>): Promise<void> {
    for (;;) {
      if (!this.#answer) throw new Error('A blocking job awaited something other than its waits')
      const resume = await this.#answer.then(
        (body) => () => job.next(body),
        (error: unknown) => () => job.throw(error),
      )
      this.#answer = null
      this.#record.running()
      this.#record.jobs.block(this.#askedNs, NaN, now())
      if (resume().done === true) return
    }
  }

  *timer(ms: Milliseconds): Coroutine<void> {
    this.#record.waiting()
    const waitMs = this.#control.waitOf(ms)
    const beganNs = now()
    const outcome = this.#control.block(waitMs)
    this.#record.running()
    this.#record.jobs.block(beganNs, beganNs + waitMs * 1e6, now())
    if (outcome === 'stopped') throw new StoppedError('The run was stopped during a wait')
  }

  /** A thread that asked them all blocks until the last has answered. */
  timers(all: readonly Milliseconds[]): Coroutine<void> {
    return this.timer(milliseconds(Math.max(...all)))
  }

  *request(ms: Milliseconds, bytes: number): Coroutine<Uint8Array> {
    if (!this.#client) throw new Error('httpPort: null, but the workload is "http"')
    this.#record.waiting()
    this.#askedNs = now()
    this.#answer = this.#client.request(this.#control.waitOf(ms), bytes)
    return (yield undefined) as Uint8Array
  }

  *either({ blocking, async, alsoComputes }: EitherWay<unknown>): Coroutine<unknown> {
    if (blocking === undefined) {
      const promise = async()
      this.#record.waiting()
      this.#askedNs = now()
      this.#answer = promise
      return yield undefined
    }
    if (alsoComputes !== true) this.#record.waiting()
    const beganNs = now()
    const value = blocking()
    this.#record.running()
    if (alsoComputes !== true) this.#record.jobs.block(beganNs, NaN, now())
    return value
  }

  /** Closes the connections to the service. */
  close(): void {
    this.#client?.close()
  }
}
