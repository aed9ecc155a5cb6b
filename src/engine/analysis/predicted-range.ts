import type { Spec } from '../spec/spec'

/** How far a prediction may lie off, at both ends. */
export interface PredictedRange {
  readonly low: number
  readonly high: number
}

/**
 * Between which rates a ceiling lies that was predicted from the trial of a person's own job, whose
 * parts came apart; null where jobs take what was planned, and where the file does not say how far.
 * What a trial of half a second measured is no bound: a run may pass it.
 */
export function predictedRange(
  jobsPerSecond: number,
  { workload }: Pick<Spec, 'workload'>,
): PredictedRange | null {
  const apart = workload.kind === 'own' ? workload.tried?.apart : undefined
  if (apart === undefined) return null
  return { low: jobsPerSecond / (1 + apart), high: jobsPerSecond * (1 + apart) }
}
