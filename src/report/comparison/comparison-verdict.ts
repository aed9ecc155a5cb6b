import { areJobsApart, compareRuns, type RunRatio } from '../../engine/analysis/compare-runs'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { contenderNames, titleOf, type ContenderName } from '../../engine/contender'
import { measuredFigures } from '../../engine/result/measured-figures'
import type { Result } from '../../engine/result/result'
import { LEAST_BLOCKS_TO_CLAIM } from '../../engine/spec/spec'
import { areMachinesApart } from './comparability'
import { distrustWords } from '../verdict/trust-words'
import { capital, type Verdict } from '../verdict/verdict'
import { roundTimes, timesWithRange } from '../verdict/wording'

/** A contender of a later run that both measured, against the same one of the first. */
interface Compared {
  readonly name: ContenderName
  /** What stands for the later run. */
  readonly run: string
  /** Null where blocks are too few for an interval. */
  readonly found: RunRatio | null
}

/** Differences beyond these are in the table. */
const MOST_TOLD = 4

/**
 * What several runs say of each other in jobs per second, each later one against the first. A run
 * that is not to be trusted is compared with none, and rates of different machines are not
 * compared.
 *
 * @param labels what stands for each run: numbers, unless it has to be letters
 */
export function comparisonVerdict(
  results: readonly Result[],
  labels: readonly string[] = results.map((_, index) => String(index + 1)),
): Verdict {
  const [first, ...others] = results
  const [firstLabel = '', ...otherLabels] = labels
  for (const [index, result] of results.entries()) {
    const distrust = distrustOf(result)
    if (distrust === null) continue
    const { reason, advice } = distrustWords(distrust)
    return {
      kind: 'not-trusted',
      headline: `${reason}: run ${labels[index] ?? ''} is not to be trusted.`,
      figures: [],
      advice,
      reasons: [],
    }
  }
  const compared =
    first === undefined
      ? []
      : others.flatMap((later, index) =>
          apartReason(first, later) === null ? pairsOf(first, later, otherLabels[index] ?? '') : [],
        )
  const reasons = first === undefined ? [] : others.map((later) => apartReason(first, later))
  const [reason] = reasons
  if (reason != null && !reasons.includes(null)) {
    return {
      kind: 'no-claim',
      headline: `${reason}, so their rates are not compared.`,
      figures: [],
      advice: 'Compare how far two contenders are apart within each run.',
      reasons: [],
    }
  }
  const claimed = compared.flatMap(({ found, ...place }) =>
    found !== null && (found.claim === 'more' || found.claim === 'less')
      ? [{ ...place, ratio: found.ratio }]
      : [],
  )
  claimed.sort((a, b) => distance(b.ratio.estimate) - distance(a.ratio.estimate))
  const [largest] = claimed
  if (largest === undefined) return withoutDifference(compared)
  return {
    kind: 'claim',
    headline: `In run ${largest.run} the ${titleOf(largest.name)} finished ${roundTimes(largest.ratio)} as many jobs as in run ${firstLabel}.`,
    figures: claimed
      .slice(0, MOST_TOLD)
      .map(
        ({ name, run, ratio }) =>
          `${capital(titleOf(name))}, run ${run}: ${timesWithRange(ratio)} the jobs a second.`,
      ),
    advice: 'Runs of another day differ by more than their blocks: repeat both before you act.',
    reasons: [],
  }
}

/** Why rates of two runs say nothing of each other; null where they do. */
function apartReason(first: Result, later: Result): string | null {
  if (areMachinesApart([first, later])) return 'The runs are from different machines'
  return areJobsApart([first, later]) ? 'The jobs of the runs differ' : null
}

function pairsOf(first: Result, later: Result, run: string): Compared[] {
  return contenderNames
    .filter((name) => [first, later].every((result) => measuredFigures(result, name) !== null))
    .map((name) => ({ name, run, found: compareRuns(first, later, name, 'jobsPerSecond') }))
}

/** How far a ratio is from 1, the same for its inverse. */
const distance = (ratio: number): number => Math.abs(Math.log(ratio))

function withoutDifference(compared: readonly Compared[]): Verdict {
  const none: Pick<Verdict, 'kind' | 'figures' | 'reasons'> = {
    kind: 'no-claim',
    figures: [],
    reasons: [],
  }
  if (compared.length === 0) {
    return {
      ...none,
      headline: 'No contender was measured in the first run and in a later one.',
      advice: 'Run the same contenders in both.',
    }
  }
  if (compared.every(({ found }) => found === null)) {
    return {
      ...none,
      headline: `Fewer than ${LEAST_BLOCKS_TO_CLAIM} blocks in a run are too few to claim a difference.`,
      advice: `Measure at least ${LEAST_BLOCKS_TO_CLAIM} blocks in both.`,
    }
  }
  return {
    ...none,
    headline: 'No measurable difference in throughput between the runs.',
    advice: 'Nothing speaks for a change; more blocks show smaller differences.',
  }
}
