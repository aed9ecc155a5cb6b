import { figure } from '../charts/figure'
import { figuresOf } from '../charts/standing'
import type { Figures, Result } from '../engine/experiment/result'
import { InputError, quote } from '../host/input-error'
import { parseNumber } from './amount'
import { didYouMean } from './nearest'

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

/**
 * Where a later run regressed against the first beyond what was asked, one line for each contender
 * and run. A contender that the first run measured and a later one has no such figure for is a
 * regression too: a guard that is silent where nothing was measured guards nothing. None where the
 * first run has no figure itself.
 */
export function regressionsIn(results: readonly Result[], { kind, share }: FailIf): string[] {
  const [first, ...others] = results
  if (first === undefined) return []
  return first.contenders.flatMap((contender) => {
    const base = rate(figuresOf(contender), kind)
    if (base === null || base === 0) return []
    return others.flatMap((other, index) => {
      const found = other.contenders.find(({ name }) => name === contender.name)
      const value = rate(found === undefined ? null : figuresOf(found), kind)
      const place = `${contender.name} in run ${index + 2}`
      if (value === null) return [`Regression: ${place} has no ${units[kind]} to compare.`]
      const loss = 1 - value / base
      if (loss <= share) return []
      const rates = `${figure(value)} ${units[kind]} against ${figure(base)}`
      return [`Regression: ${place} is ${figure(loss * 100)} % ${kind} than in run 1 (${rates}).`]
    })
  })
}

const units: Record<RegressionKind, string> = {
  slower: 'jobs per second',
  costlier: 'jobs per core-second',
}

function rate(figures: Figures | null, kind: RegressionKind): number | null {
  if (figures === null) return null
  return kind === 'slower' ? figures.jobsPerSecond : figures.jobsPerCoreSecond
}

function refused(problem: string, value: string): InputError {
  return new InputError('invalid-field', `--fail-if: ${problem}`, { source: '--fail-if', value })
}
