import {
  compareLatency,
  compareRuns,
  compareWithin,
  type Rate,
  type RunRatio,
} from '../../engine/analysis/compare-runs'
import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { contenderNames, runtimeOf, type ContenderName } from '../../engine/contender'
import { inverse } from '../../engine/measure/statistics/interval'
import { measuredFigures } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import { mainPairOf } from '../../engine/spec/main-pair'
import { LEAST_BLOCKS_TO_CLAIM } from '../../engine/spec/spec'
import {
  coresUsed,
  cpuPer1000Jobs,
  figureNamed,
  jobsPerSecond,
  missingOf,
  rowOf,
  textOf,
  type Figure,
  type Row,
} from '../figures'
import { timesOf } from '../verdict/wording'
import { areMachinesApart } from './comparability'

/**
 * What a ratio allows to say: that there is more or less in the later run, or that one can't tell.
 */
export type Light = 'more' | 'less' | 'unknown'

/** One figure of a contender in two runs. */
export interface ComparedFigure {
  readonly figure: Pick<Figure, 'name' | 'unit' | 'meaning' | 'method'>
  /** With its interval; null where the run has no such figure. */
  readonly first: string | null
  readonly later: string | null
  /** Later ÷ first, with its interval where there is one; null where there is nothing to divide. */
  readonly ratio: string | null
  readonly light: Light
  /** Why one can't tell; empty where one can. */
  readonly reason: string
}

/** One contender in two runs. */
export interface ComparedContender {
  readonly name: ContenderName
  readonly figures: readonly ComparedFigure[]
}

/** Two runs, figure by figure. */
export interface SideBySide {
  /**
   * The contender that the others of each run are divided by, where the machines are different
   * ones: then rates are not compared, only ratios within a run. Null where rates are compared.
   */
  readonly base: ContenderName | null
  readonly contenders: readonly ComparedContender[]
  /** Those of which only one of the two has figures. */
  readonly onlyInFirst: readonly ContenderName[]
  readonly onlyInLater: readonly ContenderName[]
}

/**
 * Figures that are compared, and how: rates and latencies have intervals over both runs' blocks.
 */
const compared: readonly {
  readonly figure: Figure
  readonly compare: ((first: Result, later: Result, name: ContenderName) => RunRatio | null) | null
}[] = [
  {
    figure: jobsPerSecond,
    compare: (first, later, name) => compareRuns(first, later, name, 'jobsPerSecond'),
  },
  {
    figure: cpuPer1000Jobs,
    compare: (first, later, name) => inverted(compareRuns(first, later, name, 'jobsPerCoreSecond')),
  },
  { figure: coresUsed, compare: null },
  ...[50, 99].map((percentile) => ({
    figure: figureNamed(`latency p${percentile}`),
    compare: (first: Result, later: Result, name: ContenderName) =>
      compareLatency(first, later, name, percentile),
  })),
  { figure: figureNamed('memory per job'), compare: null },
  { figure: figureNamed('failed jobs'), compare: null },
]

/** Puts two runs side by side: each figure of each contender that both measured, later ÷ first. */
export function sideBySide(first: Result, later: Result): SideBySide {
  const has = (result: Result) => (name: ContenderName) => measuredFigures(result, name) !== null
  const both = contenderNames.filter((name) => has(first)(name) && has(later)(name))
  const base = areMachinesApart([first, later]) ? baseOf(first, both) : null
  const contenders = areMachinesApart([first, later])
    ? both.flatMap((name) => (base === null ? [] : withinRuns(first, later, name, base)))
    : both.map((name) => ({ name, figures: acrossRuns(first, later, name) }))
  return {
    base,
    contenders,
    onlyInFirst: contenderNames.filter((name) => has(first)(name) && !has(later)(name)),
    onlyInLater: contenderNames.filter((name) => has(later)(name) && !has(first)(name)),
  }
}

