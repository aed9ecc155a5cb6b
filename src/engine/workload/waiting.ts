import type { Awaitable } from '../loop'
import type { Milliseconds } from '../measure/statistics/quantity'

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
  /** Reads a whole file. Rejects as the file system does. */
  file(path: string): Awaitable<Uint8Array>
}
