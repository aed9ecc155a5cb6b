import { contenders, type ThreadCounts } from '../../engine/contender'
import { figure } from '../../report/format'
import {
  compareRuns,
  isRoundsApart,
  rateOf,
  type Rate,
  type RunRatio,
} from '../../engine/analysis/compare-runs'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { distrustWords } from '../../report/verdict/trust-words'
import type { Result } from '../../engine/result/result'
import { LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../../engine/spec/spec'
import { rangeOf } from '../../report/verdict/wording'
import { InputError, quote } from '../../host/input/input-error'
import { parseNumber } from '../flag/parse-amount'
import { didYouMean } from '../flag/choice-flag'

/** What can regress: jobs per second, or jobs per core-second. */
const regressionKinds = ['slower', 'costlier'] as const
type RegressionKind = (typeof regressionKinds)[number]

/** What `--fail-if` asks for. */
export interface FailIf {
  readonly kind: RegressionKind
  /** By how much of the first run's figure a later one must fall short, above 0 and below 1. */
  readonly share: number
}

const FORM = /^([^:]*):(.*?)\s*%$/

/**
 * Parses "slower:5%" (jobs per second) and "costlier:10%" (jobs per core-second).
 *
 * @throws InputError naming the value that cannot be used
 */
export function parseFailIf(text: string): FailIf {
  const [, name, percentText = ''] = FORM.exec(text) ?? []
  if (name === undefined) {
    throw refused(`expected a condition such as slower:5%, got ${quote(text)}`, text)
  }
  const kind = regressionKinds.find((known) => known === name)
  if (kind === undefined) {
    const suggestion = didYouMean(name, regressionKinds)
    throw refused(
      `expected one of ${regressionKinds.join(', ')}, got ${quote(name)}${suggestion}`,
      text,
    )
  }
  const percent = parseNumber(percentText)
  if (percent === null || percent <= 0 || percent >= 100) {
    throw refused(`expected a percentage above 0 and below 100, got ${quote(percentText)}`, text)
  }
  return { kind, share: percent / 100 }
}

/** What `--fail-if` found, in lines. */
export interface Judgement {
  /** Each contender of each later run that the first run has a figure for. */
  readonly judged: readonly Judged[]
  /** What it fails for. */
  readonly regressions: readonly string[]
  /**
   * What looks like a regression and is not shown to be one, and what was judged without interval.
   */
  readonly remarks: readonly string[]
}

/**
 * Where a later run regressed against the first beyond what was asked, for each contender and run.
 * Where both have blocks enough for an interval, it fails only where all of the interval is beyond
 * the threshold and the difference is one at all (see `compareRuns`); where one has not, by the
 * figures alone, which is remarked. A contender that the first run measured and a later one was to
 * measure and has no such figure for is a regression too: a guard that is silent where nothing was
 * measured guards nothing. None where the first run has no figure itself.
 *
 * @throws InputError where a later run had other jobs, another load or other threads, or has none
 *   of the first's contenders, or where one of two runs is not to be trusted: nothing regresses
 *   then
 */
export function judge(results: readonly Result[], failIf: FailIf): Judgement {
  const [first, ...others] = results
  if (first === undefined) return { judged: [], regressions: [], remarks: [] }
  others.forEach((later, index) => {
    checkAlike(first, later, index + 2)
    checkRounds(first, later, index + 2)
  })
  const judged = first.contenders.flatMap(({ name }) =>
    others.flatMap((later, index) => judgeOne(first, later, name, index + 2, failIf) ?? []),
  )
  if (judged.length > 0 && judged.every(({ outcome }) => outcome === 'not-judged')) {
    const [doubted] = judged.flatMap(({ distrust }) => distrust ?? [])
    if (doubted !== undefined) throw refused(doubted, '')
    throw refused('needs a contender that both runs were to measure, and there is none', '')
  }
  const linesOf = (outcome: Judged['outcome']): string[] =>
    judged.flatMap((one) => (one.outcome === outcome ? [one.line] : []))
  const unsure = judged.flatMap(({ place, hasInterval }) => (hasInterval ? [] : [place]))
  const withoutInterval = `Judged by the figures alone, as an interval takes ${LEAST_BLOCKS_TO_CLAIM} blocks in both runs: ${unsure.join(', ')}.`
  return {
    judged,
    regressions: linesOf('regression'),
    remarks: [
      ...linesOf('not-shown'),
      ...linesOf('not-judged'),
      ...(unsure.length === 0 ? [] : [withoutInterval]),
      ...differingRemarks(first, others),
    ],
  }
}

/** What the work is, and how much of it is going on; threads only count where someone uses them. */
const alike = [
  'workload',
  'load',
  'faults',
  'concurrency',
  'workers',
  'loops',
  'cores',
  'uvThreads',
] as const

/** A guard that compares different work would pass, or fail, for nothing. */
function checkAlike({ spec: first }: Result, { spec: later }: Result, number: number): void {
  const has = (threads: keyof ThreadCounts): boolean =>
    [...first.contenders, ...later.contenders].some((name) => contenders[name].threads === threads)
  for (const field of alike) {
    if ((field === 'workers' || field === 'loops') && !has(field)) continue
    const [a, b] = [first, later].map((spec) => JSON.stringify(spec[field], withoutPath))
    if (a === b) continue
    const problem = `needs runs of the same work, but ${field} is ${quote(first[field])} in run 1 and ${quote(later[field])} in run ${number}`
    throw new InputError('invalid-field', `--fail-if: ${problem}`, {
      source: '--fail-if',
      value: later[field],
    })
  }
}

/**
 * A millisecond of computing is measured anew in every run: on a slower runtime its jobs are
 * smaller, and it would come out alike.
 */
function checkRounds(first: Result, later: Result, number: number): void {
  if (!isRoundsApart(first, later)) return
  const [a, b] = [first, later].map(({ plan }) => figure(plan.roundsPerMs))
  const problem = `needs jobs of the same work, but a millisecond of computing is ${a} rounds in run 1 and ${b} in run ${number}. Run it with --rounds-per-ms ${first.plan.roundsPerMs}`
  throw new InputError('invalid-field', `--fail-if: ${problem}`, {
    source: '--fail-if',
    value: later.plan.roundsPerMs,
  })
}

/** Blocks of another length or number, or after another warm-up, are judged, and that is said. */
function differingRemarks({ spec: first }: Result, others: readonly Result[]): string[] {
  return (['durationMs', 'blocks', 'generations', 'warmupMs'] as const).flatMap((field) =>
    others.flatMap(({ spec }, index) =>
      spec[field] === first[field]
        ? []
        : [
            `Judged although ${field} is ${first[field]} in run 1 and ${spec[field]} in run ${index + 2}.`,
          ],
    ),
  )
}

/** Where files lie does not make them others: a guard runs in another folder every time. */
const withoutPath = (key: string, value: unknown): unknown => (key === 'path' ? undefined : value)

/** A contender of a later run. */
export interface Judged {
  /** Why it cannot be judged, where a run is not to be trusted. */
  readonly distrust?: string
  /** "event-loop in run 2". */
  readonly place: string
  readonly outcome: 'regression' | 'not-shown' | 'not-judged' | 'fine'
  /** The same in words; empty where nothing is to be said. */
  readonly line: string
  readonly hasInterval: boolean
}

/** What was cut short has figures of some moment, and no more is known of them. */
function isPartial({ contenders }: Result, name: ContenderName): boolean {
  return contenders.some((one) => one.name === name && one.status === 'partial')
}

/** Null where the first run has nothing to judge by. */
function judgeOne(
  first: Result,
  later: Result,
  name: ContenderName,
  number: number,
  { kind, share }: FailIf,
): Judged | null {
  const rate = rates[kind]
  const base = rateOf(first, name, rate)
  if (base === null || base === 0) return null
  const place = `${name} in run ${number}`
  const value = rateOf(later, name, rate)
  if (value === null && !later.spec.contenders.includes(name)) {
    const line = `Not judged: ${name}, which run ${number} was not to measure.`
    return { place, outcome: 'not-judged', line, hasInterval: true }
  }
  if (value === null) {
    const line = `Regression: ${place} has no ${units[kind]} to compare.`
    return { place, outcome: 'regression', line, hasInterval: true }
  }
  if ([first, later].some((result) => isPartial(result, name))) {
    const line = `Not judged: ${name}, which was cut short in run 1 or run ${number}.`
    return { place, outcome: 'not-judged', line, hasInterval: true }
  }
  const distrust = distrustIn([
    [first, 1],
    [later, number],
  ])
  if (distrust !== null) {
    const line = `Not judged: ${name}, as ${distrust}`
    return { place, outcome: 'not-judged', line, hasInterval: true, distrust }
  }
  const compared = compareRuns(first, later, name, rate)
  const hasInterval = compared !== null
  const loss = 1 - (compared?.ratio.estimate ?? value / base)
  if (loss <= share) return { place, outcome: 'fine', line: '', hasInterval }
  const figures = `${figure(value)} ${units[kind]} against ${figure(base)}`
  const interval = compared === null ? '' : `; ratio ${rangeOf(compared.ratio)}`
  const less =
    kind === 'slower'
      ? `is ${percent(loss)} slower than`
      : `does ${percent(loss)} fewer jobs per core-second than`
  const found = `${place} ${less} in run 1 (${figures}${interval})`
  if (compared === null || isBeyond(compared, share)) {
    return { place, outcome: 'regression', line: `Regression: ${found}.`, hasInterval }
  }
  const reason = whyNotShown(compared, share)
  const line = `No regression shown: ${found}, but that ${reason}.`
  return { place, outcome: 'not-shown', line, hasInterval }
}

function whyNotShown({ claim }: RunRatio, share: number): string {
  switch (claim) {
    case 'none':
      return 'is within noise'
    case 'no-rate':
      return 'comes of blocks too short for a rate'
    default:
      return `may be ${percent(share)} or less`
  }
}

/** Why the first of these runs that is not to be trusted is not; null where all are. */
function distrustIn(runs: readonly (readonly [Result, number])[]): string | null {
  for (const [result, number] of runs) {
    const distrust = distrustOf(result)
    if (distrust === null) continue
    const { reason, advice } = distrustWords(distrust)
    return `run ${number} is not to be trusted (${reason}). ${advice}`
  }
  return null
}

/** Whether even the end of the interval that is nearest to no loss is beyond the threshold. */
function isBeyond({ ratio, claim }: RunRatio, share: number): boolean {
  return claim === 'less' && 1 - ratio.high > share
}

const rates: Record<RegressionKind, Rate> = {
  slower: 'jobsPerSecond',
  costlier: 'jobsPerCoreSecond',
}

const units: Record<RegressionKind, string> = {
  slower: 'jobs per second',
  costlier: 'jobs per core-second',
}

function percent(share: number): string {
  return `${figure(share * 100)} %`
}

function refused(problem: string, value: string): InputError {
  return new InputError('invalid-field', `--fail-if: ${problem}`, { source: '--fail-if', value })
}
