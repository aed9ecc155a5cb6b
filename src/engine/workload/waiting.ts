import type { Awaitable } from '../loop'
import type { Milliseconds } from '../measure/statistics/quantity'

/** One thing to wait for, as a blocking call and as one that gives a promise. */
export interface EitherWay<T> {
  readonly blocking: () => T
  readonly async: () => Promise<T>
}

/**
 * How a job waits: the one thing in which contenders may differ. `CooperativeWaiting` lets the
 * loop run other jobs meanwhile, `BlockingWaiting` holds the thread.
 */
export interface Waiting {
  /** Waits `ms`. */
  timer(ms: Milliseconds): Awaitable<void>
  /**
   * Asks the loopback service for an answer of `bytes` that it gives after `ms`, and returns its
   * body. Rejects on any answer but a complete one of that size.
   */
  request(ms: Milliseconds, bytes: number): Awaitable<Uint8Array>
  /**
   * What the runtime offers in both ways, such as reading a file: `blocking` holds the thread until
   * the value is there, `async` gives a promise of it. Throws, or rejects, as it does.
   */
  either<T>(ways: EitherWay<T>): Awaitable<T>
}
