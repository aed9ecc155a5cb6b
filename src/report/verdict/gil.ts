import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { subjectOf, type ContenderName } from '../../engine/contender'
import { threadCounts } from '../../engine/analysis/thread-counts'
import type { Result } from '../../engine/result/result'
import { kindOf } from '../../engine/workload/kinds'
import { timesWithRange } from './wording'
import { capital } from './verdict'

/**
 * What Python's global interpreter lock did to jobs that only compute, as far as it was measured:
 * its threads and its processes, each against the one thread of asyncio. Empty for other jobs, and
 * where nothing can be claimed.
 */
export function gilReasons(result: Result): string[] {
  const { python } = result.environment
  if (python === null || kindOf(result.spec.workload).canWait) return []
  const lock = python.hasGil ? 'With the GIL' : 'Without the GIL'
  return [
    ...against(result, 'python-threads', `${lock}, `),
    ...against(result, 'python-processes', ''),
  ]
}

/** How many jobs a contender finished for each of asyncio's. */
function against(result: Result, name: ContenderName, lead: string): string[] {
  const comparison = comparisonOf(result, name, 'python-asyncio')
  if (comparison === null) return []
  const { jobsPerSecond } = comparison
  const who = subjectOf(name, threadCounts(result.spec, result.environment))
  const claim = claimOf(result, jobsPerSecond, 'jobsPerSecond')
  const said =
    claim === 'none'
      ? `${who} finished no more jobs than one thread of asyncio.`
      : `${who} finished ${timesWithRange(jobsPerSecond)} as many jobs as one thread of asyncio.`
  return [capital(`${lead}${said}`)]
}
