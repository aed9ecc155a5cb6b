import { claimOf, comparisonOf, isWithoutRate } from '../../engine/analysis/claim'
import { runtimeOf, titleOf, type ContenderName } from '../../engine/contender'
import { mainPairOf, type Pair } from '../../engine/spec/main-pair'
import type { Result } from '../../engine/result/result'
import { listed, timesWithRange } from './wording'
import { gilReasons } from './gil'
import { haveKeptUp, sideOf } from './outcome'
import { handOffReasons } from './hand-off'
import { hiddenThreadReasons } from './hidden-threads'
import { pairVerdict } from './pair-verdict'
import { reasonsOf } from './reasons'
import type { Verdict } from './verdict'

/**
 * What a run says: of its main pair (see `pairVerdict`), then which did most of all, and why.
 */
export function runVerdict(result: Result): Verdict {
  const pair = mainPairOf(result.spec)
  const verdict = pairVerdict(result, pair)
  if (verdict.kind === 'not-trusted') return verdict
  const hasRates = !pair.some((name) => isWithoutRate(result, name))
  const leaders = leadersOf(result, pair)
  return {
    ...verdict,
    advice: [
      verdict.advice,
      ...(leaders === null ? [] : betterSentence(result, leaders, pair)),
    ].join(' '),
    reasons: [
      ...(leaders === null ? [] : mostSentences(result, leaders)),
      ...verdict.reasons,
      ...(hasRates ? reasonsOf(result, pair) : []),
      ...hiddenThreadReasons(result, pair),
      ...handOffReasons(result),
      ...gilReasons(result),
    ],
  }
}

/** Those of all contenders that did most a second, where that is not the main pair's to say. */
interface Leaders {
  readonly first: ContenderName
  readonly second: ContenderName
  /** Those that cannot be told from the first. */
  readonly alike: readonly ContenderName[]
}

/** Who did more a second than all others; null where one of the pair did, or nobody can be told. */
function leadersOf(result: Result, pair: Pair): Leaders | null {
  const { inference } = result
  if (inference === null || inference.contenders.length < 3) return null
  if (new Set(inference.contenders.map(({ name }) => runtimeOf(name))).size > 1) return null
  // One without a rate may have done more than all.
  if (inference.contenders.some(({ name }) => isWithoutRate(result, name))) return null
  const sorted = [...inference.contenders]
    .sort((a, b) => b.jobsPerSecond.estimate - a.jobsPerSecond.estimate)
    .map(({ name }) => name)
  const [first, second] = sorted
  if (first === undefined || second === undefined || pair.includes(first)) return null
  const sides = [first, second].flatMap((name) => sideOf(result, name) ?? [])
  if (haveKeptUp(result, sides)) return null
  // By rate a contender with a wide interval can stand behind one that is clearly less.
  const alike = sorted.slice(1).filter((name) => !isAhead(result, first, name))
  // Where none is behind there is nothing to say of the first.
  return alike.length === sorted.length - 1 ? null : { first, second, alike }
}

/** Whether one did more a second than another, as far as that can be claimed. */
function isAhead(result: Result, name: ContenderName, of: ContenderName): boolean {
  const comparison = comparisonOf(result, name, of)
  return (
    comparison !== null && claimOf(result, comparison.jobsPerSecond, 'jobsPerSecond') === 'more'
  )
}

/** Which did more a second than all others, with what it cost. */
function mostSentences(result: Result, { first, second, alike }: Leaders): string[] {
  if (alike.length > 0) {
    return [`Of all, ${listed([first, ...alike])} finished most, with no measurable difference.`]
  }
  const comparison = comparisonOf(result, first, second)
  if (comparison === null) return []
  const perCore = comparison.jobsPerCoreSecond
  return [
    `Of all, the ${titleOf(first)} finished most: ${timesWithRange(comparison.jobsPerSecond)} as many jobs as the ${titleOf(second)}.`,
    ...(perCore === null ? [] : [`Per core-second it did ${timesWithRange(perCore)} as many.`]),
  ]
}

/** Who of the others did more than both of the pair: else advice would hide the better choice. */
function betterSentence(result: Result, { first, alike }: Leaders, pair: Pair): string[] {
  if (!pair.every((name) => isAhead(result, first, name))) return []
  const verb = alike.length === 0 ? 'does' : 'do'
  return [`For throughput, ${listed([first, ...alike])} ${verb} more than both.`]
}
