import {
  judge,
  type Experiment,
  type GalleryFigure,
  type MeasuredLine,
  type PublishedLine,
} from '../../engine/gallery'
import { modelOf } from '../../engine/analysis/model/model-of-run'
import { figureInterval } from '../../engine/gallery/figure-interval'
import type { Interval } from '../../engine/measure/statistics/interval'
import type { Sweep } from '../../engine/result/sweep'
import { figure } from '../../report/format'
import { answerWords } from '../../report/gallery/experiment-verdict'
import { figureWords } from '../../report/gallery/figure-words'
import { notesFootnote } from '../../report/picture/footnote'
import { withoutStop } from '../../report/picture/run-title'
import { sweepSource, type Checked } from '../../report/picture/source-line'
import { valueName, valueText } from '../../report/sweep/sweep-caption'
import { sweepVerdict } from '../../report/sweep/sweep-verdict'
import { sweepStanding } from '../../report/sweep/sweep-warnings'
import { capital } from '../../report/verdict/verdict'
import type { ChartStyle } from '../chart-style'
import { frameLines } from '../frame'
import { assemble, measuredLine, modelLine, thinLine, toldApart, type LabelledLine } from '../line'
import type { NamedChart } from '../named-chart'
import { logAxis, rateAxis, valueAxis } from '../sweep/sweep-axis'

/** Values that span more than a factor of 30 cannot be told apart on a linear axis. */
const MOST_ON_LINEAR = 30

/** A measured line with the interval of each of its points. */
interface Drawn {
  readonly line: LabelledLine
  readonly intervals: readonly (Interval | null)[]
}

/**
 * An experiment that was repeated: what this machine measured, over what was published, which is
 * thin and named as another machine's. The title says what this run says of the claim.
 */
export const experimentChart = (
  experiment: Experiment,
  sweep: Sweep,
  style: ChartStyle,
): NamedChart => {
  const words = figureWords[experiment.lines[0]?.figure ?? 'jobs-per-second']
  const values = sweep.points.map(({ value }) => value)
  const measured = experiment.lines
    .filter(({ contender }) => style.isShown(contender))
    .flatMap((line) => measuredOf(experiment, line, sweep, style))
  const published = experiment.published.flatMap((line) => publishedOf(line, values, style))
  const modelled = experiment.lines
    .filter(({ contender }) => style.isShown(contender))
    .flatMap((line) => modelledOf(line, sweep, style))
  const thin = toldApart([...modelled.map(({ line }) => line), ...published], style)
  const { datasets, labels, told } = assemble([...measured.map(({ line }) => line), ...thin])
  const intervals = [...measured, ...modelled].map((one) => one.intervals)
  const shown = [
    ...datasets.flatMap(({ data }) => data.flatMap(({ y }) => (y === null ? [] : [y]))),
    ...intervals.flat().flatMap((ends) => (ends === null ? [] : [ends.low, ends.high])),
  ]
  const isLogX = isWide(values)
  const isLogY = (style.scale ?? (words.isLatency || isWide(shown) ? 'log' : 'linear')) === 'log'
  return frameLines(
    {
      name: 'experiment',
      title: withoutStop(sweepVerdict(sweep).headline),
      subtitle: style.isCompact
        ? capital(words.axis)
        : `${capital(words.axis)} by ${valueName(sweep.over)}. ${published.length === 0 ? 'Nothing published could be drawn' : 'Thin: published, another machine'}. Light bars: 95 % intervals, of a model its band`,
      description: describe(experiment, sweep, measured),
      footnote: notesFootnote(sweepStanding(sweep)),
      source: sweepSource(sweep, checkedBy(experiment.lines[0]?.figure)),
    },
    {
      data: { datasets },
      intervals,
      scales: {
        x: valueAxis(sweep, values, isLogX, style),
        y: isLogY
          ? logAxis(
              words.axis,
              shown.filter((value) => value > 0),
              style,
            )
          : rateAxis(words.axis, Math.max(0, ...shown), style),
      },
    },
    labels,
    told,
    style,
  )
}