function acrossRuns(first: Result, later: Result, name: ContenderName): ComparedFigure[] {
  const rows = [first, later].map((result) => {
    const contender = result.contenders.find((one) => one.name === name)
    return contender === undefined ? null : rowOf(contender, result)
  })
  const [before, after] = rows
  if (before == null || after == null) return []
  return compared.flatMap(({ figure, compare }) => {
    const texts = [before, after].map((row) => missingOf(figure, row) ?? textOf(figure, row))
    const [firstText = null, laterText = null] = texts
    // That nothing failed, or that neither has the figure, is no difference.
    if (![before, after].some((row) => (figure.value(row) ?? 0) !== 0)) return []
    const isMissing = [before, after].some((row) => missingOf(figure, row) !== null)
    const found = isMissing || compare === null ? null : compare(first, later, name)
    const told = toldOf(found, isMissing ? null : plainRatio(figure, before, after))
    return [{ figure, first: firstText, later: laterText, ...told }]
  })
}

/** Without an interval nothing can be told: two figures always differ by something. */
function toldOf(
  found: RunRatio | null,
  plain: number | null,
): Pick<ComparedFigure, 'ratio' | 'light' | 'reason'> {
  if (found === null) {
    const ratio = plain === null ? null : `${plain.toFixed(2)}×`
    return { ratio, light: 'unknown', reason: ratio === null ? 'no ratio' : 'no interval' }
  }
  const { ratio, claim } = found
  const isClaimed = claim === 'more' || claim === 'less'
  return {
    ratio: claim === 'not-trusted' ? null : timesOf(ratio),
    light: isClaimed ? claim : 'unknown',
    reason: isClaimed ? '' : reasons[claim],
  }
}

const reasons: Record<Exclude<RunRatio['claim'], 'more' | 'less'>, string> = {
  none: 'within noise',
  'no-rate': 'blocks too short',
  'not-trusted': 'not to be trusted',
}

/** What the reasons of a table mean, a sentence each that is in it. */
export function reasonsExplained({ contenders }: SideBySide): string[] {
  const given = new Set(contenders.flatMap(({ figures }) => figures.map(({ reason }) => reason)))
  return Object.entries(explanations).flatMap(([reason, text]) => (given.has(reason) ? [text] : []))
}

const explanations: Record<string, string> = {
  'within noise':
    'Within noise: the interval includes 1, or a contender differed from itself by as much.',
  'no interval': `No interval: a run has fewer than ${LEAST_BLOCKS_TO_CLAIM} blocks or too few jobs, or the figure has none.`,
  'blocks too short': 'Blocks too short: measure longer, or in fewer blocks.',
}

function plainRatio(figure: Figure, before: Row, after: Row): number | null {
  const [below, above] = [figure.value(before), figure.value(after)]
  return below === null || above === null || below === 0 ? null : above / below
}

function inverted(found: RunRatio | null): RunRatio | null {
  if (found === null) return null
  const { claim } = found
  const turned = claim === 'more' ? 'less' : claim === 'less' ? 'more' : claim
  return { ratio: inverse(found.ratio), claim: turned }
}

/** What the others are divided by: the second of the main pair where both runs measured it. */
function baseOf({ spec }: Result, both: readonly ContenderName[]): ContenderName | null {
  const [first, second] = mainPairOf(spec)
  return [second, first].find((name) => both.includes(name)) ?? both[0] ?? null
}

const within: readonly { readonly rate: Rate; readonly figure: Figure }[] = [
  { rate: 'jobsPerSecond', figure: jobsPerSecond },
  { rate: 'jobsPerCoreSecond', figure: figureNamed('jobs per core-second') },
]

/** Empty for the base itself, and for what runs on another runtime than it. */
function withinRuns(
  first: Result,
  later: Result,
  name: ContenderName,
  base: ContenderName,
): ComparedContender[] {
  if (name === base || runtimeOf(name) !== runtimeOf(base)) return []
  const figures = within.map(({ rate, figure: { name: what, meaning, method } }) => {
    const [firstText = null, laterText = null] = [first, later].map((result) => {
      const ratio = comparisonOf(result, name, base)?.[rate] ?? null
      if (ratio === null) return null
      const noise = claimOf(result, ratio, rate) === 'none' ? ', within noise' : ''
      return `${timesOf(ratio)}${noise}`
    })
    const isWhole = firstText !== null && laterText !== null
    const found = isWhole ? compareWithin([first, later], [name, base], rate) : null
    const told = toldOf(found, null)
    return {
      figure: { name: what, unit: `÷ that of ${base}`, meaning, method },
      first: firstText,
      later: laterText,
      ...told,
    }
  })
  return [{ name, figures }]
}
