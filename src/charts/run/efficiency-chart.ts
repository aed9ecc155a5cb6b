import { inferredOf } from '../../engine/result/measured-figures'
import type { ScaleOptions } from 'chart.js'
import type { ContenderResult, Figures, Result } from '../../engine/result/result'
import { linearTicks, plottable, tickedLinearAxis, wholeLabels } from '../axis'
import type { ContenderName, Spec } from '../../engine/spec/spec'
import { badgeOf } from '../../report/badge'
import { loadOf, subtitleOf } from '../../report/caption'
import { contenderStyle } from '../contender-style'
import { figure } from '../../report/format'
import { frameBars } from '../frame'
import type { Look } from '../chart-style'
import { hasRate, missingRate } from '../../report/note/missing-figure'
import type { NamedChart } from '../named-chart'
import type { BarText } from '../plugin/bar-values'
import type { Note } from '../../report/note/note'
import {
  figuresOf,
  standingNotes,
  standingOf,
  trustNotes,
  withRemark,
} from '../../report/note/status-notes'
import { font, TYPEFACE } from '../theme'

/** One column of bars: a figure that every contender has, or has a reason not to have. */
interface Panel {
  readonly id: 'jobsPerSecond' | 'coresUsed' | 'jobsPerCoreSecond'
  /** With its unit. */
  readonly title: string
  /** The same where there is little room. */
  readonly shortTitle: string
  readonly valueOf: (figures: Figures, spec: Spec) => number | null
  readonly missing: string
  /** The axis reaches at least this far. */
  readonly atLeast: number
}

const panels: readonly Panel[] = [
  {
    id: 'jobsPerSecond',
    title: 'jobs per second',
    shortTitle: 'jobs/s',
    valueOf: (figures, spec) => (hasRate(figures, spec) ? figures.jobsPerSecond : null),
    missing: '',
    atLeast: 0,
  },
  {
    id: 'coresUsed',
    title: '÷ cores used (CPU s per s)',
    shortTitle: '÷ cores used',
    valueOf: ({ coresUsed }) => coresUsed,
    missing: '',
    atLeast: 1,
  },
  {
    id: 'jobsPerCoreSecond',
    title: '= jobs per core-second',
    shortTitle: '= jobs/core-s',
    valueOf: (figures, spec) => (hasRate(figures, spec) ? figures.jobsPerCoreSecond : null),
    missing: 'too little CPU time to say',
    atLeast: 0,
  },
]

/** Side by side where there is room; else only what the chart is about. */
const panelsFor = ({ isTiny }: Look): readonly Panel[] => (isTiny ? panels.slice(-1) : panels)

/**
 * Cores used beside jobs per core-second, with jobs per second in front of them: one row per
 * contender, and the first column divided by the second is the third.
 */
export const efficiencyChart = (result: Result, look: Look): NamedChart => {
  const { contenders } = result
  const shown = panelsFor(look)
  const colours = contenders.map(({ name }) => contenderStyle(name, look.theme).colour)
  const datasets = shown.map((panel) => ({
    label: panel.title,
    data: contenders.map((contender) => valueOf(panel, contender, result.spec)),
    xAxisID: panel.id,
    backgroundColor: colours,
    // The three bars of a contender share its row instead of dividing it.
    grouped: false,
    maxBarThickness: 36,
    categoryPercentage: 0.8,
    barPercentage: 0.8,
  }))
  return frameBars(
    {
      name: 'efficiency',
      title: `Work done per core-second, ${loadOf(result.spec)}`,
      subtitle: subtitleOf(result),
      description: describe(result),
      notes: [
        ...trustNotes(result),
        ...standingNotes(result),
        ...cpuSourceNotes(result),
        ...markNotes(result),
      ],
      badge: badgeOf(result, 'jobsPerCoreSecond'),
    },
    {
      data: { labels: contenders.map(({ name }) => name), datasets },
      scales: { y: rows(contenders, look), ...columns(result, look) },
    },
    {
      texts: shown.map((panel) =>
        contenders.map((contender) => textOf(panel, contender, result.spec, look)),
      ),
      intervals: shown.map((panel) =>
        contenders.map((contender) =>
          valueOf(panel, contender, result.spec) === null
            ? null
            : (inferredOf(result, contender.name)?.[panel.id] ?? null),
        ),
      ),
      ceilings: shown.map(({ id }) =>
        contenders.map(({ name }) =>
          id === 'jobsPerSecond' ? (predictedOf(result, name)?.jobsPerSecond ?? null) : null,
        ),
      ),
    },
    look,
  )
}

const predictedOf = ({ predicted }: Result, name: ContenderName) =>
  predicted.find((ceiling) => ceiling.name === name) ?? null

/** More than this apart, a reader who divides would wonder. */
const MOST_APART = 0.02

/** Rates count from completion to completion, and CPU time from edge to edge of the blocks. */
const divisionNote = ({ contenders }: Result): string[] => {
  const isApart = contenders.some((contender) => {
    const figures = figuresOf(contender)
    if (figures?.jobsPerCoreSecond == null || figures.completed === 0) return false
    const divided = figures.jobsPerSecond / figures.coresUsed
    return Math.abs(divided / figures.jobsPerCoreSecond - 1) > MOST_APART
  })
  return isApart
    ? [
        'Jobs per second count from completion to completion, cores used from end to end of blocks. So ÷ and = hold nearly for these figures.',
      ]
    : []
}

