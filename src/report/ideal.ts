import { hiddenThreadsFor, isHeldByGil, type Demand } from '../engine/analysis/ceiling'
import {
  contenders,
  MOST_THREADS_FOR_JOBS,
  runtimeOf,
  threadsOf,
  usesHiddenThreads,
  type ContenderName,
  type ThreadCounts,
} from '../engine/contender'
import type { Ceiling } from '../engine/result/result'
import { hiddenMsOf } from '../engine/spec/mean-amounts'
import type { Spec } from '../engine/spec/spec'
import { coresText, count, duration } from './format'

/** What stands for a number of threads in a formula. */
const letters: Readonly<Record<keyof ThreadCounts, string>> = {
  workers: 'W',
  loops: 'loops',
  jobs: `C, ${MOST_THREADS_FOR_JOBS.toLocaleString('en')}`,
}

/** How many jobs a contender can have under way, as a term of a formula. */
const slotsTerm = (name: ContenderName): string => {
  if (contenders[name].waits === 'cooperatively') return 'C'
  const { threads } = contenders[name]
  if (threads === 'one') return '1'
  return threads === 'jobs' ? `min(${letters.jobs})` : `min(C, ${letters[threads]})`
}

/**
 * The hidden threads that compute for a contender, as a term of a formula: asyncio has more than
 * cores.
 */
const hiddenLetters = (name: ContenderName): string =>
  runtimeOf(name) === 'node' ? 'C, hidden threads, ' : 'C, '

/** Whether a contender has one job under way at a time. */
const isOneByOne = (name: ContenderName): boolean => slotsTerm(name) === '1'

/**
 * The formula behind `idealJobsPerSecond` for that kind of work, as a label: "min(C, W) ÷ 20 ms".
 * Where the share of computing is what varies, CPU stands for the amount.
 */
export const idealFormula = (
  name: ContenderName,
  { waitMs, cpuMs, hasGil, hiddenThreads }: Demand,
  isShareVaried = false,
): string => {
  if (hiddenThreadsFor(name, { hiddenThreads }) !== null) {
    return `min(${hiddenLetters(name)}cores) ÷ ${duration(cpuMs)}`
  }
  const byWaiting = `${slotsTerm(name)} ÷ ${duration(waitMs + cpuMs)}`
  if ((cpuMs === 0 && !isShareVaried) || (isOneByOne(name) && waitMs > 0)) {
    // One job at a time never computes longer than it takes, so the core is not the tighter bound.
    return byWaiting
  }
  const { threads } = contenders[name]
  const isOnOneCore = threads === 'one' || isHeldByGil(name, { hasGil })
  const cores = isOnOneCore ? '1 core' : `min(${letters[threads]}, cores)`
  const byComputing = `${cores} ÷ ${isShareVaried ? 'CPU' : duration(cpuMs)}`
  return waitMs === 0 && !isShareVaried ? byComputing : `min(${byWaiting}, ${byComputing})`
}

/** The formula behind `idealMeanMs`, as a label. */
export const idealMeanFormula = (
  name: ContenderName,
  demand: Demand,
  isShareVaried = false,
): string => {
  const timeMs = duration(demand.waitMs + demand.cpuMs)
  if (isOneByOne(name)) return `C × ${timeMs}`
  if (demand.cpuMs > 0 || isShareVaried) return `C ÷ ideal of ${name}`
  const slots = slotsTerm(name)
  return slots === 'C' ? timeMs : `C × ${timeMs} ÷ ${slots}`
}

/** What keeps a contender from more than its ceiling, in a few words: "8 threads, one job each". */
export const limitText = (
  { name, limit, coresUsed }: Pick<Ceiling, 'name' | 'limit' | 'coresUsed'>,
  { concurrency, workload }: Pick<Spec, 'concurrency' | 'workload'>,
  counts: ThreadCounts & { readonly cores: number },
): string => {
  const isHidden = hiddenMsOf(workload) > 0 && usesHiddenThreads(name)
  switch (limit) {
    case 'in-flight':
      return `${concurrency.toLocaleString('en')} in flight`
    case 'threads':
      return contenders[name].threads === 'one'
        ? 'one job at a time'
        : `${count(threadsOf(name, counts), 'thread')}, one job each`
    case 'hidden-threads':
      return count(Math.round(coresUsed), 'hidden thread')
    case 'cores':
      return coresText(isHidden ? coresUsed : Math.min(threadsOf(name, counts), counts.cores))
    case 'arrivals':
      return 'no more come in'
  }
}
