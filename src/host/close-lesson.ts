import { comparePair, describeCount } from '../engine/lesson/closing'
import type { LessonExperiment } from '../engine/lesson/lesson'
import type { Result } from '../engine/experiment/result'
import type { Spec } from '../engine/experiment/spec'
import { verdict } from '../engine/experiment/verdict'
import { countTogether } from '../engine/sharing/count-together'

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
): Promise<string> {
  if ('sharedCounter' in experiment) {
    return describeCount(await countTogether(experiment.sharedCounter, engineFolder))
  }
  const measured = await measure(experiment.spec)
  const { compare } = experiment
  return compare === undefined ? verdict(measured) : comparePair(measured, compare)
}