/** What is drawn besides bars and is not said by an axis. */
const markNotes = (result: Result): Note[] => {
  const {
    inference,
    predicted,
    spec: { load },
  } = result
  const interval = inference === null ? [] : ['Thin lines: 95 % intervals.']
  const ceiling = predicted.length === 0 ? [] : [`Dashed: ${predictionOf(load)}.`]
  const text = [...interval, ...ceiling, ...divisionNote(result)].join(' ')
  return text === '' ? [] : [{ tone: 'information', text }]
}

const predictionOf = (load: Result['spec']['load']): string => {
  if (load.kind === 'closed') {
    return 'the most that was predicted before the run (model: Little’s law and the cores)'
  }
  const rate = load.arrivals === 'poisson' ? 'the mean rate of arrivals' : 'the rate of arrivals'
  return `what was predicted before the run (model: ${rate}, or less where Little’s law or the cores allow no more)`
}

const valueOf = (panel: Panel, contender: ContenderResult, spec: Spec): number | null => {
  const figures = figuresOf(contender)
  return figures === null ? null : panel.valueOf(figures, spec)
}

const textOf = (panel: Panel, contender: ContenderResult, spec: Spec, look: Look): BarText => {
  const value = valueOf(panel, contender, spec)
  if (value !== null) return { text: figure(value), isFigure: true }
  // The words would run into the next panel.
  if (look.isCompact) return { text: '–', isFigure: false }
  const figures = figuresOf(contender)
  const reason =
    figures === null ? 'nothing measured' : (missingRate(figures, spec) ?? panel.missing)
  return { text: reason, isFigure: false }
}

const rows = (contenders: readonly ContenderResult[], look: Look): ScaleOptions<'category'> => ({
  type: 'category',
  grid: { display: false },
  border: { display: false },
  afterFit: wholeLabels(font(look.sizes.label, 600), 3),
  ticks: {
    color: look.palette.ink,
    font: { family: TYPEFACE, size: look.sizes.label, weight: 600 },
    padding: 10,
    // A bar without its name says nothing: in a small chart the names stand close.
    autoSkip: false,
    callback: (_value, index) => {
      const contender = contenders[index]
      if (contender === undefined) return ''
      const { remark } = standingOf(contender)
      return remark === '' ? contender.name : [contender.name, `(${remark})`]
    },
  },
})

/** The columns side by side, with a gap between them so that a long figure meets no other bar. */
const columns = (result: Result, look: Look): Record<string, ScaleOptions<'linear'>> =>
  Object.fromEntries(
    panelsFor(look).map((panel): [string, ScaleOptions<'linear'>] => {
      const values = result.contenders.flatMap((contender) => [
        valueOf(panel, contender, result.spec) ?? 0,
        inferredOf(result, contender.name)?.[panel.id]?.high ?? 0,
        panel.id === 'jobsPerSecond'
          ? (predictedOf(result, contender.name)?.jobsPerSecond ?? 0)
          : 0,
      ])
      const most = plottable(Math.max(panel.atLeast, ...values)) ?? 0
      const longest = most > 0 ? most : 1
      const axis = tickedLinearAxis({
        title: look.isCompact ? panel.shortTitle : panel.title,
        look,
        isGridShown: true,
        // Room for the figure at the end of the longest bar.
        bounds: { min: 0, max: longest * labelRoom(look) },
        // In a narrow panel the labels would meet; the figures stand at the bars in any case.
        ticks: panelPx(look) < 140 ? [{ value: 0, label: '0' }] : linearTicks(longest),
      })
      return [panel.id, { ...axis, position: 'bottom', axis: 'x', stack: 'panels', stackWeight: 1 }]
    }),
  )

/** How much longer than its longest bar a panel is, so that the figure at its end has room. */
const labelRoom = (look: Look): number => {
  const figurePx = look.sizes.value * 5.4
  return 1 / (1 - Math.min(0.6, figurePx / panelPx(look)))
}

/** About how wide a panel is, beside the names of the contenders. */
const panelPx = (look: Look): number => {
  const names = look.sizes.label * 8 + 50
  return Math.max(60, (look.width - names) / panelsFor(look).length)
}

/** CPU time that could not be read per thread is that of everything in the process. */
const cpuSourceNotes = ({ contenders }: Result): Note[] => {
  const names = contenders
    .filter((contender) => figuresOf(contender)?.cpuSource === 'process-wide')
    .map(({ name }) => name)
  if (names.length === 0) return []
  const text = `CPU time of ${names.join(', ')} is that of the whole process: it cannot be read per thread here.`
  return [{ tone: 'caution', text }]
}

const describe = ({ contenders, spec }: Result): string =>
  contenders
    .map((contender) => {
      const figures = figuresOf(contender)
      if (figures === null) return `${contender.name}: ${standingOf(contender).remark}.`
      const { jobsPerSecond, coresUsed, jobsPerCoreSecond } = figures
      const rate = missingRate(figures, spec) ?? `${figure(jobsPerSecond)} jobs per second`
      const work =
        jobsPerCoreSecond === null
          ? 'too little CPU time for a figure per core-second'
          : `${figure(jobsPerCoreSecond)} jobs per core-second`
      const said = `${rate} with ${figure(coresUsed)} cores used, ${work}`
      return `${contender.name}: ${withRemark(contender, said)}.`
    })
    .join(' ')
