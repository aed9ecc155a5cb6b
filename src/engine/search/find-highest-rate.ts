import { predict } from '../analysis/ceiling'
import { perSecond, type Milliseconds } from '../measure/statistics/quantity'
import type { Finding, Sweep } from '../result/sweep'
import type { Result } from '../result/result'
import type { ContenderName, Spec } from '../spec/spec'
import { Points, type NotePoints, type RunPoint } from './run-point'
import { limitProblem } from './search-problem'
import { specAt } from './sweep'
import { hasTurnedAway, isSaturated } from '../analysis/trust/saturation'

/** The rate is not told more closely than this factor. */
const CLOSE_ENOUGH = 1.1
const MOST_PROBES = 18
/** A run that is not to be trusted is repeated so that it was run so often at most. */
const MOST_ATTEMPTS = 2
const LOWEST_RATE = 1

/** A p99 takes 1,000 jobs; a fifth more come, so that chance does not leave too few of them. */
const JOBS_FOR_P99 = 1_200

const HIGHEST_RATE = 1_000_000

type Found = Extract<Finding, { kind: 'highest-rate' }>['contenders'][number]

/**
 * Finds, for every contender of the spec by itself, the highest arrival rate at which its p99
 * latency (from the intended arrival) stays within a limit: doubling or halving from `startRate`,
 * or from half of what Little's law allows that contender by itself where it is null, until a rate
 * within and one beyond are known, then bisecting between their logarithms. A rate that it cannot
 * sustain is beyond, whatever the latency; one too low for a p99 within the measured time is not
 * tried, as nothing would follow from it. A run that is not to be trusted is repeated; where that
 * one is not either, or something fails, the search ends for that contender with what it has found.
 * The sweep of all runs is the result; it is partial if a search ended early.
 *
 * @throws RangeError where every job alone takes longer than the limit, before anything is run;
 *   what `run` threw first where nothing was measured
 */
export async function findHighestRate(
  spec: Spec,
  limitMs: Milliseconds,
  startRate: number | null,
  run: RunPoint,
  signal?: AbortSignal,
  note?: NotePoints,
): Promise<Sweep> {
  const problem = limitProblem(spec, limitMs)
  if (problem !== null) throw new RangeError(problem)
  const leastRate = JOBS_FOR_P99 / (spec.durationMs / 1_000)
  const points = new Points(run, signal)
  const contenders: Found[] = []
  const undecided: number[] = []
  const sweepOf = (found: Found[], isOver: boolean): Sweep =>
    points.sweep('arrival-rate', { kind: 'highest-rate', limitMs, contenders: found }, isOver)
  for (const name of spec.contenders) {
    if (signal?.aborted === true) break
    const alone = { ...spec, contenders: [name] }
    const bounds: Found = { name, within: null, beyond: null }
    const probe = async (rate: number): Promise<boolean | null> => {
      const point = { value: rate, spec: specAt(alone, 'arrival-rate', rate) }
      const outcome = await points.run(point, { name, attempts: MOST_ATTEMPTS })
      const isWithinIt =
        outcome.kind === 'measured' && outcome.distrust === null
          ? isWithin(outcome.result, name, limitMs)
          : null
      if (isWithinIt === null) undecided.push(rate)
      else bounds[isWithinIt ? 'within' : 'beyond'] = perSecond(rate)
      if (points.measured.length > 0) await note?.(sweepOf([...contenders, { ...bounds }], false))
      return isWithinIt
    }
    contenders.push({
      name,
      ...(await search(probe, startRate ?? halfOfCeiling(spec, name), leastRate)),
    })
  }
  points.throwIfNone()
  return sweepOf(contenders, undecided.length === 0)
}

/** Where nothing is known beforehand the search starts here. */
const START_RATE = 100

const ONE_CORE = { cores: 1, processors: null }

/** Its own, not that of the least of them: the other contenders are not to decide where it ends. */
function halfOfCeiling(spec: Spec, name: ContenderName): number {
  const ceilings = predict({ ...spec, load: { kind: 'closed' } }, ONE_CORE)
  const ceiling = ceilings.find((prediction) => prediction.name === name)
  return ceiling === undefined ? START_RATE : ceiling.jobsPerSecond / 2
}

const toThreeDigits = (rate: number): number => Number(rate.toPrecision(3))

/**
 * Exported for its test. Rates have three digits. `isWithinAt` gives null once it is not to be
 * asked any more.
 */
export async function search(
  isWithinAt: (rate: number) => Promise<boolean | null>,
  startRate: number,
  leastRate = LOWEST_RATE,
): Promise<Pick<Found, 'within' | 'beyond'>> {
  let within: number | null = null
  let beyond: number | null = null
  const least = toThreeDigits(leastRate)
  let rate = Math.min(HIGHEST_RATE, Math.max(least, toThreeDigits(startRate)))
  for (let probes = 0; probes < MOST_PROBES; probes++) {
    const isWithinIt = await isWithinAt(rate)
    if (isWithinIt === null) break
    if (isWithinIt) within = rate
    else beyond = rate
    if (within !== null && beyond !== null) {
      if (beyond / within <= CLOSE_ENOUGH) break
      rate = toThreeDigits(Math.sqrt(within * beyond))
    } else {
      const next = isWithinIt ? rate * 2 : Math.max(least, toThreeDigits(rate / 2))
      if (next > HIGHEST_RATE || next === rate) break
      rate = next
    }
  }
  return {
    within: within === null ? null : perSecond(within),
    beyond: beyond === null ? null : perSecond(beyond),
  }
}

/**
 * Too few jobs for a p99 are no evidence that it is within. It is to be that of all jobs which
 * came: where over 1 % were turned away, no 99 % of them were served within any limit. Null where a
 * contender failed or was cut short, which says nothing of the rate.
 */
function isWithin(result: Result, name: ContenderName, limitMs: Milliseconds): boolean | null {
  const contender = result.contenders.find((candidate) => candidate.name === name)
  if (contender?.status !== 'measured') return null
  const { figures } = contender
  if (isSaturated(figures, result.spec) || hasTurnedAway(figures)) return false
  const p99 = figures.latency.percentiles.find(({ percentile }) => percentile === 99)
  return p99 !== undefined && p99.valueMs <= limitMs
}
