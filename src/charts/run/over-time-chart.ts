import type { Spec } from '../../engine/spec/spec'
import type { Sample } from '../../engine/result/figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import { linearAxis } from '../axis'
import { loadOf } from '../../report/caption'
import { duration, figure } from '../../report/format'
import { frameLines } from '../frame'
import type { ChartStyle } from '../chart-style'
import { areAmountsPlanned } from '../../engine/spec/mean-amounts'
import { demandOf, idealJobsPerSecond } from '../../engine/analysis/ceiling'
import { isCeilingFor } from '../../engine/analysis/hidden-use'
import { idealFormula } from '../../report/ideal'
import { assemble, evenly, measuredLine, modelLine, type LabelledLine } from '../line'
import { missingRate } from '../../report/note/missing-figure'
import type { LinePoint, NamedChart } from '../named-chart'
import { figuresOf } from '../../engine/result/measured-figures'
import { standingOf, withRemark } from '../../report/note/status-notes'
import { runFootnote } from '../../report/picture/footnote'
import { mainPairOf } from '../../engine/spec/main-pair'
import { runTitle } from '../../report/picture/run-title'
import { runSource } from '../../report/picture/source-line'

/** The first has bursts of jobs fall into one window or the next: the sampling would show. */
const windowsMs = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000] as const
const MOST_POINTS = 80

/** Jobs finished per second over the time measured, a line per contender. */
export const overTimeChart = (result: Result, style: ChartStyle): NamedChart => {
  const shown = result.contenders.filter(({ name }) => style.isShown(name))
  const longestMs = Math.max(0, ...shown.map(measuredMs))
  const windowMs = windowFor(longestMs)
  const measured = shown.flatMap((contender) =>
    lineOf(contender, shown, result.spec, windowMs, style),
  )
  const lines = [...measured, ...ceilingOf({ ...result, contenders: shown }, longestMs, style)]
  const { datasets, labels, told } = assemble(lines)
  return frameLines(
    {
      name: 'over-time',
      title: runTitle(result, 'throughput', style.isShown),
      subtitle: `Jobs finished per second over time, ${loadOf(result.spec)} (means of ${duration(windowMs)})`,
      description: describe(shown, result.spec),
      footnote: runFootnote(result),
      source: runSource(result, 'jobsPerSecond'),
    },
    {
      data: { datasets },
      scales: {
        x: timeAxis(longestMs, style),
        y: linearAxis({ title: 'jobs per second', style, isGridShown: true }),
      },
    },
    labels,
    told,
    style,
  )
}

/** The axis of the time measured, in seconds. */
export const timeAxis = (longestMs: number, style: ChartStyle) =>
  linearAxis({
    title: style.isCompact ? 'time (s)' : 'time measured, warm-ups left out (s)',
    style,
    isGridShown: false,
    max: Math.max(longestMs, 100) / 1_000,
  })

const measuredMs = (contender: ContenderResult): number =>
  figuresOf(contender)?.samples.at(-1)?.atMs ?? 0

/** The shortest round window that keeps the points countable. */
const windowFor = (longestMs: number): number =>
  windowsMs.find((windowMs) => longestMs / windowMs <= MOST_POINTS) ?? 60_000

/**
 * Means over windows, weighted by the time that each sample covers, at the middle of each window.
 */
export const windowed = (samples: readonly Sample[], windowMs: number): LinePoint[] => {
  const points: LinePoint[] = []
  let start = 0
  let jobs = 0
  let previous = 0
  samples.forEach(({ atMs, jobsPerSecond }, index) => {
    jobs += jobsPerSecond * (atMs - previous)
    previous = atMs
    const isFull = atMs - start >= windowMs * 0.999
    const isRest = index === samples.length - 1 && (atMs - start >= windowMs / 2 || start === 0)
    if ((!isFull && !isRest) || atMs === start) return
    points.push({ x: (start + atMs) / 2_000, y: jobs / (atMs - start) })
    start = atMs
    jobs = 0
  })
  return points
}

const lineOf = (
  contender: ContenderResult,
  shown: readonly ContenderResult[],
  spec: Spec,
  windowMs: number,
  style: ChartStyle,
): LabelledLine[] => {
  const figures = figuresOf(contender)
  if (figures === null) return []
  const points = windowed(figures.samples, windowMs)
  const isMarked = evenly(points.length, 8)
  const { name } = contender
  const others = shown.map((one) => one.name)
  const { dataset, mark } = measuredLine(
    { name, among: { others, pairs: [mainPairOf(spec)] } },
    points,
    style,
    isMarked,
  )
  const rate = missingRate(figures, spec) ?? `${figure(figures.jobsPerSecond)} per s`
  const detail = withRemark(contender, rate)
  return [
    {
      dataset,
      label: { mark, name, detail, tone: standingOf(contender).tone },
      series: name,
      figures: points.map(({ x, y }) =>
        y === null ? null : `${name}: ${figure(y)} jobs/s at ${figure(x)} s`,
      ),
    },
  ]
}

/**
 * The highest ceiling of those who took part, and whose it is: what Little's law and the cores
 * allow. An open load that brings fewer jobs than that is the ceiling itself, of all of them.
 */
const ceilingOf = (result: Result, longestMs: number, style: ChartStyle): LabelledLine[] => {
  const demand = demandOf(result.spec, result.environment)
  if (demand === null || longestMs === 0) return []
  const ceilings = result.contenders
    .filter((contender) => figuresOf(contender) !== null && isCeilingFor(contender, result))
    .map(({ name }) => ({ name, ideal: idealJobsPerSecond(name, demand) }))
  const highest = Math.max(...ceilings.map(({ ideal }) => ideal))
  const sharing = ceilings.filter(({ ideal }) => ideal === highest).map(({ name }) => name)
  const [first] = sharing
  if (first === undefined) return []
  const level = (y: number) => [0, longestMs / 1_000].map((x) => ({ x, y }))
  const { load } = result.spec
  if (load.kind === 'open' && load.arrivalsPerSecond < highest) {
    const rate = load.arrivalsPerSecond
    return [modelLine('arrivals', `${figure(rate)} per s come in`, level(rate), style)]
  }
  const whose =
    ceilings.length > 1 && sharing.length === ceilings.length ? 'all' : sharing.join(', ')
  const isTold = areAmountsPlanned(result.spec.workload)
  const formula = `${isTold ? '' : 'about '}${figure(highest)} per s = ${idealFormula(first, demand)}`
  const name = `${isTold ? 'ceiling of' : 'predicted for'} ${whose}`
  return [modelLine(name, formula, level(highest), style, ['ceiling'])]
}

const describe = (shown: readonly ContenderResult[], spec: Spec): string =>
  shown
    .map((contender) => {
      const figures = figuresOf(contender)
      if (figures === null) return `${contender.name}: ${standingOf(contender).remark}.`
      const rate = missingRate(figures, spec) ?? `${figure(figures.jobsPerSecond)} jobs per second`
      return `${contender.name}: ${withRemark(contender, rate)}.`
    })
    .join(' ')
