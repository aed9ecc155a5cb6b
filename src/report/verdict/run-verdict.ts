import { claimOf, comparisonOf, isWithoutRate } from '../../engine/analysis/claim'
import { runtimeOf, titleOf, type ContenderName } from '../../engine/contender'
import { comparableFigures } from '../../engine/result/measured-figures'
import { mainPairOf, type Pair } from '../../engine/spec/main-pair'
import type { Result } from '../../engine/result/result'
import { timesWithRange } from './wording'
import { gilReasons } from './gil'
import { haveKeptUp } from './outcome'
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
  return {
    ...verdict,
    reasons: [
      ...best(result, pair),
      ...verdict.reasons,
      ...(hasRates ? reasonsOf(result, pair) : []),
      ...hiddenThreadReasons(result, pair),
      ...handOffReasons(result),
      ...gilReasons(result),
    ],
  }
}

/** Which did more a second than all others, where that is not the main pair's to say. */
function best(result: Result, pair: Pair): string[] {
  const { inference } = result
  if (inference === null || inference.contenders.length < 3) return []
  if (new Set(inference.contenders.map(({ name }) => runtimeOf(name))).size > 1) return []
  const sorted = [...inference.contenders].sort(
    (a, b) => b.jobsPerSecond.estimate - a.jobsPerSecond.estimate,
  )
  const [first, second] = sorted
  if (first === undefined || second === undefined || pair.includes(first.name)) return []
  const sides = [first, second].flatMap(({ name }) => {
    const figures = comparableFigures(result, name)
    return figures === null ? [] : [{ name, figures }]
  })
  if (haveKeptUp(result, sides)) return []
  const comparison = comparisonOf(result, first.name, second.name)
  if (comparison === null) return []
  // By rate a contender with a wide interval can stand behind one that is clearly less.
  const alike = sorted.slice(1).filter(({ name }) => {
    const other = comparisonOf(result, first.name, name)
    return other === null || claimOf(result, other.jobsPerSecond, 'jobsPerSecond') !== 'more'
  })
  // Where none is behind there is nothing to say of the first.
  if (alike.length === sorted.length - 1) return []
  if (alike.length > 0) return [together([first.name, ...alike.map(({ name }) => name)])]
  const perCore = comparison.jobsPerCoreSecond
  return [
    `Of all, the ${titleOf(first.name)} finished most: ${timesWithRange(comparison.jobsPerSecond)} as many jobs as the ${titleOf(second.name)}.`,
    ...(perCore === null ? [] : [`Per core-second it did ${timesWithRange(perCore)} as many.`]),
  ]
}

/** That contenders cannot be told from the first of them. */
function together(names: readonly ContenderName[]): string {
  const titles = names.map((name) => `the ${titleOf(name)}`)
  const last = titles.pop() ?? ''
  return `Of all, ${titles.join(', ')} and ${last} finished most, with no measurable difference.`
}
