import type { Control } from '../control'
import { now } from '../now'
import {
  milliseconds,
  nanoseconds,
  type Milliseconds,
  type Nanoseconds,
} from '../statistics/quantity'
import type { ThreadRecord } from '../thread-record'

/**
 * Between two timers of the probe: short enough for a window of 5 s to support the 99th percentile.
 * Each costs the loop a wake-up, some ten microseconds.
 */
const INTERVAL_MS = milliseconds(2)

/** Anything that `yield*` can wait for. */
interface Pause<Y> {
  [Symbol.iterator](): Iterator<Y, unknown>
}

/**
 * A coroutine that sets one timer after the other until the thread is halted and records how late
 * each comes: for loops whose jobs set no timers themselves. `sleep` is the loop's own. To be run
 * as a task.
 */
export function* probeLoopDelay<Y>(
  record: ThreadRecord,
  sleep: (ms: Milliseconds) => Pause<Y>,
  control: Control,
): Generator<Y, void> {
  const intervalNs = nanoseconds(INTERVAL_MS * 1e6)
  while (!control.isHalted) {
    const dueNs = now() + intervalNs
    yield* sleep(INTERVAL_MS)
    for (const lateNs of latenesses(nanoseconds(now() - dueNs), intervalNs)) {
      record.timerLate(lateNs)
    }
  }
}

/**
 * What timers due every `intervalNs` would have seen, had they not had to wait for this one: it,
 * and one less by an interval, and so on. One stall would else count once, however long it was
 * (coordinated omission; HdrHistogram corrects with an expected interval in the same way).
 */
export function latenesses(lateNs: Nanoseconds, intervalNs: Nanoseconds): Nanoseconds[] {
  const count = Math.max(1, Math.ceil(lateNs / intervalNs))
  return Array.from({ length: count }, (_, missed) => nanoseconds(lateNs - missed * intervalNs))
}
