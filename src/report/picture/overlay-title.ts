import { claimOf, isWithoutRate } from '../../engine/analysis/claim'
import { areJobsApart } from '../../engine/analysis/compare-runs'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { titleOf, type ContenderName } from '../../engine/contender'
import { mainPairOf } from '../../engine/spec/main-pair'
import { comparableFigures, inferredOf } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import { workText } from '../comparison/run-differences'
import { count, duration, figure, inWords } from '../format'
import { roundTimes } from '../verdict/wording'

/** A run that is laid over others, with the letter that stands for it. */
interface Lettered {
  readonly letter: string
  readonly result: Result
}

/** In what runs can differ, and how each of them has it. */
const traits: readonly (readonly [name: string, valueOf: (result: Result) => string])[] = [
  ['work', ({ spec }) => workText(spec.workload)],
  ['jobs in flight', ({ spec }) => spec.concurrency.toLocaleString('en')],
  ['worker threads', ({ spec }) => spec.workers.toLocaleString('en')],
  [
    'arrivals a second',
    ({ spec: { load } }) =>
      load.kind === 'open' ? load.arrivalsPerSecond.toLocaleString('en') : 'none',
  ],
  ['processor', ({ environment }) => environment.cpuModel.trim()],
  ['cores', ({ environment }) => String(environment.cores)],
  ['version of Node', ({ environment }) => environment.versions.node ?? 'none'],
  ['version of Corewise', ({ environment }) => environment.corewise],
]

/** More values, or longer ones, are in the legend. */
const MOST_VALUES = 4
const LONGEST_VALUE = 16

/**
 * In what runs differ: "by jobs in flight: 100 and 400", "by work and worker threads", "of 3 runs
 * alike".
 */
function differenceOf(results: readonly Result[]): string {
  const apart = traits.flatMap(([name, valueOf]) => {
    const values = [...new Set(results.map(valueOf))]
    return values.length > 1 ? [{ name, values }] : []
  })
  const [only, ...others] = apart
  if (only === undefined)
    return `of ${count(results.length, 'run')}${results.length > 1 ? ' alike' : ''}`
  if (others.length > 0) return `by ${inWords(apart.map(({ name }) => name).slice(0, 3))}`
  const { name, values } = only
  const isShort =
    values.length <= MOST_VALUES && values.every(({ length }) => length <= LONGEST_VALUE)
  return isShort ? `by ${name}: ${inWords(values)}` : `by ${name}`
}

/**
 * The title of runs beside those of other tools, which are judged against none: "Latency of 2 runs
 * beside k6".
 */
export function besideTitle(
  what: string,
  results: readonly Result[],
  tools: readonly string[],
): string {
  return results.length === 0
    ? `${what} as ${inWords(tools)} measured`
    : `${what} of ${count(results.length, 'run')} beside ${inWords(tools)}`
}

/** What several runs are laid over each other for. */
type OverlayTopic = 'throughput' | 'latency'

/** What is drawn, to begin a title with that tells no figure. */
const neutral: Readonly<Record<OverlayTopic, string>> = {
  throughput: 'Jobs per second',
  latency: 'Latency',
}

/** More runs than this are told by their range, not by their letters. */
const MOST_LETTERED = 2

/**
 * What came of the contender that the first run compares first, in runs that all have it: of two
 * with intervals apart how many times as many jobs, else its figure in each, or their range. Null
 * where a run is not to be trusted or lacks the figure.
 *
 * @param shown whose bars or lines there are
 */
function findingOf(
  runs: readonly Lettered[],
  shown: readonly ContenderName[],
  topic: OverlayTopic,
): string | null {
  const [first] = runs
  if (first === undefined || runs.some(({ result }) => distrustOf(result) !== null)) return null
  const name = [...mainPairOf(first.result.spec), ...shown].find(
    (one) =>
      shown.includes(one) &&
      runs.every(({ result }) => result.contenders.some((other) => other.name === one)),
  )
  if (name === undefined) return null
  return topic === 'throughput'
    ? (apartTitle(runs, name) ?? rateTitle(runs, name))
    : latencyTitle(runs, name)
}

