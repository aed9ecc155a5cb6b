import { lengthOf, longestStretch, type Stretch } from '../engine/analysis/job-stretches'
import { hiddenWaitMs } from '../engine/analysis/hidden-use'
import { contenders, type ContenderName } from '../engine/contender'
import type { Figures } from '../engine/result/figures'
import type { Behind, JobTrace } from '../engine/result/job-trace'
import { duration } from './format'
import { counted, whole } from './verdict/wording'

/** From this share of a wait on, what was found accounts for it. */
const ENOUGH = 0.5

/** Below this share of it, what was found is not worth a word. */
const NOTICED = 0.1

/** A job by its number: "Job 812 of block 3 took 61 ms". */
export function jobName({ job, round, endedMs }: JobTrace): string {
  return `Job ${whole(job)} of block ${round + 1} took ${duration(endedMs)}`
}

/**
 * Why a job took as long as it did, by the longest stretch of its time: "It waited 41 ms behind job
 * 812, which computed for 40 ms."
 *
 * @param figures of the contender: they tell how long tasks queued for its hidden threads
 */
export function whySlow(
  trace: JobTrace,
  name: ContenderName,
  figures: Pick<Figures, 'hiddenQueueing'>,
): string {
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
        ? `It waited ${ms} for what it had asked for${hiddenQueue(figures, lengthOf(longest))}.`
        : `It waited ${ms} for an answer${reasonOf(longest, trace, name)}.`
    case 'computing':
      return computing(trace, lengthOf(longest))
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
  const isAlone = lostMs(trace) < NOTICED * lengthOf(stretch)
  return isAlone
    ? `, behind ${othersText(behind, name, 'computed')}`
    : `, behind ${othersText(behind, name, 'held the thread')}. In ${withoutCore(trace)}`
}

/** A thread that stood without a core holds its job as one that computes does. */
function computing(trace: JobTrace, ms: number): string {
  return lostMs(trace) < NOTICED * ms
    ? `It computed for ${duration(ms)} itself${elsewhere(trace, ms)}.`
    : `It computed, or waited for a core, for ${duration(ms)}${elsewhere(trace, ms) || `; in ${withoutCore(trace)}`}.`
}

/** How long its thread was seen to stand without a core in the time around a job. */
function lostMs({ around }: JobTrace): number {
  return around?.runQueueMs ?? 0
}

/** How long others had to wait for a hidden thread, where that is a good part of a job's wait. */
function hiddenQueue(figures: Pick<Figures, 'hiddenQueueing'>, ms: number): string {
  const waitMs = hiddenWaitMs(figures) ?? 0
  return waitMs < NOTICED * ms
    ? ''
    : `; a task queued ${duration(waitMs)} for a hidden thread, in the mean`
}

function isExplained(stretch: Stretch, { heldMs, longest }: Behind): boolean {
  return longest !== null && heldMs >= ENOUGH * lengthOf(stretch)
}

function othersText(
  { holds, heldMs, longest, isWhole }: Behind,
  name: ContenderName,
  held: 'computed' | 'held the thread',
): string {
  if (longest === null) return 'others'
  const one = `job ${whole(longest.job)}`
  const did = longest.isBlocked ? 'blocked the thread' : held
  if (holds === 1) return `${one}, which ${did} for ${duration(longest.ms)}`
  const noun = contenders[name].waits === 'blocking' ? 'other job' : 'step'
  const others = `${isWhole ? '' : 'at least '}${counted(holds, noun)}${noun === 'step' ? ' of other jobs' : ''}`
  return longest.ms >= ENOUGH * heldMs
    ? `${one}, which ${did} for ${duration(longest.ms)}, and ${counted(holds - 1, 'shorter one')}`
    : `${others}, ${duration(heldMs)} in all; the longest, ${one}, ${did} for ${duration(longest.ms)}`
}

/** What the looks at the thread show, where that can account for so much of the job's time. */
function elsewhere(trace: JobTrace, ms: number): string {
  const [stood, collected] = [lostMs(trace), trace.around?.gcMs ?? 0]
  if (Math.max(stood, collected) < ENOUGH * ms) return ''
  return stood >= collected
    ? `; in ${withoutCore(trace)}`
    : `; in ${timeAround(trace)} collections took ${duration(collected)}`
}

function withoutCore(trace: JobTrace): string {
  return `${timeAround(trace)} its thread stood ${duration(lostMs(trace))} without a core`
}

function timeAround({ around }: JobTrace): string {
  return `the ${duration(around?.overMs ?? 0)} around it`
}
