import { stretchesOf, type StretchKind } from '../engine/analysis/job-stretches'
import { uniqueTraces, type JobTrace } from '../engine/result/job-trace'
import type { Figures } from '../engine/result/figures'
import { duration } from './format'

export type { JobTrace, StretchKind }
export { stretchesOf }

/** What a job does in each kind of stretch, as part of a sentence. */
export const stretchTitles: Readonly<Record<StretchKind, string>> = {
  queued: 'waits for its first step',
  computing: 'computes',
  asked: 'waits for what it asked for',
  held: 'could go on, but its thread is held',
  untold: 'computes and waits',
  answering: 'is done, and its end not heard',
}

/** A job's stretches one after the other: "computes 1 ms, waits for what it asked for 18 ms". */
export function timelineText(trace: JobTrace): string {
  return stretchesOf(trace)
    .map(({ kind, fromMs, toMs }) => `${stretchTitles[kind]} ${duration(toMs - fromMs)}`)
    .join(', ')
}

/** Jobs that are told together. */
const MOST_TOLD = 5

/**
 * The jobs of a contender that took about as long as one in so many percent did, the slowest first:
 * of those that were kept. Of 100 percent the slowest of all.
 */
export function jobsNear({ jobs, latency }: Figures, percentile: number): JobTrace[] {
  if (jobs === null) return []
  const found = latency.percentiles.find((one) => one.percentile === percentile)
  const wantedMs = found?.valueMs ?? latency.maxMs
  const distance = ({ endedMs }: JobTrace) => Math.abs(endedMs - wantedMs)
  return uniqueTraces(jobs)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_TOLD)
    .sort((a, b) => b.endedMs - a.endedMs)
}
