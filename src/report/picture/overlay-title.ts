import { claimOf } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { titleOf, type ContenderName } from '../../engine/contender'
import { mainPairOf } from '../../engine/spec/main-pair'
import { inferredOf } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import { workOf } from '../caption'
import { count } from '../format'
import { roundTimes } from '../verdict/wording'

/** A run that is laid over others, with the letter that stands for it. */
interface Lettered {
  readonly letter: string
  readonly result: Result
}

/** In what runs can differ, and how each of them has it. */
const traits: readonly (readonly [name: string, valueOf: (result: Result) => string])[] = [
  ['work', ({ spec }) => workOf(spec.workload)],
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
export function differenceOf(results: readonly Result[]): string {
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

function inWords(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/**
 * The title of a picture of the jobs per second of several runs: of two runs what came of the
 * contender that both compare first, where their intervals lie apart; else in what they differ.
 *
 * @param shown whose bars there are
 */
export function overlayTitle(runs: readonly Lettered[], shown: readonly ContenderName[]): string {
  const results = runs.map(({ result }) => result)
  const neutral = `Jobs per second ${differenceOf(results)}`
  const [first, later] = runs
  if (first === undefined || later === undefined || runs.length > 2) return neutral
  const names = [...mainPairOf(first.result.spec), ...shown]
  const name = names.find(
    (one) =>
      shown.includes(one) &&
      results.every(({ contenders }) => contenders.some((other) => other.name === one)),
  )
  if (name === undefined || results.some((result) => distrustOf(result) !== null)) return neutral
  const [before, after] = results.map((result) => inferredOf(result, name)?.jobsPerSecond ?? null)
  if (before == null || after == null || before.low <= 0 || after.low <= 0) return neutral
  const isMore = after.estimate > before.estimate
  const [less, more] = isMore ? [before, after] : [after, before]
  // Wider than the interval of the ratio: what both runs allow by themselves.
  const ratio = {
    estimate: more.estimate / less.estimate,
    low: more.low / less.high,
    high: more.high / less.low,
  }
  if (results.some((result) => claimOf(result, ratio, 'jobsPerSecond') !== 'more')) return neutral
  const [best, other] = isMore ? [later, first] : [first, later]
  return `In ${best.letter} the ${titleOf(name)} finished ${roundTimes(ratio)} as many jobs as in ${other.letter}`
}
