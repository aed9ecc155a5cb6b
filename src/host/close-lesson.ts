import { comparePair, describeCount } from '../engine/lesson/closing'
import type { LessonExperiment } from '../engine/lesson/lesson'
import type { Result } from '../engine/experiment/result'
import { verdict } from '../engine/experiment/verdict'
import { countTogether, type SharedCount } from '../engine/sharing/count-together'
import type { RunOptions } from './coordinate'
import type { Lab } from './lab'

/** What the measurement at a lesson's end gave. */
export interface Closing {
  readonly title: string
  /** Made of what was measured. */
  readonly verdict: string
  readonly measured: Result | SharedCount
}

/**
 * Runs one of a lesson's measured comparisons.
 *
 * @param engineFolder the folder with the built threads
 * @throws RunError, InputError as a run does
 */
export async function closeLesson(
  experiment: LessonExperiment,
  lab: Lab,
  engineFolder: string,
  options: RunOptions = {},
): Promise<Closing> {
  const { title } = experiment
  if ('sharedCounter' in experiment) {
    const measured = await countTogether(experiment.sharedCounter, engineFolder)
    return { title, verdict: describeCount(measured), measured }
  }
  const measured = await lab.run(experiment.spec, options)
  const { compare } = experiment
  return {
    title,
    verdict: compare === undefined ? verdict(measured) : comparePair(measured, compare),
    measured,
  }
}
