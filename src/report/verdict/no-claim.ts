import { quoted } from '../isolated-text'
import { isWithoutRate } from '../../engine/analysis/claim'
import { noJobReason, noJobWords } from '../../report/warning/no-job'
import { distrustOf, type Distrust } from '../../engine/analysis/trust/trust'
import { rateFaultOf } from '../../engine/analysis/trust/rate-fault'
import { contenders, titleOf, variantFor } from '../../engine/contender'
import { comparableFigures } from '../../engine/result/measured-figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import type { Pair } from '../../engine/spec/main-pair'
import { LEAST_BLOCKS_TO_CLAIM, type ContenderName } from '../../engine/spec/spec'
import { counted, listed } from './wording'
import { capital } from './verdict'

/** Why nothing is claimed, and what to do about it. */
export interface NoClaim {
  /** The beginning of a sentence: "The thread pool was not part of this run". */
  readonly reason: string
  /** A sentence. */
  readonly advice: string
}

/** Why there is nothing to compare of two contenders; null where both have figures. */
export function missingOf(result: Result, pair: Pair): NoClaim | null {
  const [first] = pair.flatMap((name) => missing(result, name) ?? [])
  return first ?? null
}

/**
 * Why a run is not to be trusted for its two contenders; null where one of them failed, as no
 * quieter machine would mend that: its failure is told instead.
 */
export function distrustFor(result: Result, pair: Pair): Distrust | null {
  const distrust = distrustOf(result)
  const hasFailed = failedOf(result, pair) !== null
  return hasFailed && distrust?.kind !== 'interrupted' ? null : distrust
}

/** That one of the two failed; null where none did. */
function failedOf(result: Result, pair: Pair): NoClaim | null {
  const [failed] = result.contenders.flatMap((one) =>
    one.status === 'failed' && pair.includes(one.name) ? [one] : [],
  )
  if (failed === undefined) return null
  return {
    reason: capital(`the ${titleOf(failed.name)} failed: ${quoted(failed.error)}`),
    advice: 'Mend what the error names, then run it again.',
  }
}

/** Why two contenders whose figures are there are not compared, where the run is to be trusted. */
export function noClaimOf(result: Result, pair: Pair): NoClaim {
  const failed = failedOf(result, pair)
  if (failed !== null) return failed
  const withoutRate = pair.filter((name) => isWithoutRate(result, name))
  const [first] = withoutRate
  if (first !== undefined) {
    const names = listed(withoutRate)
    const figures = comparableFigures(result, first)
    const isStalled = figures !== null && rateFaultOf(figures, result.spec) === 'stalled'
    return isStalled
      ? {
          reason: capital(`${names} finished no job for a while, so nothing is claimed`),
          advice: 'Run it again.',
        }
      : {
          reason: `Blocks were too short for ${names}, so nothing is claimed`,
          advice: 'Measure longer, or with fewer jobs in flight.',
        }
  }
  const blocks = pair.map((name) => comparableFigures(result, name)?.blocks.length ?? 0)
  const least = Math.min(...blocks)
  if (least >= LEAST_BLOCKS_TO_CLAIM && result.selfCheck === null) {
    return {
      reason: 'No contender was measured twice to tell how far chance goes, so nothing is claimed',
      advice: 'Run it again to its end.',
    }
  }
  const reason =
    least >= LEAST_BLOCKS_TO_CLAIM
      ? 'Too few rounds measured both, so nothing is claimed'
      : least === 0
        ? 'No block of both was measured to its end, so nothing is claimed'
        : `${counted(least, 'block')} of both ${least === 1 ? 'is' : 'are'} too few to claim a difference`
  return { reason, advice: `Measure at least ${LEAST_BLOCKS_TO_CLAIM} blocks of both.` }
}

function missing(result: Result, name: ContenderName): NoClaim | null {
  const contender = result.contenders.find((candidate) => candidate.name === name)
  const title = `the ${titleOf(name)}`
  if (contender === undefined) {
    return {
      reason: capital(`${title} was not part of this run`),
      advice: withBoth(result, name),
    }
  }
  if (comparableFigures(result, name) !== null) return null
  return failedOf(result, [name, name]) ?? missingFigures(title, contender, result.spec)
}

/** How two can be compared, though one was left out: a person's own job may have nothing for it. */
function withBoth(result: Result, name: ContenderName): string {
  const { workload } = result.spec
  const isLacking = workload.kind === 'own' && variantFor(name, workload) === null
  const wanted = isLacking ? contenders[name].runs.map((variant) => `\`${variant}\``) : []
  const again =
    wanted.length === 0
      ? 'Run it again with both contenders'
      : `Give the job’s file ${wanted.join(' or ')} too and run it again`
  return `${again}${result.contenders.length < 2 ? '' : ', or compare two that took part'}.`
}

function missingFigures(title: string, contender: ContenderResult, spec: Result['spec']): NoClaim {
  if (contender.status === 'not-run' || contender.figures === null) {
    return {
      reason: `The run ended before ${title} was measured`,
      advice: 'Let it run to its end.',
    }
  }
  const { reason, advice } = noJobWords[noJobReason(contender.figures, spec)]
  return { reason: capital(`${title} finished no job, because ${reason}`), advice }
}
