import type { Control } from '../measure/control'
import { now } from '../measure/now'
import { nanoseconds, type Milliseconds } from '../measure/statistics/quantity'
import type { ThreadRecord } from '../measure/thread-record'
import { HttpClient } from './http-client'
import type { EitherWay, Waits } from './waiting'

/**
 * Waits on Node's own event loop, as promises. The record is told of each wait's start and end (the
 * last job to act decides what the thread is seen doing), and of how late each timer came.
 */
export class NativeWaiting implements Waits<Promise<unknown>> {
  readonly #control: Control
  readonly #record: ThreadRecord
  readonly #client: HttpClient | null

  /** `httpPort` is the loopback service's; null for workloads without it. */
  constructor(control: Control, record: ThreadRecord, httpPort: number | null) {
    this.#control = control
    this.#record = record
    this.#client = httpPort === null ? null : new HttpClient(httpPort)
  }

  async timer(ms: Milliseconds): Promise<void> {
    this.#record.waiting()
    const waitMs = this.#control.waitOf(ms)
    const dueNs = now() + waitMs * 1e6
    const job = this.#record.jobs.suspend(nanoseconds(dueNs - waitMs * 1e6))
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    this.#record.running()
    const resumedNs = now()
    // Computed anew: what is kept over a wait costs memory in every job.
    this.#record.jobs.resume(job, nanoseconds(dueNs - waitMs * 1e6), dueNs, resumedNs)
    this.#record.timerLate(nanoseconds(resumedNs - dueNs))
  }

  async timers(all: readonly Milliseconds[]): Promise<void> {
    this.#record.waiting()
    const waits = all.map((ms) => this.#control.waitOf(ms))
    const beganNs = now()
    const dueNs = beganNs + Math.max(...waits) * 1e6
    const job = this.#record.jobs.suspend(beganNs)
    await Promise.all(waits.map((ms) => new Promise((resolve) => setTimeout(resolve, ms))))
    this.#record.running()
    const resumedNs = now()
    this.#record.jobs.resume(job, beganNs, dueNs, resumedNs)
    this.#record.timerLate(nanoseconds(resumedNs - dueNs))
  }

  async request(ms: Milliseconds, bytes: number): Promise<Uint8Array> {
    if (!this.#client) throw new Error('httpPort: null, but the workload is "http"')
    this.#record.waiting()
    const beganNs = now()
    const job = this.#record.jobs.suspend(beganNs)
    const body = await this.#client.request(this.#control.waitOf(ms), bytes)
    this.#record.running()
    this.#record.jobs.resume(job, beganNs, NaN, now())
    return body
  }

  async either({ async }: EitherWay<unknown>): Promise<unknown> {
    const promise = async()
    this.#record.waiting()
    const beganNs = now()
    const job = this.#record.jobs.suspend(beganNs)
    const value = await promise
    this.#record.running()
    this.#record.jobs.resume(job, beganNs, NaN, now())
    return value
  }

  /** Closes the connections to the service; requests under way fail. */
  close(): void {
    this.#client?.close()
  }
}
