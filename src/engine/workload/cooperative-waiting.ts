import { fromPromise, gather, sleep, type Coroutine } from '../loop'
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
    const job = this.#record.jobs.suspend(nanoseconds(dueNs - waitMs * 1e6))
    yield* sleep(waitMs)
    this.#record.running()
    const resumedNs = now()
    // Computed anew: what is kept over a wait costs memory in every job.
    this.#record.jobs.resume(job, nanoseconds(dueNs - waitMs * 1e6), dueNs, resumedNs)
    this.#record.timerLate(nanoseconds(resumedNs - dueNs))
  }

  *timers(all: readonly Milliseconds[]): Coroutine<void> {
    this.#record.waiting()
    const waits = all.map((ms) => this.#control.waitOf(ms))
    const beganNs = now()
    const dueNs = beganNs + Math.max(...waits) * 1e6
    const job = this.#record.jobs.suspend(beganNs)
    yield* gather(waits.map((ms) => sleep(ms)))
    this.#record.running()
    const resumedNs = now()
    this.#record.jobs.resume(job, beganNs, dueNs, resumedNs)
    this.#record.timerLate(nanoseconds(resumedNs - dueNs))
  }

  *request(ms: Milliseconds, bytes: number): Coroutine<Uint8Array> {
    if (!this.#client) throw new Error('httpPort: null, but the workload is "http"')
    this.#record.waiting()
    const beganNs = now()
    const job = this.#record.jobs.suspend(beganNs)
    const body = yield* fromPromise(this.#client.request(this.#control.waitOf(ms), bytes))
    this.#record.running()
    this.#record.jobs.resume(job, beganNs, NaN, now())
    return body
  }

  *either({ async, coroutine }: EitherWay<unknown>): Coroutine<unknown> {
    if (coroutine !== undefined) return yield* this.#seen(coroutine())
    const promise = async()
    this.#record.waiting()
    const beganNs = now()
    const job = this.#record.jobs.suspend(beganNs)
    const value = yield* fromPromise(promise)
    this.#record.running()
    this.#record.jobs.resume(job, beganNs, NaN, now())
    return value
  }

  /** The same coroutine, with each of its waits noted: a person's own may have any number. */
  *#seen(coroutine: Coroutine<unknown>): Coroutine<unknown> {
    for (let step = coroutine.next(); ;) {
      if (step.done === true) return step.value
      const beganNs = now()
      const job = this.#record.jobs.suspend(beganNs)
      let thrown: { readonly error: unknown } | null = null
      let value: unknown
      try {
        value = yield step.value
      } catch (error) {
        thrown = { error }
      }
      this.#record.jobs.resume(job, beganNs, NaN, now())
      step = thrown === null ? coroutine.next(value) : coroutine.throw(thrown.error)
    }
  }

  /** Closes the connections to the service; requests under way fail. */
  close(): void {
    this.#client?.close()
  }
}
