import { lengthOf, longestStretch, type Stretch } from '../engine/analysis/job-stretches'
import { contenders, type ContenderName } from '../engine/contender'
import type { Behind, JobTrace } from '../engine/result/job-trace'
import { duration } from './format'
import { counted, whole } from './verdict/wording'

/** From this share of a wait on, what was found accounts for it. */
const ENOUGH = 0.5

/** A job by its number: "Job 812 of round 3 took 61 ms". */
export function jobName({ job, round, endedMs }: JobTrace): string {
  return `Job ${whole(job)} of round ${round + 1} took ${duration(endedMs)}`
}

/**
 * Why a job took as long as it did, by the longest stretch of its time: "It waited 41 ms behind job
 * 812, which computed for 40 ms."
 */
export function whySlow(trace: JobTrace, name: ContenderName): string {
  const longest = longestStretch(trace)
  if (longest === null) return 'It took no time that could be told.'
  const ms = duration(lengthOf(longest))
  switch (longest.kind) {
    case 'queued':
      return `It waited ${ms} for its first step${reasonOf(longest, trace, name)}.`
    case 'held':
      return `It waited ${ms} longer than asked${reasonOf(longest, trace, name)}.`
    case 'asked':
      return longest.behind === null || !isExplained(longest, longest.behind)
        ? `It waited ${ms} for what it had asked for.`
        : `It waited ${ms} for an answer${reasonOf(longest, trace, name)}.`
    case 'computing':
      return `It computed for ${ms} itself${elsewhere(trace, lengthOf(longest))}.`
    case 'untold':
      return `It computed and waited for ${ms} after its first waits.`
    case 'answering':
      return `It was done after ${duration(trace.finishedMs)}, and its end was heard ${ms} later.`
  }
}

/** Which job held the thread, or what did. */
function reasonOf(stretch: Stretch, trace: JobTrace, name: ContenderName): string {
  const { behind } = stretch
  if (behind === null || !isExplained(stretch, behind)) {
    // What a thread forgot, or as one of Python never noted, may have held it.
    const isKnown = behind === null || behind.isWhole || behind.holds > 0
    const nobody = isKnown ? ', and no one job held its thread for long' : ''
    return elsewhere(trace, lengthOf(stretch)) || nobody
  }
  return `, behind ${othersText(behind, name)}`
}

function isExplained(stretch: Stretch, { heldMs, longest }: Behind): boolean {
  return longest !== null && heldMs >= ENOUGH * lengthOf(stretch)
}

function othersText({ holds, heldMs, longest, isWhole }: Behind, name: ContenderName): string {
  if (longest === null) return 'others'
  const one = `job ${whole(longest.job)}`
  const did = longest.isBlocked ? 'blocked the thread' : 'computed'
  if (holds === 1) return `${one}, which ${did} for ${duration(longest.ms)}`
  const noun = contenders[name].waits === 'blocking' ? 'other job' : 'step'
  const others = `${isWhole ? '' : 'at least '}${counted(holds, noun)}${noun === 'step' ? ' of other jobs' : ''}`
  return longest.ms >= ENOUGH * heldMs
    ? `${one}, which ${did} for ${duration(longest.ms)}, and ${counted(holds - 1, 'shorter one')}`
    : `${others}, ${duration(heldMs)} in all; the longest, ${one}, ${did} for ${duration(longest.ms)}`
}

/** What the looks at the thread show, where that can account for so much of the job's time. */
function elsewhere({ around }: JobTrace, ms: number): string {
  if (around === null) return ''
  const { runQueueMs, gcMs, overMs } = around
  const [stood, collected] = [runQueueMs ?? 0, gcMs ?? 0]
  if (Math.max(stood, collected) < ENOUGH * ms) return ''
  return stood >= collected
    ? `; in the ${duration(overMs)} around it its thread stood ${duration(stood)} without a core`
    : `; in the ${duration(overMs)} around it collections took ${duration(collected)}`
}
