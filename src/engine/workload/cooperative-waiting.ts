import { fromPromise, sleep, type Coroutine } from '../loop'
import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds, type Milliseconds } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import { HttpClient } from './http-client'
import type { EitherWay, Waiting } from './waiting'

/**
 * Waits that let the running loop do other jobs meanwhile. The record is told of each wait's start
 * and end (the last job to act decides what the thread is seen doing), and of how late each timer
 * came.
 */
export class CooperativeWaiting implements Waiting {
  readonly #control: Control
  readonly #record: ThreadRecord
  readonly #client: HttpClient | null

  /** `httpPort` is the loopback service's; null for workloads without it. */
  constructor(control: Control, record: ThreadRecord, httpPort: number | null) {
    this.#control = control
    this.#record = record
    this.#client = httpPort === null ? null : new HttpClient(httpPort)
  }

  *timer(ms: Milliseconds): Coroutine<void> {
    this.#record.waiting()
    const waitMs = this.#control.waitOf(ms)
    const dueNs = now() + waitMs * 1e6
    yield* sleep(waitMs)
    this.#record.running()
    this.#record.timerLate(nanoseconds(now() - dueNs))
  }

  *request(ms: Milliseconds, bytes: number): Coroutine<Uint8Array> {
    if (!this.#client) throw new Error('httpPort: null, but the workload is "http"')
    this.#record.waiting()
    const body = yield* fromPromise(this.#client.request(this.#control.waitOf(ms), bytes))
    this.#record.running()
    return body
  }

  *either({ async, coroutine }: EitherWay<unknown>): Coroutine<unknown> {
    if (coroutine !== undefined) return yield* coroutine()
    const promise = async()
    this.#record.waiting()
    const value = yield* fromPromise(promise)
    this.#record.running()
    return value
  }

  /** Closes the connections to the service; requests under way fail. */
  close(): void {
    this.#client?.close()
  }
}
