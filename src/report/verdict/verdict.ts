import { excludesOne, inverse, type Interval } from '../../engine/measure/statistics/interval'
import { explanation } from './explanation'
import type { Comparison, ContenderResult, Figures, Result } from '../../engine/result/result'
import { LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../../engine/spec/spec'
import { titleOf } from '../../engine/contender'
import { noJobWords } from '../note/status-notes'
import { distrustClause, distrustSentence } from '../note/trust-words'
import { decimal, rangeOf, timesOf, whole } from './wording'
import { claimAgainst, claimOf, comparisonOf, isWithoutRate } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust'
import { isSaturated, noJobReason, rateFaultOf, warningsOf } from '../../engine/analysis/warnings'

/**
 * One sentence on the event loop against the thread pool, computed from the result: their ratio of
 * jobs per second, the cores used, and the ratio of jobs per core-second, each with its 95 %
 * interval. A difference is claimed only where the interval leaves out 1 and the ratio is further
 * from 1 than the check of one contender against itself; otherwise it says that this run shows
 * none. Where both kept up with an open load, the arrivals set their rates, and it compares only
 * what they used. Of a run that is not to be trusted it only says why. With fewer than 8 blocks, or ones too short for a rate, it tells what was seen and claims nothing. It says so when one of
 * them is missing, failed or was cut short.
 */
export function verdict(result: Result): string {
  const loop = contender(result, 'event-loop')
  const pool = contender(result, 'thread-pool')
  const loopFigures = figuresOf(loop)
  const poolFigures = figuresOf(pool)
  const distrust = distrustOf(result)
  if (distrust !== null) return distrustSentence(distrust)
  if (loopFigures === null || poolFigures === null) return `No verdict: ${noClaimReason(result)}.`
  const caution = [
    cutShort('event-loop', loop),
    cutShort('thread-pool', pool),
    failedJobs('event-loop', loopFigures),
    failedJobs('thread-pool', poolFigures),
    stillWarming('event-loop', loopFigures, result.spec),
    stillWarming('thread-pool', poolFigures, result.spec),
  ].filter((reason) => reason !== null)
  const sentence = compare(result, loopFigures, poolFigures)
  return caution.length === 0 ? `${sentence}.` : `${sentence} (${caution.join('; ')}).`
}

/**
 * The verdict and what else the run lets say, a sentence each: who did most of all, who kept
 * latency, and why.
 */
export function verdicts(result: Result): string[] {
  const reasons = cutOffNames(result).length === 0 ? explanation(result) : []
  return [verdict(result), ...best(result), ...latencyVerdict(result), ...reasons]
}

/** Why a run claims nothing of loop and pool in jobs per second, where it does not compare them. */
export function noClaimReason(result: Result): string {
  const [loop, pool] = [contender(result, 'event-loop'), contender(result, 'thread-pool')]
  const [loopFigures, poolFigures] = [figuresOf(loop), figuresOf(pool)]
  if (loopFigures === null || poolFigures === null) {
    return missingReasons(result, ['event-loop', 'thread-pool'])
  }
  const distrust = distrustOf(result)
  if (distrust !== null) return `nothing is claimed, because ${distrustClause(distrust)}`
  const stalled = cutOffNames(result).filter((name) => {
    const figures = figuresOf(contender(result, name))
    return figures !== null && rateFaultOf(figures, result.spec) === 'stalled'
  })
  if (stalled.length > 0) {
    const names = stalled.map((name) => `the ${titleOf(name)}`).join(' and ')
    return `nothing is claimed, because no job of ${names} ended for a while in its blocks: run it again`
  }
  const cut = cutOffNames(result).map((name) => `the ${titleOf(name)}`)
  if (cut.length > 0) {
    return `nothing is claimed, because blocks were too short for ${cut.join(' and ')} to start and end as many jobs: it takes longer ones, or fewer jobs in flight`
  }
  const least = Math.min(loopFigures.blocks.length, poolFigures.blocks.length)
  if (least >= LEAST_BLOCKS_TO_CLAIM) {
    return `a claim takes ${LEAST_BLOCKS_TO_CLAIM} rounds in which everyone was measured, and there are fewer`
  }
  if (least === 0) return 'no block of both was measured to its end, so nothing is claimed'
  const blocks = least === 1 ? '1 block' : `${whole(least)} blocks`
  return `${blocks} of both allow no claim, which takes ${LEAST_BLOCKS_TO_CLAIM}`
}

/** Why there is nothing to compare of these contenders, of those of which there is nothing. */
export function missingReasons(result: Result, names: readonly ContenderName[]): string {
  const reasons = names.map((name) => reasonAgainst(name, contender(result, name), result.spec))
  return reasons.filter((reason) => reason !== null).join(' and ')
}

function contender(result: Result, name: ContenderName): ContenderResult | null {
  return result.contenders.find((candidate) => candidate.name === name) ?? null
}

/** Figures that can be compared: without a finished job there is no ratio to speak of. */
function figuresOf(contender: ContenderResult | null): Figures | null {
  if (contender === null || contender.status === 'not-run') return null
  const { figures } = contender
  return figures === null || figures.completed === 0 ? null : figures
}

function reasonAgainst(
  name: ContenderName,
  contender: ContenderResult | null,
  spec: Result['spec'],
): string | null {
  const title = `the ${titleOf(name)}`
  if (contender === null) return `${title} was not part of this run`
  if (contender.status === 'not-run') return `the run ended before ${title} had its turn`
  if (figuresOf(contender) !== null) return null
  if (contender.status === 'failed') return `${title} failed (${contender.error})`
  if (contender.figures === null) return `the run was cancelled while ${title} had its turn`
  const reason = noJobWords[noJobReason(contender.figures, spec)].split(/[;.]/, 1)[0] ?? ''
  return `${title} finished no job (${reason})`
}

function cutShort(name: ContenderName, contender: ContenderResult | null): string | null {
  if (contender?.status === 'partial') return `the ${titleOf(name)} was cut short by cancelling`
  if (contender?.status === 'failed') return `the ${titleOf(name)} failed: ${contender.error}`
  return null
}

function failedJobs(name: ContenderName, { completed, failed }: Figures): string | null {
  if (failed === 0) return null
  return `${whole(failed)} of ${whole(completed + failed)} jobs of the ${titleOf(name)} failed and do not count`
}

/** What their ratio per core-second is worth where jobs were not yet as cheap as they become. */
function stillWarming(name: ContenderName, figures: Figures, spec: Result['spec']): string | null {
  const warming = warningsOf(figures, spec).find((warning) => warning.kind === 'warming')
  return warming === undefined
    ? null
    : `jobs of the ${titleOf(name)} still became cheaper while they were measured, so that after a longer warm-up it would do more per core-second`
}

function compare(result: Result, loop: Figures, pool: Figures): string {
  const threads = `${whole(result.spec.workers)} thread${result.spec.workers === 1 ? '' : 's'}`
  const used = `${decimal(loop.coresUsed)} cores against ${decimal(pool.coresUsed)}`
  const comparison = comparisonOf(result, 'event-loop', 'thread-pool')
  if (comparison === null) return seen(result, loop, pool, threads)
  const { jobsPerSecond } = comparison
  const perCore = comparePerCore(result, comparison)
  const claim = claimOf(result, jobsPerSecond, 'jobsPerSecond')
  const rates = `${whole(loop.jobsPerSecond)} against ${whole(pool.jobsPerSecond)}`
  if (haveKeptUp(result, loop, pool)) {
    return `${loadOf(result)} the event loop and the thread pool of ${threads} both kept up (${rates} jobs per second, which the arrivals set); the event loop used ${used}${perCore}`
  }
  if (claim === 'none') {
    return `${loadOf(result)} the event loop and the thread pool of ${threads} show no difference in jobs per second that this run can show (${rates}, ratio ${rangeOf(jobsPerSecond)}${lessThanItself(result.selfCheck?.jobsPerSecond ?? null, jobsPerSecond)}); the event loop used ${used}${perCore}`
  }
  if (claim === 'more') {
    return `${loadOf(result)} the event loop finished ${timesOf(jobsPerSecond)} as many jobs per second as the thread pool of ${threads} and used ${used}${perCore}`
  }
  return `${loadOf(result)} the thread pool of ${threads} finished ${timesOf(inverse(jobsPerSecond))} as many jobs per second as the event loop, which used ${used}${perCore}`
}

/** Whether an open load was less than all of them could do: then it, not they, set the rate. */
function haveKeptUp({ spec }: Result, ...all: readonly (Figures | null)[]): boolean {
  if (spec.load.kind === 'closed') return false
  return all.every((figures) => figures !== null && !isSaturated(figures, spec))
}

function loadOf({ spec }: Result): string {
  if (spec.load.kind === 'open')
    return `With ${whole(spec.load.arrivalsPerSecond)} arrivals a second`
  return `With ${spec.concurrency === 1 ? '1 job' : `${whole(spec.concurrency)} jobs`} in flight`
}

/** What was seen where blocks are too few or too short to say how far a second run would differ. */
function seen(result: Result, loop: Figures, pool: Figures, threads: string): string {
  const rates = `${whole(loop.jobsPerSecond)} jobs per second on ${decimal(loop.coresUsed)} cores, the thread pool of ${threads} ${whole(pool.jobsPerSecond)} on ${decimal(pool.coresUsed)}`
  return `${loadOf(result)} the event loop was seen to finish ${rates}; ${noClaimReason(result)}`
}

/** Of loop and pool, who has no rate that could be compared. */
function cutOffNames(result: Result): ContenderName[] {
  return (['event-loop', 'thread-pool'] as const).filter((name) => isWithoutRate(result, name))
}

/** The headline pair's second half, always told from the event loop's side. */
function comparePerCore(result: Result, { jobsPerCoreSecond: ratio }: Comparison): string {
  if (ratio === null)
    return '; one of them used too little CPU time to compare jobs per core-second'
  switch (claimOf(result, ratio, 'jobsPerCoreSecond')) {
    case 'none':
      return `; per core-second this run shows no difference (ratio ${rangeOf(ratio)}${lessThanItself(result.selfCheck?.jobsPerCoreSecond ?? null, ratio)})`
    case 'more':
      return `; per core-second the event loop did ${timesOf(ratio)} the work`
    case 'less':
      return `; per core-second the thread pool did ${timesOf(inverse(ratio))} the work`
  }
}

/** Whoever did more per second than everyone else, where that is neither loop nor pool alone. */
function best(result: Result): string[] {
  const { inference } = result
  if (inference === null || inference.contenders.length < 3) return []
  const sorted = [...inference.contenders].sort(
    (a, b) => b.jobsPerSecond.estimate - a.jobsPerSecond.estimate,
  )
  const [first, second] = sorted
  if (first === undefined || second === undefined) return []
  if (first.name !== 'loop-per-core' && first.name !== 'sequential') return []
  const measured = [first, second].map(({ name }) => figuresOf(contender(result, name)))
  if (haveKeptUp(result, ...measured)) return []
  const comparison = comparisonOf(result, first.name, second.name)
  if (comparison === null) return []
  // By rate a contender with a wide interval can stand behind one that is clearly less.
  const alike = sorted.slice(1).filter(({ name }) => {
    const other = comparisonOf(result, first.name, name)
    return other === null || claimOf(result, other.jobsPerSecond, 'jobsPerSecond') !== 'more'
  })
  // Where nobody is behind there is nothing to say of the first.
  if (alike.length === sorted.length - 1) return []
  const [equal, ...more] = alike.map(({ name }) => name)
  if (equal !== undefined) return [bestTogether(result, first.name, equal, more)]
  const perCore = comparison.jobsPerCoreSecond
  const cost = perCore === null ? '' : `, and ${timesOf(perCore)} as many per core-second`
  return [
    `Of all, the ${titleOf(first.name)} finished most: ${timesOf(comparison.jobsPerSecond)} as many jobs per second as the ${titleOf(second.name)}, the next${cost}.`,
  ]
}

/** That one contender, or several, cannot be told from the first. */
function bestTogether(
  result: Result,
  first: ContenderName,
  equal: ContenderName,
  more: readonly ContenderName[],
): string {
  if (more.length > 0) {
    const names = [first, equal, ...more].map((name) => `the ${titleOf(name)}`)
    const last = names.pop() ?? ''
    return `Of all, ${names.join(', ')} and ${last} finished most, without a difference to the first of them that this run can show.`
  }
  const ratio = comparisonOf(result, first, equal)?.jobsPerSecond
  const range =
    ratio === undefined
      ? ''
      : ` (ratio ${rangeOf(ratio)}${lessThanItself(result.selfCheck?.jobsPerSecond ?? null, ratio)})`
  return `Of all, the ${titleOf(first)} and the ${titleOf(equal)} finished most, without a difference between them that this run can show${range}.`
}

/** Who of loop and pool kept latency lower, in a sentence; none where that is not compared. */
export function latencyVerdict(result: Result): string[] {
  const found = comparisonOf(result, 'event-loop', 'thread-pool')?.latency ?? null
  const loop = figuresOf(contender(result, 'event-loop'))
  const pool = figuresOf(contender(result, 'thread-pool'))
  if (loop === null || pool === null || distrustOf(result) !== null) return []
  const saturated = [
    ...(isSaturated(loop, result.spec) ? ['event loop'] : []),
    ...(isSaturated(pool, result.spec) ? ['thread pool'] : []),
  ]
  if (saturated.length > 0) {
    const who = saturated.map((title) => `the ${title}`).join(' and ')
    return [`${capital(who)} could not keep up with the arrivals, so latency is not compared.`]
  }
  if (found === null) return []
  const { percentile, ratio } = found
  const at = `latency p${percentile}`
  switch (claimAgainst(latencyCheck(result, percentile), ratio)) {
    case 'none':
      return [
        `In ${at} this run shows no difference (ratio ${rangeOf(ratio)}${lessThanItself(latencyCheck(result, percentile), ratio)}).`,
      ]
    case 'less':
      return [
        `The event loop kept ${at} lower: the thread pool’s was ${timesOf(inverse(ratio))} as long.`,
      ]
    case 'more':
      return [`The thread pool kept ${at} lower: the event loop’s was ${timesOf(ratio)} as long.`]
  }
}

/** The check of latency at a percentile; results of early versions have only that of throughput. */
function latencyCheck({ selfCheck }: Result, percentile: number): Interval | null {
  const checked = selfCheck?.latency.find((candidate) => candidate.percentile === percentile)
  return checked?.ratio ?? selfCheck?.jobsPerSecond ?? null
}

/** Why a ratio whose interval leaves out 1 is no difference all the same; empty where it does not. */
function lessThanItself(self: Interval | null, ratio: Interval): string {
  return self !== null && excludesOne(ratio) ? `; one against itself: ${rangeOf(self)}` : ''
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
