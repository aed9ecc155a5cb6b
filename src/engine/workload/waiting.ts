import type { Awaitable, Coroutine } from '../loop'
import type { Milliseconds } from '../measure/statistics/quantity'

/** One thing to wait for, as a blocking call and as one that gives a promise. */
export interface EitherWay<T> {
  /** Left out where there is no such call: a thread that blocks then awaits the promise alone. */
  readonly blocking?: () => T
  readonly async: () => Promise<T>
  /** The same for the lab's own loop; left out, the promise is taken there. */
  readonly coroutine?: () => Coroutine<T>
  /** Whether the calls themselves compute as well as wait: a thread in one is seen running. */
  readonly alsoComputes?: boolean
}

/**
 * How a job waits: the one thing in which contenders may differ. `CooperativeWaiting` lets the
 * loop run other jobs meanwhile, `NativeWaiting` Node's own, `BlockingWaiting` holds the thread.
 *
 * @typeParam Wait what the job awaits: a loop's awaitable, or a promise
 */
export interface Waits<Wait> {
  /** Waits `ms`. */
  timer(ms: Milliseconds): Wait
  /** Waits for all of these at once: as long as the longest. */
  timers(all: readonly Milliseconds[]): Wait
  /**
   * Asks the loopback service for an answer of `bytes` that it gives after `ms`, and gives its
   * body. Rejects on any answer but a complete one of that size.
   */
  request(ms: Milliseconds, bytes: number): Wait
  /**
   * What the runtime offers in both ways, such as reading a file: `blocking` holds the thread until
   * the value is there, `async` gives a promise of it. Throws, or rejects, as it does.
   */
  either(ways: EitherWay<unknown>): Wait
}

/** How a job on the lab's own loop, or one that blocks, waits. */
export type Waiting = Waits<Awaitable<unknown>>