const measuredOf = (
  { lines }: Experiment,
  { contender, figure: of, name }: MeasuredLine,
  { points, over }: Sweep,
  style: ChartStyle,
): Drawn[] => {
  const sorted = [...points].sort((a, b) => a.value - b.value)
  const intervals = sorted.map(({ result }) => figureInterval(result, contender, of))
  const data = sorted.map(({ value }, index) => ({
    x: value,
    y: intervals[index]?.estimate ?? null,
  }))
  const last = data.filter(({ y }) => y !== null).at(-1)
  if (last?.y === undefined || last.y === null) return []
  const { unit } = figureWords[of]
  const isSecond = lines.find((other) => other.contender === contender)?.figure !== of
  const { dataset, mark } = measuredLine({ name: contender, among: null }, data, style, () => true)
  // Two figures of one contender have its colour and are told apart by their dash.
  const dash = isSecond ? [6, 4].map(style.px) : mark.dash
  return [
    {
      intervals,
      line: {
        dataset: { ...dataset, label: name, borderDash: [...dash], pointRadius: style.px(5) },
        label: {
          mark: { ...mark, dash },
          name,
          detail: `${figure(last.y)} ${unit}`,
          tone: 'plain',
        },
        series: contender,
        figures: data.map(({ x, y }, index) =>
          y === null
            ? null
            : `${name}: ${figure(y)} ${unit} at ${valueText(over, x)}${rangeOf(intervals[index] ?? null)}`,
        ),
      },
    },
  ]
}

const rangeOf = (interval: Interval | null): string =>
  interval === null ? '' : `, 95 % interval ${figure(interval.low)} to ${figure(interval.high)}`

/**
 * What queueing models give at the CPU time of a job that was measured: a simulation of the plan,
 * with a band from the machine repairman's model to the bounds. None where they do not fit.
 */
const modelledOf = (
  { contender, figure: of, name }: MeasuredLine,
  { points }: Sweep,
  style: ChartStyle,
): Drawn[] => {
  if (of !== 'jobs-per-second') return []
  const checks = [...points]
    .sort((a, b) => a.value - b.value)
    .flatMap(({ value, result }) => {
      const check = modelOf(result, contender)
      return check === null ? [] : [{ value, rate: check.modelled }]
    })
  const last = checks.at(-1)
  if (last === undefined) return []
  const data = checks.map(({ value, rate }) => ({ x: value, y: rate.simulated }))
  return [
    {
      line: modelLine(name, `${figure(last.rate.low)} to ${figure(last.rate.high)}`, data, style, [
        // "loop model" beside "pool model": two that are called "model" are told apart by nothing.
        `${name.split(/[ -]/).at(-1) ?? name} model`,
        'model',
      ]),
      intervals: checks.map(({ rate }) => ({
        estimate: rate.simulated,
        low: Math.min(rate.low, rate.simulated),
        high: Math.max(rate.high, rate.simulated),
      })),
    },
  ]
}

/** As far as the measured values reach: a repetition that was cut short has a shorter axis. */
const publishedOf = (
  { name, points }: PublishedLine,
  values: readonly number[],
  style: ChartStyle,
): LabelledLine[] => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const seen = points.filter(({ x }) => x >= least && x <= most)
  return seen.length === 0 ? [] : [thinLine(`${name} (published)`, 'another machine', seen, style)]
}

/** The A/A check that a figure is judged by. */
const checkedBy = (of: GalleryFigure | undefined): Checked => {
  if (of === 'jobs-per-core-second' || of === 'cpu-per-job') return 'jobsPerCoreSecond'
  return of === 'jobs-per-second' ? 'jobsPerSecond' : 'latency'
}

const isWide = (values: readonly number[]): boolean => {
  const positive = values.filter((value) => value > 0)
  return Math.max(...positive) / Math.min(...positive) > MOST_ON_LINEAR
}

const describe = (experiment: Experiment, sweep: Sweep, measured: readonly Drawn[]): string =>
  [
    `${experiment.claim} ${experiment.figures}`,
    ...measured.map(({ line }) => `${line.figures.filter((told) => told !== null).join('; ')}.`),
    ...judge(experiment, sweep).checks.map(
      ({ check, answer }) => `${capital(check.about)}: ${answerWords[answer]}.`,
    ),
  ].join(' ')
