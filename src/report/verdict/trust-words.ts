import type { CoresOfOthers, Distrust } from '../../engine/analysis/trust/trust'
import { titleOf } from '../../engine/contender'
import { duration } from '../format'
import { decimal, percent, whole } from './wording'
import { uncapital, type Verdict } from './verdict'

/** Why a run is not to be trusted, in words. */
export interface DistrustWords {
  /** The beginning of a sentence: "Other programs used 1.4 of 2 cores". */
  readonly reason: string
  /** What to do about it, a sentence. */
  readonly advice: string
}

/** Says why a run is not to be trusted, and what to do about it. */
export function distrustWords(distrust: Distrust): DistrustWords {
  switch (distrust.kind) {
    case 'interrupted':
      return { reason: distrust.reason, advice: 'Run it again.' }
    case 'starved':
      return { reason: usedBy(distrust.others), advice: WHEN_QUIET }
    case 'starved-apart': {
      const { most, others } = distrust
      const reason = `${usedBy(others)}, most from the ${titleOf(most)}`
      return { reason, advice: WHEN_QUIET }
    }
    case 'held-back':
      return {
        reason: `The ${titleOf(distrust.name)} waited ${percent(distrust.waitedShare)} of its time with cores free`,
        advice: 'Lift a limit on CPU time, as of a container, and run it again.',
      }
    case 'stood-still':
      return {
        reason: `The whole lab was stopped for ${duration(distrust.seconds * 1_000)} while it measured`,
        advice: 'Run it again without stopping it.',
      }
    case 'above-ceiling': {
      const { name, jobsPerSecond, ceiling } = distrust
      const reason = `The ${titleOf(name)} finished ${whole(jobsPerSecond)} jobs a second, above its ceiling of ${whole(ceiling)}`
      return { reason, advice: CHANGED_CLOCK }
    }
    case 'above-cores': {
      const { name, coresUsed, cores } = distrust
      const most = cores === 1 ? 'a thread has' : `this machine’s ${whole(cores)}`
      const reason = `The ${titleOf(name)} used ${decimal(coresUsed)} cores, more than ${most}`
      return { reason, advice: CHANGED_CLOCK }
    }
  }
}

/** The whole of it: why, that nothing is claimed, and what to do. */
export function distrustSentence(distrust: Distrust): string {
  const { reason, advice } = distrustWords(distrust)
  return `${reason}: this run is not to be trusted. ${advice}`
}

/** The verdict on a run that is not to be trusted: it begins with why, and claims nothing. */
export function distrustVerdict(distrust: Distrust): Verdict {
  const { reason, advice } = distrustWords(distrust)
  return {
    kind: 'not-trusted',
    headline: `${reason}: this run is not to be trusted.`,
    figures: [],
    advice,
    reasons: [],
  }
}

/** Within a sentence: "other programs used 1.4 of 2 cores". */
export function distrustClause(distrust: Distrust): string {
  return uncapital(distrustWords(distrust).reason)
}

const WHEN_QUIET = 'Run it again when the machine is quiet.'
const CHANGED_CLOCK = 'The machine’s speed or its clock changed meanwhile: run it again.'

function usedBy({ programs, stolen, cores }: CoresOfOthers): string {
  const all = cores === 1 ? '1 core' : `${whole(cores)} cores`
  return stolen > programs
    ? `The host gave ${stolen.toFixed(1)} of ${all} to other machines`
    : `Other programs used ${programs.toFixed(1)} of ${all}`
}
