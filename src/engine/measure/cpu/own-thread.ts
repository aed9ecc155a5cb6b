import { readFileSync } from 'node:fs'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'
import { performance } from 'node:perf_hooks'

/**
 * The system's id of the calling thread, as its parent process sees it: on Linux, the first field
 * of /proc/thread-self/stat. Null on other systems, and where /proc is not mounted.
 */
export function currentThreadId(): number | null {
  if (process.platform !== 'linux') return null
  try {
    const tid = Number.parseInt(readFileSync('/proc/thread-self/stat', 'latin1'), 10)
    return Number.isNaN(tid) ? null : tid
  } catch {
    return null
  }
}

/** `process.threadCpuUsage`, in microseconds: Node 22.15, 23.9 and later have it. */
type ThreadCpuUsage = () => { user: number; system: number }

/** CPU time of the calling thread since it started; null where the runtime does not tell. */
export function ownCpuTime(): Nanoseconds | null {
  const { threadCpuUsage } = process as { threadCpuUsage?: ThreadCpuUsage }
  if (!threadCpuUsage) return null
  const { user, system } = threadCpuUsage.call(process)
  return nanoseconds((user + system) * 1000)
}

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
