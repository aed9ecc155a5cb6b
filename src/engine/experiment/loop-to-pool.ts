import { inverse, type Interval } from '../measure/interval'
import type { Result } from './result'
import { claimOf, isWithoutRate } from './verdict'

/** The event loop against the thread pool in jobs per second, as far as a run allows to say it. */
export interface LoopToPool {
  /** Whether the loop surely did more or less than the pool; `none` where nothing can be claimed. */
  readonly claim: 'more' | 'less' | 'none'
  /** Loop to pool; null where their rates cannot be compared. */
  readonly ratio: Interval | null
}

/** What a run allows to say of loop and pool in jobs per second. */
export function loopToPool(result: Result): LoopToPool {
  const comparison = result.inference?.comparisons.find(
    ({ first, second }) =>
      [first, second].includes('event-loop') && [first, second].includes('thread-pool'),
  )
  const isComparable =
    comparison !== undefined &&
    !isWithoutRate(result, comparison.first) &&
    !isWithoutRate(result, comparison.second)
  if (!isComparable) return { claim: 'none', ratio: null }
  const ratio =
    comparison.first === 'event-loop' ? comparison.jobsPerSecond : inverse(comparison.jobsPerSecond)
  return { claim: claimOf(result, ratio, 'jobsPerSecond'), ratio }
}
