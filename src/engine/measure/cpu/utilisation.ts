import { performance } from 'node:perf_hooks'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** How long the calling thread's event loop was and was not polling, since it started. */
export interface LoopTime {
  readonly activeNs: Nanoseconds
  readonly idleNs: Nanoseconds
}

/**
 * Reads Node's event-loop utilisation of the calling thread. Active means "not in the poll": a
 * thread blocked in `Atomics.wait` is all active and uses no CPU, so this is never CPU time.
 */
export function loopTime(): LoopTime {
  const { active, idle } = performance.eventLoopUtilization()
  return { activeNs: nanoseconds(active * 1e6), idleNs: nanoseconds(idle * 1e6) }
}

/** Active share, 0 to 1, of the time between two readings; null if none passed. */
export function utilisationBetween(from: LoopTime, to: LoopTime): number | null {
  const activeNs = to.activeNs - from.activeNs
  const passedNs = activeNs + to.idleNs - from.idleNs
  return passedNs > 0 ? Math.min(1, Math.max(0, activeNs / passedNs)) : null
}
