import type { Interval } from '../../engine/measure/statistics/interval'
import { predictedRange } from '../../engine/analysis/predicted-range'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { subjectOf, threadsOf } from '../../engine/contender'
import type { ContenderResult, Result } from '../../engine/result/result'
import { mainPairOf } from '../../engine/spec/main-pair'
import { plusMinus } from '../../report/format'
import { figuresOf } from '../../engine/result/measured-figures'
import { standingOf } from '../../report/note/status-notes'
import { intervalOf, missingOf, rowOf, type Figure } from '../../report/figures'
import type { Bar, BarPanel, BarRow } from '../bars'
import type { ChartStyle } from '../chart-style'
import { styleAmong } from '../contender-style'

/** Whose bars a chart of a run has. */
export const shownOf = ({ contenders }: Result, { isShown }: ChartStyle): ContenderResult[] =>
  contenders.filter(({ name }) => isShown(name))

/** With more rows than these there is no room for a second line each. */
const MOST_WITH_THREADS = 6

/** A row for each contender in its colour. */
export const rowsOf = (
  shown: readonly ContenderResult[],
  { spec, environment }: Result,
  { theme, isCompact }: ChartStyle,
): BarRow[] => {
  const pairs = [mainPairOf(spec)]
  const counts = threadCounts(spec, environment)
  const names = shown.map(({ name }) => name)
  const hasRoom = !isCompact && shown.length <= MOST_WITH_THREADS
  return shown.map((contender) => {
    const threads = threadsOf(contender.name, counts)
    // Titles speak of "32 threads": one sees whose they are.
    const those = hasRoom && threads > 1 ? subjectOf(contender.name, counts) : ''
    return {
      name: contender.name,
      remark: standingOf(contender).remark || those,
      colour: styleAmong(contender.name, names, theme, pairs).colour,
    }
  })
}

/** After a subtitle: what the marks at the bars mean; empty where there are none. */
export const keyOf = (panels: readonly BarPanel[], { isCompact }: ChartStyle): string => {
  const bars = panels.flatMap((panel) => panel.bars)
  const words = isCompact ? briefKey : key
  const ceiling = bars.some(({ ceilingRange }) => ceilingRange != null)
    ? words.predicted
    : bars.some((bar) => bar.ceiling !== null)
      ? words.ceiling
      : null
  const interval = bars.some((bar) => bar.interval !== null) ? words.interval : null
  return [interval, ceiling].map((mark) => (mark === null ? '' : ` · ${mark}`)).join('')
}

const key = {
  interval: 'thin bars: 95 % intervals',
  ceiling: 'dashed: the most that a model allows',
  predicted: 'dashed, with its spread: predicted from the trial',
}

const briefKey: typeof key = {
  interval: 'thin: 95 % intervals',
  ceiling: 'dashed: a model’s ceiling',
  predicted: 'dashed: predicted',
}

/** What a panel shows besides a figure of the tables. */
interface PanelOptions {
  readonly id: string
  readonly name: string
  /** Said where a contender that finished jobs has no such figure. */
  readonly lacks: string
  /** After a figure that is told by itself, where its unit does not say what it is of. */
  readonly toldAs?: string
  readonly ceilingOf?: (contender: ContenderResult) => number | null
}

/** A column of bars of one of the figures that tables have, for the contenders given. */
export const figurePanel = (
  figure: Figure,
  result: Result,
  shown: readonly ContenderResult[],
  { id, name, lacks, toldAs, ceilingOf = () => null }: PanelOptions,
): BarPanel => ({
  id,
  name,
  bars: shown.map((contender): Bar => {
    const row = rowOf(contender, result)
    const missing = row === null ? null : missingOf(figure, row)
    const value = row === null || missing !== null ? null : figure.value(row)
    const ceiling = figuresOf(contender) === null ? null : ceilingOf(contender)
    const ceilingRange = ceiling === null ? null : predictedRange(ceiling, result.spec)
    if (value === null) {
      const text = row === null ? 'nothing measured' : (missing ?? lacks)
      return {
        value,
        told: null,
        text,
        isFigure: false,
        detail: '',
        interval: null,
        ceiling,
        ceilingRange,
      }
    }
    const text = figure.text(value)
    const interval = row === null ? null : intervalOf(figure, row)
    return {
      value,
      told: toldOf(contender.name, figure, { text, toldAs }, interval),
      text,
      isFigure: true,
      detail: plusMinus(interval, figure.text),
      interval,
      ceiling,
      ceilingRange,
    }
  }),
})

/** "event-loop: 19,600 jobs/s, 95 % interval 19,400 to 19,800". */
const toldOf = (
  name: string,
  { text: write, unit }: Figure,
  { text, toldAs }: { readonly text: string; readonly toldAs: string | undefined },
  interval: Interval | null,
): string => {
  const withUnit = text.endsWith(unit) ? text : `${text} ${unit}`
  const said = toldAs === undefined ? withUnit : `${text} ${toldAs}`
  const range =
    interval === null ? '' : `, 95 % interval ${write(interval.low)} to ${write(interval.high)}`
  return `${name}: ${said}${range}`
}

/** The bars in words, for those who cannot see them. */
export const describeBars = (rows: readonly BarRow[], panels: readonly BarPanel[]): string =>
  rows
    .map(({ name, remark }, index) => {
      const said = panels.map((panel) => {
        const bar = panel.bars[index]
        return bar === undefined ? '' : bar.isFigure ? `${bar.text} ${panel.name}` : bar.text
      })
      return `${name}: ${[remark, ...said].filter((part) => part !== '').join(', ')}.`
    })
    .join(' ')
