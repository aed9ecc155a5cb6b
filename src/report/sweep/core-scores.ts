import type { Interval } from '../../engine/measure/statistics/interval'
import { figuresOf, inferredOf, measuredFigures } from '../../engine/result/measured-figures'
import type { Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import type { ContenderName } from '../../engine/spec/spec'
import { coresText, figure, plusMinus, withInterval } from '../format'
import { hasRate } from '../note/missing-figure'
import { contenderAt, contendersOf } from './sweep-status'

/** What a contender did on the fewest cores, on the most, and how many times as much that is. */
interface CoreScore {
  readonly name: ContenderName
  /** Jobs per second; null where there is no such rate. */
  readonly fewest: number | null
  readonly most: number | null
  readonly ratio: number | null
  /** With fewer than 8 blocks of both runs there is none. */
  readonly interval: Interval | null
}

/** The scores of a sweep over cores, with how many cores they are of. */
export interface CoreScores {
  readonly fewest: number
  readonly most: number
  readonly scores: readonly CoreScore[]
}

/**
 * Each contender on the fewest and on the most cores of a sweep, with the ratio of most to fewest
 * (what Cinebench calls MP ratio); null for any other sweep and for a single value.
 */
export const coreScores = (sweep: Sweep): CoreScores | null => {
  const points = [...sweep.points].sort((a, b) => a.value - b.value)
  const [first, last] = [points[0], points.at(-1)]
  if (sweep.over !== 'cores' || first === undefined || last === undefined) return null
  if (first.value === last.value) return null
  const scores = contendersOf(sweep).map((name): CoreScore => {
    const [fewest, most] = [first, last].map((point) => scoreAt(point, name))
    const ratio = fewest && most ? most / fewest : null
    return {
      name,
      fewest: fewest ?? null,
      most: most ?? null,
      ratio,
      interval: ratio === null ? null : intervalOf(ratio, first.result, last.result, name),
    }
  })
  return { fewest: first.value, most: last.value, scores }
}

const scoreAt = (
  point: { readonly value: number; readonly result: Result },
  name: ContenderName,
) => {
  const contender = contenderAt(point, name)
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null || !hasRate(figures, point.result.spec)) return null
  return measuredFigures(point.result, name)?.jobsPerSecond ?? null
}

/**
 * The 95 % interval of the ratio of two rates from those of the rates, which are of runs of their
 * own: relative widths add as squares (the delta method; G. Casella, R. Berger, "Statistical
 * Inference", 2002, section 5.5.4).
 */
const intervalOf = (
  ratio: number,
  first: Result,
  last: Result,
  name: ContenderName,
): Interval | null => {
  const below = inferredOf(first, name)?.jobsPerSecond
  const above = inferredOf(last, name)?.jobsPerSecond
  if (below === undefined || above === undefined) return null
  // It is least where the later rate is low and the earlier one high.
  const width = (low: Interval, high: Interval): number =>
    Math.hypot(1 - low.low / low.estimate, high.high / high.estimate - 1)
  return {
    estimate: ratio,
    low: ratio * (1 - Math.min(1, width(above, below))),
    high: ratio * (1 + width(below, above)),
  }
}

const NO_FIGURE = '–'
const rateText = (rate: number | null): string => (rate === null ? NO_FIGURE : figure(rate))

/** The scores as a table: a head, and a row for each contender. */
export const coreScoreTable = ({ fewest, most, scores }: CoreScores) => ({
  head: ['contender', `jobs/s on ${coresText(fewest)}`, `jobs/s on ${coresText(most)}`, 'ratio'],
  rows: scores.map((score) => ({
    name: score.name,
    cells: [
      rateText(score.fewest),
      rateText(score.most),
      score.ratio === null ? NO_FIGURE : withInterval(figure(score.ratio), score.interval),
    ],
  })),
})

/** The scores in words, a sentence for each contender that has both. */
export const coreScoreSentences = ({ fewest, most, scores }: CoreScores): string[] =>
  scores.flatMap(({ name, fewest: on, most: onAll, ratio, interval }) => {
    if (on === null || onAll === null || ratio === null) return []
    const often = figure(ratio) === '1' ? 'as many' : `${figure(ratio)} times`
    const width = interval === null ? '' : ` (${plusMinus(interval)})`
    return [
      `${name}: ${figure(on)} jobs/s on ${coresText(fewest)}, ${figure(onAll)} on ${coresText(most)}: ${often}${width}.`,
    ]
  })