/** What a picture of several runs says of them. */
export interface OverlayWords {
  /** What came, else in what they differ. */
  readonly title: string
  /** After what the subtitle says is drawn: in what they differ, where the title says what came. */
  readonly apart: string
}

/**
 * The words of a picture of several runs.
 *
 * @param shown whose bars or lines there are
 */
export function overlayWords(
  runs: readonly Lettered[],
  shown: readonly ContenderName[],
  topic: OverlayTopic,
): OverlayWords {
  const difference = differenceOf(runs.map(({ result }) => result))
  const finding = findingOf(runs, shown, topic)
  return finding === null
    ? { title: `${neutral[topic]} ${difference}`, apart: '' }
    : { title: finding, apart: `, ${difference}` }
}

/** Null where there are not two runs, or their intervals do not tell them apart. */
function apartTitle(runs: readonly Lettered[], name: ContenderName): string | null {
  const [first, later] = runs
  if (first === undefined || later === undefined || runs.length > 2) return null
  const results = [first.result, later.result]
  if (areJobsApart(results)) return null
  const [before, after] = results.map((result) => inferredOf(result, name)?.jobsPerSecond ?? null)
  if (before == null || after == null || before.low <= 0 || after.low <= 0) return null
  const isMore = after.estimate > before.estimate
  const [less, more] = isMore ? [before, after] : [after, before]
  // Wider than the interval of the ratio: what both runs allow by themselves.
  const ratio = {
    estimate: more.estimate / less.estimate,
    low: more.low / less.high,
    high: more.high / less.low,
  }
  if (results.some((result) => claimOf(result, ratio, 'jobsPerSecond') !== 'more')) return null
  const [best, other] = isMore ? [later, first] : [first, later]
  return `In ${best.letter} the ${titleOf(name)} finished ${roundTimes(ratio)} as many jobs as in ${other.letter}`
}

function rateTitle(runs: readonly Lettered[], name: ContenderName): string | null {
  const rates = runs.map(({ result }) =>
    isWithoutRate(result, name) ? null : (comparableFigures(result, name)?.jobsPerSecond ?? null),
  )
  const told = inEach(runs, rates, figure, ' jobs a second')
  if (told === null) return null
  // Two figures always differ by something.
  const areJudged = runs.every(({ result }) => inferredOf(result, name) !== null)
  const isNoise = areJudged && runs.length === 2 && !areJobsApart(runs.map(({ result }) => result))
  const noise = isNoise ? ': within noise' : ''
  return `The ${titleOf(name)} finished ${told}${noise}`
}

/** At the highest percentile up to p99 that all of the runs have enough jobs for. */
function latencyTitle(runs: readonly Lettered[], name: ContenderName): string | null {
  const latencies = runs.map(({ result }) => {
    const figures = comparableFigures(result, name)
    if (figures === null || latencyFaultOf(figures, result.spec) !== null) return []
    return figures.latency.percentiles.filter((one) => one.percentile <= 99)
  })
  const percentile = Math.max(
    ...(latencies[0] ?? [])
      .map((one) => one.percentile)
      .filter((each) => latencies.every((all) => all.some((one) => one.percentile === each))),
  )
  const values = latencies.map(
    (all) => all.find((one) => one.percentile === percentile)?.valueMs ?? null,
  )
  const told = inEach(runs, values, duration)
  return told === null ? null : `At p${percentile} a job of the ${titleOf(name)} took ${told}`
}

/** "20 in A, 40 in B", or "20 to 40 in 5 runs"; null where one of them has no such figure. */
function inEach(
  runs: readonly Lettered[],
  values: readonly (number | null)[],
  textOf: (value: number) => string,
  unit = '',
): string | null {
  const known = values.filter((value) => value !== null)
  if (known.length < runs.length) return null
  if (runs.length > MOST_LETTERED) {
    const ends = [Math.min(...known), Math.max(...known)].map(textOf)
    return `${[...new Set(ends)].join(' to ')}${unit} in ${count(runs.length, 'run')}`
  }
  return runs
    .map(({ letter }, index) => {
      const text = textOf(known[index] ?? 0)
      return `${text}${index === 0 ? unit : ''} in ${letter}`
    })
    .join(', ')
}
