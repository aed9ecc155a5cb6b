import type { Interval } from '../measure/statistics/interval'
import type { Result } from '../result/result'
import { claimOf, comparisonOf } from './claim'

/** The event loop against the thread pool in jobs per second, as far as a run allows to say it. */
export interface LoopToPool {
  /** Whether the loop surely did more or less than the pool; `none` where nothing can be claimed. */
  readonly claim: 'more' | 'less' | 'none'
  /** Loop to pool; null where their rates cannot be compared. */
  readonly ratio: Interval | null
}

/** What a run allows to say of loop and pool in jobs per second. */
export function loopToPool(result: Result): LoopToPool {
  const comparison = comparisonOf(result, 'event-loop', 'thread-pool')
  if (comparison === null) return { claim: 'none', ratio: null }
  const { jobsPerSecond } = comparison
  return { claim: claimOf(result, jobsPerSecond, 'jobsPerSecond'), ratio: jobsPerSecond }
}
