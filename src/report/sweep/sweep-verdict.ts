import { experiments } from '../../engine/gallery'
import { mainClaim } from '../../engine/analysis/claim'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { comparableFigures } from '../../engine/result/measured-figures'
import { titleOf, type ContenderName } from '../../engine/contender'
import { mainPairOf, type Pair } from '../../engine/spec/main-pair'
import type { Sweep } from '../../engine/result/sweep'
import { distrustClause } from '../verdict/trust-words'
import { capital, type Verdict } from '../verdict/verdict'
import { coresText, figure } from '../format'
import { experimentVerdict } from '../gallery/experiment-verdict'
import { coreScores, coreScoreSentences, type CoreScores } from './core-scores'
import { crossoverVerdict } from './crossover-verdict'
import { highestRateVerdict } from './highest-rate-verdict'
import { seenAt } from './seen-at'
import { placeOf, valuesText, valueText } from './sweep-caption'

/** What a sweep or a search says: what it found, or which was ahead at which values. */
export function sweepVerdict(sweep: Sweep): Verdict {
  const { finding } = sweep
  switch (finding?.kind) {
    case 'crossover':
      return crossoverVerdict(finding, sweep)
    case 'highest-rate':
      return highestRateVerdict(finding, sweep)
    case 'repetition':
      return experimentVerdict(experiments[finding.experiment], sweep)
    case undefined:
      return sweptVerdict(sweep)
  }
}

type Point = Sweep['points'][number]
type Claim = 'more' | 'less' | 'none' | 'not-trusted' | 'not-compared'

function claimAt({ result }: Point): Claim {
  const pair = mainPairOf(result.spec)
  if (pair.some((name) => comparableFigures(result, name) === null)) return 'not-compared'
  return distrustOf(result) === null ? mainClaim(result).claim : 'not-trusted'
}

function sweptVerdict(sweep: Sweep): Verdict {
  const { over, points } = sweep
  const scores = coreScores(sweep)
  const claims = points.map(claimAt)
  const countOf = (wanted: Claim): number => claims.filter((claim) => claim === wanted).length
  const [loop, pool, doubted] = [countOf('more'), countOf('less'), countOf('not-trusted')]
  const values = valuesText(over, points.length)
  const main = {
    figures:
      scores === null
        ? ends(points).map((point) => seenAt(placeOf(over, point.value), point.result))
        : coreScoreSentences(scores),
    reasons: doubted === 0 ? [] : [`${doubted} of ${values} are not to be trusted.`],
  }
  const [start] = points
  if (start === undefined) {
    return {
      kind: 'no-claim',
      headline: 'No value was measured.',
      ...main,
      advice: 'Run the sweep again.',
    }
  }
  const pair = mainPairOf(start.result.spec)
  const [one, other] = pair.map(titleOf)
  const only = points.length === 1 ? placeOf(over, start.value) : null
  if (countOf('not-compared') === points.length) {
    const headline = capital(
      `${one ?? ''} and ${other ?? ''} are not compared at ${only ?? `any of ${values}`}.`,
    )
    const advice = 'Read the table, or run the sweep with both of them.'
    return { kind: 'no-claim', headline, ...main, advice }
  }
  const none = countOf('none')
  if (doubted > 0 && loop + pool + none === 0) {
    const first = points[claims.indexOf('not-trusted')]
    const distrust = first === undefined ? null : distrustOf(first.result)
    const why = distrust === null ? 'no run is to be trusted' : distrustClause(distrust)
    const headline = `${capital(why)}: this sweep is not to be trusted.`
    const advice = 'Run the sweep again when the machine is quiet.'
    return { kind: 'not-trusted', headline, figures: main.figures, advice, reasons: [] }
  }
  const again = doubted === 0 ? '' : ' Repeat the values that are not to be trusted.'
  if (loop === 0 && pool === 0) {
    const at = only ?? (none === points.length ? values : `${none} of ${values}`)
    const headline = `No measurable difference between ${one ?? ''} and ${other ?? ''} at ${at}.`
    return {
      kind: 'no-claim',
      headline,
      ...main,
      advice: `Take either, or measure longer.${again}`,
    }
  }
  return {
    kind: 'claim',
    headline:
      scaledHeadline(scores, pair) ??
      `${countedWinners(pair, [loop, pool], (count) => only ?? `${count} of ${values}`)}.`,
    ...main,
    advice: `${advised(sweep, claims, pair)}${again}`,
  }
}

/** What more cores brought to the main pair; null where one of the two has no such ratio. */
function scaledHeadline(scores: CoreScores | null, pair: Pair): string | null {
  if (scores === null) return null
  const [loop, pool] = pair.map(
    (name) => scores.scores.find((score) => score.name === name)?.ratio ?? null,
  )
  if (loop == null || pool == null) return null
  const from = `From ${coresText(scores.fewest)} to ${scores.most}`
  const did = (name: ContenderName, ratio: number): string =>
    figure(ratio) === '1'
      ? `the ${titleOf(name)} as many`
      : `the ${titleOf(name)} ${figure(ratio)} times`
  return figure(pool) === '1'
    ? `${from} the ${titleOf(pair[1])} did as many jobs, ${did(pair[0], loop)}.`
    : `${from} the ${titleOf(pair[1])} did ${figure(pool)} times as many jobs, ${did(pair[0], loop)}.`
}

/** @param at at how many of the values */
function countedWinners(
  [first, second]: Pair,
  [loop, pool]: readonly [number, number],
  at: (count: number) => string,
): string {
  const [one, other] = [titleOf(first), titleOf(second)]
  if (pool === 0) return `The ${one} finished more jobs than the ${other} at ${at(loop)}`
  if (loop === 0) return `The ${other} finished more jobs than the ${one} at ${at(pool)}`
  return `The ${one} finished more jobs at ${at(loop)}, the ${other} at ${pool}`
}

/**
 * Where the answer tips once on the way, it is told from where on; the values are in their order.
 */
function advised({ over, points }: Sweep, claims: readonly Claim[], pair: Pair): string {
  const decided = points
    .map(({ value }, index) => ({ value, claim: claims[index] }))
    .filter(({ claim }) => claim === 'more' || claim === 'less')
    .sort((a, b) => a.value - b.value)
  const [first, last] = [decided[0], decided.at(-1)]
  if (first === undefined || last === undefined) return 'Measure longer.'
  const nameOf = (claim: Claim | undefined): string =>
    `the ${titleOf(claim === 'more' ? pair[0] : pair[1])}`
  const tips = decided.filter(
    ({ claim }, index) => index > 0 && claim !== decided[index - 1]?.claim,
  )
  const [tip] = tips
  if (tip === undefined) {
    return first === last
      ? `Take ${nameOf(first.claim)} at ${placeOf(over, first.value)}.`
      : `Take ${nameOf(first.claim)} from ${valueText(over, first.value)} to ${placeOf(over, last.value)}.`
  }
  if (tips.length > 1) return 'Choose by the table: the answer changes more than once.'
  const before = decided[decided.indexOf(tip) - 1] ?? first
  return `Take ${nameOf(first.claim)} up to ${placeOf(over, before.value)}, ${nameOf(last.claim)} from ${valueText(over, tip.value)} on.`
}

/** The first and the last value, or the only one. */
function ends(points: readonly Point[]): Point[] {
  return [...new Set([points[0], points.at(-1)])].filter((point) => point !== undefined)
}
