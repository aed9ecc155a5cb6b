import { hasWorkers, type ContenderName } from '../engine/contender'
import { loadOf } from './caption'
import { count, duration } from './format'
import { experiments } from '../engine/gallery'
import type { LessonExperiment } from '../engine/lesson/lesson'
import { expectedMsOfAll } from '../engine/run/run-clock'
import { answerWords } from './gallery/experiment-verdict'

/**
 * What a lesson's comparison will measure, in a line for each of: the work, who does it, how long.
 */
export function experimentWords(experiment: LessonExperiment): string[] {
  if ('sharedCounter' in experiment) {
    const { threads, updates } = experiment.sharedCounter
    return [
      `${count(updates, 'update')} of one counter by each of ${count(threads, 'thread')} in shared memory`,
      'fewer of them with Atomics and under a lock, and as many tasks on a loop',
    ]
  }
  if ('repeats' in experiment) {
    const { claim, source, figures, points } = experiments[experiment.repeats]
    const totalMs = expectedMsOfAll(points)
    return [
      `Claimed: ${claim}`,
      `Published: ${figures}`,
      `${source.authors}, ${source.year}: “${source.title}”`,
      `${count(points.length, 'point')}, about ${duration(Math.ceil(totalMs / 10_000) * 10_000)} in all`,
    ]
  }
  const { spec } = experiment
  const perBlock = spec.blocks === 1 ? '' : ` in ${spec.blocks} blocks`
  const { contenders } = spec
  const who = contenders.map((name) => `${name}${threadsText(name, spec.workers)}`)
  return [
    loadOf(spec),
    who.join(', '),
    `${duration(spec.durationMs)} each${perBlock}, after up to ${duration(spec.warmupMs)} of warm-up`,
  ]
}

/** What a room is asked before it sees an experiment measured. */
interface Guessing {
  readonly question: string
  readonly choices: readonly string[]
}

/**
 * The question before an experiment; null where it has one contender, of which nothing is to be
 * guessed.
 */
export function guessingOf(experiment: LessonExperiment): Guessing | null {
  if ('sharedCounter' in experiment) {
    return {
      question: 'What will the threads’ counter say that nothing guards?',
      choices: ['every update', 'fewer than all'],
    }
  }
  if ('repeats' in experiment) {
    return {
      question: 'What will a run on this machine say of the claim?',
      choices: Object.values(answerWords),
    }
  }
  const { contenders } = experiment.spec
  if (contenders.length < 2) return null
  return {
    question: 'Which will finish the most jobs in a second?',
    choices: [...contenders, 'no measurable difference'],
  }
}

function threadsText(name: ContenderName, workers: number): string {
  return hasWorkers(name) ? ` (${count(workers, 'thread')})` : ''
}
