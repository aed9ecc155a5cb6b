import { threadsForJobs, type ThreadCounts } from '../contender'
import { threadsFor, type CoreCount } from '../measure/processors/processors'
import type { Spec } from '../spec/spec'

/**
 * How many threads the contenders with several have in a run. There is one loop for each effective
 * core where the spec does not say otherwise; runs of early versions, which tell nothing of
 * processors, had one for each worker.
 */
export function threadCounts(
  { workers, loops, concurrency }: Pick<Spec, 'workers' | 'loops' | 'concurrency'>,
  cores: CoreCount,
): ThreadCounts {
  return {
    workers,
    loops: loops ?? (cores.processors === null ? workers : threadsFor(cores)),
    jobs: threadsForJobs(concurrency),
  }
}
