import { hiddenCoresUsed } from '../engine/analysis/hidden-use'
import { contenders, type ContenderName } from '../engine/contender'
import type { CpuProfile } from '../engine/profile/cpu-profile'
import { idleMs, lengthOf, type ExecutedTime } from '../engine/profile/executed'
import type { LeftOut } from '../engine/profile/profile-message'
import { helperNames } from '../engine/result/figures'
import { figuresOf } from '../engine/result/measured-figures'
import type { Result } from '../engine/result/result'
import { duration } from './format'
import { decimal, percent } from './verdict/wording'

export { lengthOf, longest, spansOf } from '../engine/profile/executed'
export type { CodeOwner, ExecutedSpan } from '../engine/profile/executed'

/** Stands beside every profile: its times are no figures of the run. */
export const NOT_MEASURED =
  'The profile is of a second pass, which samples threads and so slows them down. It is no part of the figures.'

/** What came of a pass that was cancelled. */
export const PROFILE_CANCELLED = 'The profile was cancelled, and none is kept.'

/** Less is what the runtime itself uses of its hidden threads. Cores. */
const LEAST_HIDDEN = 0.03

/** What hidden threads did for contenders whose profile cannot show it: sentences. */
export function notProfiled(
  { contenders: ran }: Result,
  profiled: readonly ContenderName[],
): string[] {
  return ran.flatMap((contender) => {
    const figures = figuresOf(contender)
    const isThere = figures?.threads.some(({ name }) => name === helperNames.hidden) ?? false
    const used = figures === null || !isThere ? 0 : (hiddenCoresUsed(figures) ?? 0)
    return !profiled.includes(contender.name) || used < LEAST_HIDDEN
      ? []
      : `Hidden threads used ${decimal(used)} cores for ${contender.name} in the run. V8 profiles only JavaScript, so no profile shows their work.`
  })
}

/** Why a contender or one of its threads has no profile. */
export function leftOutText({ contender, thread, why }: LeftOut): string {
  const of = thread === null ? contender : `${thread} of ${contender}`
  return `No profile of ${of}: ${why}.`
}

/** How a thread spent its time: "2.00 s of worker 1 of thread-pool, idle for 12 %". */
export function profileText(contender: ContenderName, thread: string, profile: CpuProfile): string {
  const ms = lengthOf(profile)
  const of = contenders[contender].threads === 'one' ? contender : `${thread} of ${contender}`
  const idle = ms > 0 ? idleMs(profile) / ms : 0
  return `${duration(ms)} of ${of}, idle for ${percent(idle)}`
}

/** A function with its line: "compute (my-job.ts:4)". */
export function functionText({ name, place }: Pick<ExecutedTime, 'name' | 'place'>): string {
  return place === '' ? name : `${name} (${place})`
}
