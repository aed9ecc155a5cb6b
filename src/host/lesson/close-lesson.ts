import { countVerdict } from '../../report/shared-count'
import { pairVerdict } from '../../report/verdict/pair-verdict'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Verdict } from '../../report/verdict/verdict'
import type { LessonExperiment } from '../../engine/lesson/lesson'
import type { Result } from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'
import { countTogether } from '../../engine/sharing/count-together'

/**
 * Runs one of a lesson's measured comparisons and gives its verdict, made of what was measured.
 *
 * @param engineFolder the folder with the built threads
 * @param measure runs a spec to its end, in the way of the shell
 * @throws what `measure` throws
 */
export async function closeLesson(
  experiment: LessonExperiment,
  engineFolder: string,
  measure: (spec: Spec) => Promise<Result>,
): Promise<Verdict> {
  return (await measureClosing(experiment, engineFolder, measure)).verdict
}

/** What a lesson's measured comparison gave. */
export interface MeasuredClosing {
  readonly verdict: Verdict
  /** What charts are drawn of; null for a shared count, which is no run. */
  readonly result: Result | null
}

/** As `closeLesson`, with the result that the verdict is made of. */
export async function measureClosing(
  experiment: LessonExperiment,
  engineFolder: string,
  measure: (spec: Spec) => Promise<Result>,
): Promise<MeasuredClosing> {
  if ('sharedCounter' in experiment) {
    const counted = await countTogether(experiment.sharedCounter, engineFolder)
    return { verdict: countVerdict(counted), result: null }
  }
  const result = await measure(experiment.spec)
  const { compare } = experiment
  return { verdict: pairVerdict(result, compare ?? mainPairOf(result.spec)), result }
}
