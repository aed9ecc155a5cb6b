import { hasWorkers, type ContenderName } from '../../contract/spec'
import { loadOf } from '../../report/caption'
import { count, duration } from '../../report/format'
import type { LessonExperiment } from '../../contract/lesson'

/** What a lesson's comparison will measure, in a line for each of: the work, who does it, how long. */
export function experimentWords(experiment: LessonExperiment): string[] {
  if ('sharedCounter' in experiment) {
    const { threads, updates } = experiment.sharedCounter
    return [
      `${count(updates, 'update')} of one counter by each of ${count(threads, 'thread')} in shared memory`,
      'fewer of them with Atomics and under a lock, and as many tasks on a loop',
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

function threadsText(name: ContenderName, workers: number): string {
  return hasWorkers(name) ? ` (${count(workers, 'thread')})` : ''
}
