import { mainClaim, type MainClaim } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { measuredFigures } from '../../engine/result/measured-figures'
import type { Finding, Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import { capital, type Verdict } from '../verdict/verdict'
import { distrustWords } from '../verdict/trust-words'
import { counted, decimal, whole } from '../verdict/wording'
import { figure } from '../format'
import { doubtsOf } from './doubt'
import { seenAt } from './seen-at'

const percent = (share: number): string => `${figure(share * 100)} %`

/**
 * What a search for a crossover found: between which shares of computing the pool overtakes the
 * loop, or which was ahead at both ends of the search, and what made it so.
 */
export function crossoverVerdict(
  { low, high, estimate }: Extract<Finding, { kind: 'crossover' }>,
  { points, failures, status }: Pick<Sweep, 'points' | 'failures' | 'status'>,
): Verdict {
  const doubts = doubtsOf({ points, failures }, null)
  const doubted = doubts.find(({ value }) => value === low || value === high)
  if (doubted !== undefined) {
    return {
      kind: 'not-trusted',
      headline: `${capital(doubted.clause)}: no crossover is claimed.`,
      figures: [`That was at ${percent(doubted.value)} of computing.`],
      advice: 'Run the search again when the machine is quiet.',
      reasons: [],
    }
  }
  const [ended] = doubts
  const reasons =
    ended !== undefined
      ? [`The search ended early at ${percent(ended.value)} of computing: ${ended.clause}.`]
      : status === 'partial'
        ? ['Not all of the search was measured to its end.']
        : []
  if (low === null || high === null) {
    const verdict = withoutCrossover({ points })
    return { ...verdict, reasons: [...verdict.reasons, ...(ended === undefined ? [] : reasons)] }
  }
  const isUnsure = points.some(
    ({ value, result }) => value > low && value < high && distrustOf(result) === null,
  )
  return {
    kind: 'claim',
    headline: `The thread pool overtakes the event loop between ${percent(low)} and ${percent(high)} of computing.`,
    figures: [
      ...(estimate === null ? [] : [`Its estimate is ${percent(estimate)}.`]),
      ...(isUnsure ? ['Between these two, no difference can be claimed.'] : []),
    ],
    advice: `Below ${percent(low)} of computing take the event loop, above ${percent(high)} the thread pool.`,
    reasons,
  }
}

/** The share of computing at an end of the search, and which was ahead there. */
interface End {
  readonly share: number
  readonly result: Result
  readonly seen: MainClaim
}

function withoutCrossover({ points }: Pick<Sweep, 'points'>): Verdict {
  const [waiting, computing] = [endAt(points, 0), endAt(points, 1)]
  const ends = [waiting, computing].filter((end) => end !== null)
  const { headline, advice, kind } = leadOf(waiting, computing)
  return {
    kind,
    headline,
    figures: ends.map(({ share, result }) => seenAt(`${percent(share)} of computing`, result)),
    advice,
    reasons: ends.flatMap(cause),
  }
}

function endAt(points: Sweep['points'], share: number): End | null {
  const result = points.find(({ value }) => value === share)?.result
  return result === undefined ? null : { share, result, seen: mainClaim(result) }
}

const MEASURE_MORE = 'Measure longer, or in more blocks, and search again.'

function leadOf(
  waiting: End | null,
  computing: End | null,
): Pick<Verdict, 'kind' | 'headline' | 'advice'> {
  const ends = [waiting, computing].filter((end) => end !== null)
  const distrust = ends.map(({ result }) => distrustOf(result)).find((found) => found !== null)
  if (distrust != null) {
    const { reason, advice } = distrustWords(distrust)
    return { kind: 'not-trusted', headline: `${reason}: no crossover is claimed.`, advice }
  }
  const none = (why: string, advice: string): Pick<Verdict, 'kind' | 'headline' | 'advice'> => ({
    kind: 'no-claim',
    headline: `No crossover was found: ${why}.`,
    advice,
  })
  const again = 'Search again, and let it run to its end.'
  if (waiting === null) return none('the search ended before anything was measured', again)
  if (computing === null) {
    return none('the search ended before jobs that only compute were run', again)
  }
  const [first, last] = [waiting.seen.claim, computing.seen.claim]
  if (first === 'none' && last === 'none') {
    return none('neither was surely ahead at either end', MEASURE_MORE)
  }
  if (first === 'none') {
    return none('the event loop was not surely ahead even where jobs only wait', MEASURE_MORE)
  }
  if (last === 'none') {
    return none('the thread pool was not surely ahead even where jobs only compute', MEASURE_MORE)
  }
  if (first === 'less' && last === 'less') {
    return none(
      'the thread pool was ahead even where jobs only wait',
      'With so many threads take the thread pool at every share of computing.',
    )
  }
  if (first === 'more' && last === 'more') {
    return none(
      'the event loop was ahead even where jobs only compute',
      'With so many threads take the event loop at every share of computing.',
    )
  }
  return none(
    'the thread pool was ahead where jobs only wait, the event loop where they compute',
    'Look at the runs at both ends before you choose.',
  )
}

/** Waits are held by threads, and computing is done on cores. */
function cause({ share, seen: { claim, ratio }, result }: End): string[] {
  if (ratio === null) return []
  const { workers, concurrency } = result.spec
  if (share === 0) {
    const threads = `The pool’s ${counted(workers, 'thread')} can hold`
    if (workers < concurrency) {
      return [`${threads} ${whole(workers)} of ${counted(concurrency, 'wait')} at once.`]
    }
    return claim === 'more' ? [] : [`${threads} all ${counted(concurrency, 'wait')} at once.`]
  }
  const loop = measuredFigures(result, 'event-loop')
  const pool = measuredFigures(result, 'thread-pool')
  return loop === null || pool === null
    ? []
    : [
        `Where jobs only compute, the loop used ${decimal(loop.coresUsed)} cores and the pool ${decimal(pool.coresUsed)}.`,
      ]
}
