import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'
import type { Behind, JobTrace } from '../result/job-trace'

/**
 * What a job did in a stretch of its time: `queued` before its first step; `computing`; `asked` for
 * something that was to take so long; `held` up by others when it could have gone on; `untold`, in
 * which it computed and waited more often than is told; `answering`, done but not known to be so.
 */
export const stretchKinds = ['queued', 'computing', 'asked', 'held', 'untold', 'answering'] as const
export type StretchKind = (typeof stretchKinds)[number]

/** A stretch of a job's time, since the job was due or submitted. */
export interface Stretch {
  readonly kind: StretchKind
  readonly fromMs: Milliseconds
  readonly toMs: Milliseconds
  /** Of a wait, what held the thread meanwhile. */
  readonly behind: Behind | null
}

/** A job's time in stretches that follow each other, from its first moment to its last. */
export function stretchesOf(trace: JobTrace): Stretch[] {
  const { startedMs, finishedMs, endedMs, moreWaits } = trace
  const stretches: Stretch[] = []
  let atMs = milliseconds(0)
  const until = (kind: StretchKind, toMs: Milliseconds, behind: Behind | null = null): void => {
    if (toMs > atMs) stretches.push({ kind, fromMs: atMs, toMs, behind })
    atMs = milliseconds(Math.max(atMs, toMs))
  }
  until('queued', startedMs, trace.behind)
  for (const { beganMs, readyMs, resumedMs, behind } of trace.waits) {
    until('computing', beganMs)
    until('asked', readyMs ?? resumedMs, readyMs === null ? behind : null)
    until('held', resumedMs, behind)
  }
  until(moreWaits === 0 ? 'computing' : 'untold', finishedMs)
  until('answering', endedMs)
  return stretches
}

/** How long a stretch is. */
export function lengthOf({ fromMs, toMs }: Stretch): Milliseconds {
  return milliseconds(toMs - fromMs)
}

/** The longest of a job's stretches; null for a job that took no time. */
export function longestStretch(trace: JobTrace): Stretch | null {
  return stretchesOf(trace).reduce<Stretch | null>(
    (longest, next) => (longest === null || lengthOf(next) > lengthOf(longest) ? next : longest),
    null,
  )
}
