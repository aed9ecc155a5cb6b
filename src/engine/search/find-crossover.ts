import { mainClaim, type MainClaim } from '../analysis/claim'
import type { Finding, Sweep } from '../result/sweep'
import type { Spec } from '../spec/spec'
import { Points, type NotePoints, type RunPoint } from './run-point'
import { crossoverProblem } from './search-problem'
import { specAt } from './sweep'

/** The interval is not made narrower than this share of computing. */
const TOLERANCE = 0.02
const MOST_PROBES = 16
/** A run that is not to be trusted is repeated so that it was run so often at most. */
const MOST_ATTEMPTS = 2

/** Which was seen to do more at a share of computing, and by what ratio of loop to pool. */
interface Probe {
  readonly share: number
  readonly claim: MainClaim['claim']
  readonly ratio: number | null
}

/**
 * Finds the share of computing at which the thread pool overtakes the event loop in jobs per
 * second, by bisection: between a share at which the loop surely does more and one at which the
 * pool surely does. Where a share in between shows no difference, both sides of it are searched, so
 * that what is left is the interval in which this lab cannot tell. A run that is not to be trusted
 * is repeated; where that one is not either, or something fails, the search ends with what it has
 * found. The sweep of all runs is the result; it is partial if it ended early.
 *
 * @throws RangeError where the spec has no share of computing to vary, lacks one of the two or has
 *   an open load; what `run` threw first where nothing was measured
 */
export async function findCrossover(
  spec: Spec,
  run: RunPoint,
  signal?: AbortSignal,
  note?: NotePoints,
): Promise<Sweep> {
  const problem = crossoverProblem(spec)
  if (problem !== null) throw new RangeError(problem)
  const points = new Points(run, signal)
  const probes: Probe[] = []
  const soFar = (isOver: boolean): Sweep => points.sweep('cpu-share', crossoverOf(probes), isOver)
  const probe = async (share: number): Promise<Probe['claim'] | 'ended'> => {
    const claim = await claimAt(share)
    if (points.measured.length > 0) await note?.(soFar(false))
    return claim
  }
  const claimAt = async (share: number): Promise<Probe['claim'] | 'ended'> => {
    if (probes.length >= MOST_PROBES) return 'ended'
    const value = Number(share.toPrecision(6))
    const point = { value, spec: specAt(spec, 'cpu-share', value) }
    const outcome = await points.run(point, { attempts: MOST_ATTEMPTS })
    if (outcome.kind !== 'measured' || outcome.distrust !== null) return 'ended'
    if (outcome.result.contenders.some(({ status }) => status === 'failed')) return 'ended'
    const { claim, ratio } = mainClaim(outcome.result)
    probes.push({ share: value, claim, ratio: ratio?.estimate ?? null })
    return claim
  }
  const isFound = await bisect(probe)
  points.throwIfNone()
  return soFar(isFound)
}

/** False where it was ended before both sides were as close as they are to be. */
async function bisect(
  probe: (share: number) => Promise<Probe['claim'] | 'ended'>,
): Promise<boolean> {
  const first = await probe(0)
  const last = first === 'ended' ? 'ended' : await probe(1)
  if (last === 'ended') return false
  if (first !== 'more' || last !== 'less') return true
  // The loop surely does more at `loop`, the pool at `pool`; between `from` and `to` it is unsure.
  let [loop, pool] = [0, 1]
  let from: number | null = null
  let to = 0
  while (from === null && pool - loop > TOLERANCE) {
    const middle = (loop + pool) / 2
    const claim = await probe(middle)
    if (claim === 'ended') return false
    if (claim === 'more') loop = middle
    else if (claim === 'less') pool = middle
    else from = to = middle
  }
  if (from === null) return true
  for (let side: 'loop' | 'pool' = 'loop'; from - loop > TOLERANCE || pool - to > TOLERANCE;) {
    side = from - loop > TOLERANCE ? 'loop' : 'pool'
    const middle: number = side === 'loop' ? (loop + from) / 2 : (to + pool) / 2
    const claim = await probe(middle)
    if (claim === 'ended') return false
    if (claim === 'more') loop = middle
    else if (claim === 'less') pool = middle
    else if (side === 'loop') from = middle
    else to = middle
    // A claim on the wrong side of what showed no difference: noise that bisection cannot resolve.
    if (loop >= from || pool <= to) return true
  }
  return true
}

/** What probes of any order show. */
function crossoverOf(probes: readonly Probe[]): Finding {
  const sorted = [...probes].sort((a, b) => a.share - b.share)
  const firstPool = sorted.find(({ claim }) => claim === 'less')?.share ?? null
  const below = sorted.filter(
    ({ share, claim }) => claim === 'more' && (firstPool === null || share < firstPool),
  )
  const [low, high] = [below.at(-1)?.share ?? null, firstPool]
  const between = sorted.filter(({ share }) => share >= (low ?? 0) && share <= (high ?? 1))
  return { kind: 'crossover', low, high, estimate: estimateOf(between) }
}

/** The logarithm of the ratio is 0 there, on the line between the two values around it. */
function estimateOf(sorted: readonly Probe[]): number | null {
  for (const [index, to] of sorted.entries()) {
    const from = sorted[index - 1]
    if (from === undefined || from.ratio === null || to.ratio === null) continue
    // A contender that finished nothing has a ratio of 0, which says nothing of where it was 1.
    if (from.ratio < 1 || to.ratio > 1 || to.ratio === 0) continue
    const [a, b] = [Math.log(from.ratio), Math.log(to.ratio)]
    return a === b ? from.share : from.share + ((to.share - from.share) * a) / (a - b)
  }
  return null
}
