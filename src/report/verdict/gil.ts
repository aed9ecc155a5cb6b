import { coresOf, demandOf } from '../../engine/analysis/ceiling'
import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { starvationOf } from '../../engine/analysis/trust/starvation'
import { subjectOf, type ContenderName } from '../../engine/contender'
import { threadCounts } from '../../engine/analysis/thread-counts'
import type { Figures } from '../../engine/result/figures'
import { comparableFigures } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import { kindOf } from '../../engine/workload/kinds'
import { duration } from '../format'
import { percent, timesWithRange } from './wording'
import { capital } from './verdict'

/** What is within this share of as many times as there are cores needs no explanation. */
const NEARLY = 0.95
/** A smaller share of a job's CPU time, or of the time without a core, is not worth a word. */
const LEAST_TOLD = 0.03

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
  return [capital(`${lead}${said}`), ...whyNotMore(result, name, jobsPerSecond.high)]
}

/**
 * What kept a contender from as many times the jobs as it can use cores: what a job cost it beside
 * its computing, and cores that were not free.
 *
 * @param times how many jobs it finished for each of asyncio's, at most
 */
function whyNotMore(result: Result, name: ContenderName, times: number): string[] {
  const demand = demandOf(result.spec, result.environment)
  const [own, alone] = [name, 'python-asyncio' as const].map((one) =>
    comparableFigures(result, one),
  )
  if (demand === null || own == null || alone == null) return []
  const cores = coresOf(name, demand)
  if (cores < 2 || times >= NEARLY * cores) return []
  const [ownMs, aloneMs] = [cpuMsOf(own), cpuMsOf(alone)]
  const waited = starvationOf(own, result)?.waitedShare ?? 0
  return [
    ...(ownMs < aloneMs * (1 + LEAST_TOLD)
      ? []
      : [
          `A job took ${duration(ownMs)} of CPU time there, its hand-over included, and ${duration(aloneMs)} in asyncio.`,
        ]),
    ...(waited < LEAST_TOLD
      ? []
      : [`For ${percent(waited)} of the time that they could compute, no core was free.`]),
  ]
}

function cpuMsOf({ cpuSeconds, completed }: Figures): number {
  return (cpuSeconds * 1_000) / completed
}
