import type { Result } from '../../engine/result/result'
import type { KeptProfile } from '../../host/library/profile-files'
import { jobFileOf } from '../../engine/workload/kinds'
import { duration } from '../../report/format'
import { percent } from '../../report/verdict/wording'
import {
  functionText,
  lengthOf,
  longest,
  NOT_MEASURED,
  notProfiled,
  profileText,
} from '../../report/profile-words'
import { printable, type Paint } from '../terminal'
import { formatTable } from './table'

/** So many functions are told of each thread. */
const MOST_TOLD = 10

/** What the threads of a run executed for longest, for people, and the files that say more. */
export function profileView(
  result: Result,
  profiles: readonly KeptProfile[],
  paint: Paint,
): string {
  const sections = profiles.map(({ contender, thread, profile, path }) => {
    const ms = lengthOf(profile)
    const rows = longest(profile, jobFileOf(result.spec.workload), MOST_TOLD).map((one) => [
      printable(functionText(one)),
      duration(one.selfMs),
      ms > 0 ? percent(one.selfMs / ms) : '',
      duration(one.totalMs),
    ])
    return [
      paint.bold(printable(profileText(contender, thread, profile))),
      formatTable(['function', 'itself', 'share', 'with what it calls'], rows, paint),
      paint.dim(printable(path)),
    ].join('\n')
  })
  const profiled = profiles.map(({ contender }) => contender)
  return [
    ...sections,
    ...notProfiled(result, profiled).map(printable),
    `${NOT_MEASURED}\n${VIEWERS}`,
  ].join('\n\n')
}

const VIEWERS =
  'Times are by the clock: a blocked wait counts for the function that waits.\n' +
  'Each file opens as a flame chart in the window, Chrome’s DevTools, VS Code and Speedscope.'
