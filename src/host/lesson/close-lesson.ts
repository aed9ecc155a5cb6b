import { experimentVerdict } from '../../report/gallery/experiment-verdict'
import { countVerdict } from '../../report/shared-count'
import { pairVerdict } from '../../report/verdict/pair-verdict'
import { experiments, type Experiment } from '../../engine/gallery'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Verdict } from '../../report/verdict/verdict'
import type { LessonExperiment } from '../../engine/lesson/lesson'
import type { Result } from '../../engine/result/result'
import type { Sweep } from '../../engine/result/sweep'
import type { Spec } from '../../engine/spec/spec'
import { pointsFor } from '../../engine/gallery/repeat-experiment'
import type { Lab } from '../run/lab'
import { countTogether } from '../../engine/sharing/count-together'

/** Measures to the end, in the way of the shell. */
export interface Measure {
  readonly run: (spec: Spec) => Promise<Result>
  readonly repeat: (experiment: Experiment) => Promise<Sweep>
}

/** Measures on a lab, as a terminal does, until `signal` is aborted. */
export function measuringOn(lab: Pick<Lab, 'run' | 'repeat'>, signal?: AbortSignal): Measure {
  return {
    run: (spec) => lab.run(spec, { signal }),
    repeat: (experiment) => lab.repeat(experiment, pointsFor(experiment), { signal }),
  }
}

/**
 * Runs one of a lesson's measured comparisons and gives its verdict, made of what was measured.
 *
 * @param engineFolder the folder with the built threads
 * @throws what `measure` throws
 */
export async function closeLesson(
  experiment: LessonExperiment,
  engineFolder: string,
  measure: Measure,
): Promise<Verdict> {
  return (await measureClosing(experiment, engineFolder, measure)).verdict
}

/** What a lesson's measured comparison gave. */
export interface MeasuredClosing {
  readonly verdict: Verdict
  /** What charts are drawn of; null for a shared count, which is no run. */
  readonly result: Result | Sweep | null
}

/** As `closeLesson`, with the result that the verdict is made of. */
export async function measureClosing(
  experiment: LessonExperiment,
  engineFolder: string,
  measure: Measure,
): Promise<MeasuredClosing> {
  if ('sharedCounter' in experiment) {
    const counted = await countTogether(experiment.sharedCounter, engineFolder)
    return { verdict: countVerdict(counted), result: null }
  }
  if ('repeats' in experiment) {
    const published = experiments[experiment.repeats]
    const sweep = await measure.repeat(published)
    return { verdict: experimentVerdict(published, sweep), result: sweep }
  }
  const result = await measure.run(experiment.spec)
  const { compare } = experiment
  return { verdict: pairVerdict(result, compare ?? mainPairOf(result.spec)), result }
}
