import type { OthersReading } from '../../measure/machine/machine'
import type { Progress } from '../../result/progress'
import { delayUnless } from '../wait-unless'

/** Between two readings of what others used. */
const READ_EVERY_MS = 1_000
/** A machine is quiet where others used no more than this, in so many readings in a row. */
const MOST_OTHER_CORES = 0.1
const QUIET_READINGS = 3

/** Where the progress of a wait goes, and what may end it early. */
export interface WaitOptions {
  readonly report: (progress: Progress) => void
  readonly signal: AbortSignal
}

/**
 * Waits until other programs leave the machine alone: no more than 0.1 cores in three readings, a
 * second apart. Ends after `limitMs` at the latest, when the signal aborts, and at once where it is
 * null or the system does not tell what others do.
 *
 * @param readOthers reads what others used so far; null where that cannot be told
 */
export async function untilQuiet(
  readOthers: () => OthersReading | null,
  limitMs: number | null,
  { report, signal }: WaitOptions,
  everyMs = READ_EVERY_MS,
): Promise<void> {
  if (limitMs === null) return
  const beginMs = performance.now()
  let quiet = 0
  let last = readOthers()
  let lastMs = beginMs
  while (last !== null && quiet < QUIET_READINGS && !signal.aborted) {
    const leftMs = limitMs - (lastMs - beginMs)
    if (leftMs <= 0) return
    await delayUnless(signal, Math.min(everyMs, leftMs))
    const reading = readOthers()
    const nowMs = performance.now()
    if (reading === null) return
    const usedSeconds = secondsOf(reading) - secondsOf(last)
    const otherCores = Math.max(0, (usedSeconds / (nowMs - lastMs)) * 1_000)
    quiet = otherCores <= MOST_OTHER_CORES ? quiet + 1 : 0
    last = reading
    lastMs = nowMs
    report({ kind: 'waiting', otherCores, leftMs: Math.max(0, limitMs - (nowMs - beginMs)) })
  }
}

function secondsOf({ programSeconds, stolenSeconds }: OthersReading): number {
  return programSeconds + stolenSeconds
}
