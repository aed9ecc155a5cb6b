import { inverse } from '../../engine/measure/statistics/interval'
import { loopToPool, type LoopToPool } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust'
import { measuredFigures } from '../../engine/result/measured-figures'
import type { Result, Sweep } from '../../engine/result/result'
import { noClaimReason } from '../verdict/verdict'
import { decimal, percent, rangeOf, timesOf, whole } from '../verdict/wording'

/** The share of computing at an end of the search, and who was ahead there. */
interface End {
  readonly share: number
  readonly result: Result
  readonly seen: LoopToPool
}

/**
 * Why a search for a crossover found none, in a sentence or two, computed from the runs at both of
 * its ends: who was ahead there and by what, or why that cannot be said, and what made it so.
 */
export function whyNoCrossover({ points }: Pick<Sweep, 'points'>): string {
  const [waiting, computing] = [endAt(points, 0), endAt(points, 1)]
  if (waiting === null) return 'The search ended before anything was measured.'
  const cut = 'The search ended before jobs that only compute were run.'
  if (computing === null) return `${cut} ${sentenceOf([waiting])}`
  return `${leadOf(waiting, computing)} ${sentenceOf([waiting, computing])}`
}

function endAt(points: Sweep['points'], share: number): End | null {
  const result = points.find(({ value }) => value === share)?.result
  return result === undefined ? null : { share, result, seen: loopToPool(result) }
}

function leadOf(waiting: End, computing: End): string {
  if ([waiting, computing].some(({ result }) => distrustOf(result) !== null)) {
    return 'The search could not tell who is ahead.'
  }
  const [first, last] = [waiting.seen.claim, computing.seen.claim]
  if (first === 'none' && last === 'none') return 'Neither was surely ahead at either end.'
  if (first === 'none') return 'The event loop was not surely ahead even where jobs only wait.'
  if (last === 'none') return 'The thread pool was not surely ahead even where jobs only compute.'
  if (first === 'less' && last === 'less') {
    return 'The thread pool was ahead already where jobs only wait.'
  }
  if (first === 'more' && last === 'more') {
    return 'The event loop was ahead even where jobs only compute.'
  }
  return 'The thread pool was ahead where jobs only wait, and the event loop where they compute.'
}

function sentenceOf(ends: readonly End[]): string {
  const clauses = ends.map(
    (end) => `at ${percent(end.share)} of computing ${whatWasSeen(end)}${whatMadeItSo(end)}`,
  )
  const text = clauses.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function whatWasSeen({ seen: { claim, ratio }, result }: End): string {
  if (ratio === null) return noClaimReason(result)
  switch (claim) {
    case 'none':
      return `the run shows no difference in jobs per second (ratio ${rangeOf(ratio)})`
    case 'more':
      return `the event loop finished ${timesOf(ratio)} as many jobs per second`
    case 'less':
      return `the thread pool finished ${timesOf(inverse(ratio))} as many jobs per second`
  }
}

/** Waits are held by threads, and computing is done on cores. */
function whatMadeItSo({ share, seen: { claim, ratio }, result }: End): string {
  if (ratio === null) return ''
  const { workers, concurrency } = result.spec
  if (share === 0) {
    if (workers < concurrency) {
      return `, as the pool’s ${whole(workers)} threads hold at most so many of ${whole(concurrency)} waits at once`
    }
    return claim === 'more'
      ? ''
      : `, as the pool’s ${whole(workers)} threads hold all ${whole(concurrency)} waits at once`
  }
  const loop = measuredFigures(result, 'event-loop')
  const pool = measuredFigures(result, 'thread-pool')
  return loop === null || pool === null
    ? ''
    : `, where the loop used ${decimal(loop.coresUsed)} cores and the pool ${decimal(pool.coresUsed)}`
}
