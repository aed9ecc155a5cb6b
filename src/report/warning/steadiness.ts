import { halvesOfBlocks, sumOf, type Part } from '../../engine/analysis/halves-of-blocks'
import { isCutOff } from '../../engine/analysis/trust/rate-fault'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { residenceMsOf } from '../../engine/measure/statistics/residence-time'
import type { Figures } from '../../engine/result/figures'
import { count, duration } from '../format'
import { percent } from '../verdict/wording'
import { checkFor, type Measured } from './warning'

const MOST_WARMING_SHARE = 0.1
/** Several contenders are looked at: by chance one in 20 of them would warn of itself at 5 %. */
const SIGNIFICANT = 0.01
const MOST_LITTLE_ERROR = 0.05
const ROUND_TOLERANCE = 1.1
/** One time in 700 chance takes a count further from its mean than so many deviations. */
const MOST_DEVIATIONS = 3
/**
 * Little's law speaks of means: below this many jobs theirs are too uncertain to hold it against.
 */
const LEAST_JOBS_FOR_LITTLE = 100

/** Little's law needs every job to have been under way once before measuring: C ÷ X took longer. */
export const stillFilling = checkFor({
  kind: 'still-filling',
  seenIn: fillingIn,
  size: ({ residenceMs, warmUpMs }) => 1 - warmUpMs / residenceMs,
  alone: ({ residenceMs, warmUpMs }, { concurrency }) =>
    `${count(concurrency, 'job')} in flight take ${duration(residenceMs)} to go round, its warm-up took ${duration(warmUpMs)}`,
  figure: ({ residenceMs }) => duration(residenceMs),
  figureIs: 'in flight',
  shared: 'queue still filling',
  advice: () => 'Warm up for longer, or read its latency as that of a queue that fills.',
})

/** Blocks whose rate or cost still rose or fell when their warm-up had to end. */
export const unsteady = checkFor({
  kind: 'unsteady',
  seenIn: ({ figures: { blocks }, spec: { warmupMs } }) => {
    const unsteady = blocks.filter(({ isSteady }) => !isSteady).length
    return warmupMs === 0 || unsteady === 0 ? null : { blocks: unsteady, of: blocks.length }
  },
  size: ({ blocks, of }) => blocks / of,
  alone: ({ blocks, of }) =>
    `in ${blocks} of ${count(of, 'block')} its rate or cost still changed when the warm-up ended`,
  figure: ({ blocks, of }) => `${blocks}/${of}`,
  figureIs: 'blocks',
  shared: 'not steady after warm-up',
  advice: (_, { warmupMs }) => `Allow more than ${duration(warmupMs)} of warm-up.`,
})

/** A job took less CPU time in the second half of the blocks than in the first. */
export const warming = checkFor({
  kind: 'warming',
  seenIn: warmingIn,
  size: ({ share }) => share,
  alone: ({ share }) =>
    `a job took ${percent(share)} less CPU time in the second half of each block`,
  figure: ({ share }) => percent(share),
  figureIs: 'less CPU time',
  shared: 'jobs still became cheaper',
  advice: () => 'Take a longer warm-up or longer blocks.',
})

/** |L − X·R| ÷ L, with L the mean of the jobs seen in flight: the run was not in steady state. */
export const littlesLaw = checkFor({
  kind: 'littles-law',
  seenIn: disagreementIn,
  size: ({ error }) => error,
  alone: ({ error }) =>
    `not in steady state, as jobs in flight disagree with Little’s law by ${percent(error)}`,
  figure: ({ error }) => percent(error),
  figureIs: 'apart',
  shared: 'disagrees with Little’s law',
  advice: () => 'Take a longer warm-up or longer blocks.',
})

function fillingIn({ figures, spec }: Measured): { residenceMs: number; warmUpMs: number } | null {
  if (figures.completed === 0 || spec.load.kind === 'open') return null
  // Of a queue that fills throughout no latency is told.
  if (latencyFaultOf(figures, spec) !== null) return null
  const residenceMs = residenceMsOf(spec.concurrency, figures.jobsPerSecond)
  const warmUpsMs = figures.blocks.map((block) => block.warmUpMs)
  const warmUpMs = warmUpsMs.length === 0 ? spec.warmupMs : Math.min(...warmUpsMs)
  // A warm-up goes on until every job was under way by the rate of its last windows, a guess.
  return residenceMs > warmUpMs * ROUND_TOLERANCE && !isCutOff(figures, spec)
    ? { residenceMs, warmUpMs }
    : null
}

/**
 * Told where chance would hardly have a job become cheaper in so many of the blocks (sign test).
 */
function warmingIn({ figures }: Measured): { share: number } | null {
  const halves = halvesOfBlocks(figures)
  const cheaper = halves.filter(([first, second]) => costOf(second) < costOf(first)).length
  const firstHalf = sumOf(halves.map(([first]) => first))
  const secondHalf = sumOf(halves.map(([, second]) => second))
  const share = 1 - costOf(secondHalf) / costOf(firstHalf)
  const isTold = share > MOST_WARMING_SHARE && chanceOfAtLeast(cheaper, halves.length) < SIGNIFICANT
  return isTold ? { share } : null
}

/** Core-seconds per job. */
const costOf = ({ coreSeconds, jobs }: Part): number => coreSeconds / jobs

/** The probability of at least `heads` heads in `tosses` tosses of a fair coin. */
function chanceOfAtLeast(heads: number, tosses: number): number {
  let ways = 1
  let sum = 0
  for (let tails = 0; tails <= tosses - heads; tails += 1) {
    sum += ways
    ways = (ways * (tosses - tails)) / (tails + 1)
  }
  return sum / 2 ** tosses
}

/** Source: Little, "A proof for the queuing formula L = λW" (1961). */
function disagreementIn(measured: Measured): { error: number; inFlight: number } | null {
  const { figures, spec } = measured
  if (figures.completed === 0 || latencyFaultOf(figures, spec) !== null) return null
  if (fillingIn(measured) !== null) return null
  const inFlight = meanInFlight(figures)
  // What failed was in flight too, but its latency is not recorded.
  if (inFlight === null || figures.failed > 0 || figures.latency.count < LEAST_JOBS_FOR_LITTLE) {
    return null
  }
  // A job is in flight from its handing in, which is later than when it was to come in.
  const { meanMs } = figures.arrivals?.uncorrected ?? figures.latency
  const expected = (figures.jobsPerSecond * meanMs) / 1_000
  const error = Math.abs(inFlight - expected) / inFlight
  // With open load the jobs in flight vary by themselves, as a Poisson count at most, and were only
  // looked at now and then: their mean is no more certain than that.
  const chance =
    spec.load.kind === 'open' ? MOST_DEVIATIONS / Math.sqrt(inFlight * figures.samples.length) : 0
  return error > Math.max(MOST_LITTLE_ERROR, chance) ? { error, inFlight } : null
}

/** Weighted by the time that each sample covers; null where none was seen in flight. */
function meanInFlight({ samples }: Figures): number | null {
  let sum = 0
  let previousMs = 0
  for (const { atMs, inFlight } of samples) {
    sum += inFlight * (atMs - previousMs)
    previousMs = atMs
  }
  return sum > 0 ? sum / previousMs : null
}
