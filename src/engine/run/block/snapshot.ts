import type { Control } from '../../measure/control'
import type { CpuMeter, CpuReading } from '../../measure/cpu/cpu-meter'
import { nanoseconds, type Nanoseconds } from '../../measure/statistics/quantity'
import type { ThreadSnapshot } from '../../measure/thread-snapshot'
import type { ThreadRecord } from '../../measure/thread-record'

/** A contender as it was at one moment; figures are differences between two. */
export interface Snapshot {
  readonly cpu: CpuReading
  readonly threads: readonly ThreadSnapshot[]
  /** How many jobs of all threads failed with a message. */
  readonly errors: ReadonlyMap<string, number>
  /** Jobs handed in so far, by all clients together. */
  readonly handedIn: number
}

/** Looks at a contender's records and CPU time, without disturbing its threads. */
export function readSnapshot(
  control: Control,
  records: readonly ThreadRecord[],
  meter: CpuMeter,
): Snapshot {
  const threads = records.map((record) => record.read())
  const { handedIn } = control
  return { cpu: meter.read(), threads, errors: countErrors(threads), handedIn }
}

function countErrors(threads: readonly ThreadSnapshot[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { message, count } of threads.flatMap(({ errors }) => errors)) {
    counts.set(message, (counts.get(message) ?? 0) + count)
  }
  return counts
}

/** When the last job until then was completed, by any thread; null if none was. */
export function lastCompletionNs({ threads }: Snapshot): Nanoseconds | null {
  const known = threads.flatMap(({ lastCompletedNs }) => lastCompletedNs ?? [])
  return known.length === 0 ? null : nanoseconds(Math.max(...known))
}

/**
 * Jobs in flight: handed in and not back. A pool's job is back once its dispatcher has the answer.
 */
export function inFlightAt({ threads, handedIn }: Snapshot): number {
  const dispatcher = threads.find(({ name }) => name === 'dispatcher')
  const back =
    dispatcher?.answered ??
    threads.reduce((sum, { completed, failed }) => sum + completed + failed, 0)
  return Math.max(0, handedIn - back)
}

/** A count of all threads together, from one moment to a later one. */
export function countBetween(
  from: Snapshot,
  to: Snapshot,
  count: 'started' | 'completed' | 'measured' | 'failed' | 'arrived' | 'rejected',
): number {
  const total = (snapshot: Snapshot) =>
    snapshot.threads.reduce((sum, thread) => sum + thread[count], 0)
  return total(to) - total(from)
}
