import type { ContenderResult, Figures, Result } from './result'
import type { ContenderName } from './spec'

/** Below this, two single runs are not told apart: identical set-ups differ by as much. */
const CLEAR_DIFFERENCE = 0.05

const titles: Record<ContenderName, string> = {
  sequential: 'sequential run',
  'event-loop': 'event loop',
  'thread-pool': 'thread pool',
  'loop-per-core': 'loop per core',
}

/**
 * One sentence on the event loop against the thread pool, computed from the result: their ratio of
 * jobs per second, the cores used, and the ratio of jobs per core-second. It says so when one of
 * them is missing, failed or was cut short, and calls differences below 5 % no clear difference,
 * because a single run carries no interval.
 */
export function verdict(result: Result): string {
  const loop = contender(result, 'event-loop')
  const pool = contender(result, 'thread-pool')
  const loopFigures = figuresOf(loop)
  const poolFigures = figuresOf(pool)
  if (loopFigures === null || poolFigures === null) {
    const reasons = [reasonAgainst('event-loop', loop), reasonAgainst('thread-pool', pool)]
    return `No verdict: ${reasons.filter((reason) => reason !== null).join(' and ')}.`
  }
  const caution = [
    cutShort('event-loop', loop),
    cutShort('thread-pool', pool),
    failedJobs('event-loop', loopFigures),
    failedJobs('thread-pool', poolFigures),
  ].filter((reason) => reason !== null)
  const sentence = compare(result, loopFigures, poolFigures)
  return caution.length === 0 ? `${sentence}.` : `${sentence} (${caution.join('; ')}).`
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

function reasonAgainst(name: ContenderName, contender: ContenderResult | null): string | null {
  const title = `the ${titles[name]}`
  if (contender === null) return `${title} was not part of this run`
  if (contender.status === 'not-run') return `the run was cancelled before ${title} had its turn`
  if (figuresOf(contender) !== null) return null
  if (contender.status === 'failed') return `${title} failed (${contender.error})`
  return `${title} finished no job`
}

function cutShort(name: ContenderName, contender: ContenderResult | null): string | null {
  if (contender?.status === 'partial') return `the ${titles[name]} was cut short by cancelling`
  if (contender?.status === 'failed') return `the ${titles[name]} failed: ${contender.error}`
  return null
}

function failedJobs(name: ContenderName, { completed, failed }: Figures): string | null {
  if (failed === 0) return null
  return `${whole(failed)} of ${whole(completed + failed)} jobs of the ${titles[name]} failed and do not count`
}

function compare({ spec }: Result, loop: Figures, pool: Figures): string {
  const jobs = spec.concurrency === 1 ? '1 job' : `${whole(spec.concurrency)} jobs`
  const threads = `${whole(spec.workers)} thread${spec.workers === 1 ? '' : 's'}`
  const ratio = loop.jobsPerSecond / pool.jobsPerSecond
  const used = `${decimal(loop.coresUsed)} cores against ${decimal(pool.coresUsed)}`
  const perCore = comparePerCore(loop, pool)
  if (!isClear(ratio)) {
    const rates = `${whole(loop.jobsPerSecond)}/s against ${whole(pool.jobsPerSecond)}/s`
    return `With ${jobs} in flight the event loop and the thread pool of ${threads} show no clear difference in jobs per second (${rates}); the event loop used ${used}${perCore}`
  }
  if (ratio > 1) {
    return `With ${jobs} in flight the event loop finished ${times(ratio)} as many jobs per second as the thread pool of ${threads} and used ${used}${perCore}`
  }
  return `With ${jobs} in flight the thread pool of ${threads} finished ${times(1 / ratio)} as many jobs per second as the event loop, which used ${used}${perCore}`
}

/** The headline pair's second half, always told from the event loop's side. */
function comparePerCore(loop: Figures, pool: Figures): string {
  if (loop.jobsPerCoreSecond === null || pool.jobsPerCoreSecond === null) {
    return '; one of them used too little CPU time to compare jobs per core-second'
  }
  const ratio = loop.jobsPerCoreSecond / pool.jobsPerCoreSecond
  if (!isClear(ratio)) return '; per core-second there is no clear difference'
  return ratio > 1
    ? `; per core-second the event loop did ${times(ratio)} the work`
    : `; per core-second the thread pool did ${times(1 / ratio)} the work`
}

function isClear(ratio: number): boolean {
  return Math.max(ratio, 1 / ratio) >= 1 + CLEAR_DIFFERENCE
}

/** Ratios with the digits that a single run can carry: 1.84×, 5.1×, 51×. */
function times(ratio: number): string {
  const digits = ratio < 2 ? 2 : ratio < 10 ? 1 : 0
  return `${grouped(ratio, digits)}×`
}

function whole(value: number): string {
  return grouped(value, 0)
}

function decimal(value: number): string {
  return grouped(value, 2)
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
