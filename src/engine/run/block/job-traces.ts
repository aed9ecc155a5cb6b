import type { Behind as LoggedBehind } from '../../measure/job-log/holds'
import type { LoggedJob } from '../../measure/job-log/kept-jobs'
import { nanoseconds, type Nanoseconds } from '../../measure/statistics/quantity'
import type { ThreadRecord } from '../../measure/thread-record'
import { mergeTraces, type Behind, type JobTrace, type JobTraces } from '../../result/job-trace'
import { roundedMs, type ThreadLooks } from './thread-looks'

/** What single jobs are told by. */
export interface TracedWindow {
  readonly records: readonly ThreadRecord[]
  readonly looks: ThreadLooks
  /** When measuring began, and how far the clock of what is measured was behind `now` then. */
  readonly beginNs: Nanoseconds
  readonly parkedNs: Nanoseconds
}

/**
 * The slowest jobs of a window, and some at random: of every thread those that it kept. Null where
 * no thread keeps any, as one of another process.
 */
export function jobTracesOf(window: TracedWindow): JobTraces | null {
  return mergeTraces(
    window.records.map(({ jobs }, index) => {
      const traces = (logged: readonly LoggedJob[]): JobTrace[] =>
        logged.map((job) => traceOf(job, index, window)).filter((trace) => trace !== null)
      const [slowest, sample] = [traces(jobs.slowest), traces(jobs.sample)]
      return sample.length === 0 ? null : { slowest, sample }
    }),
  )
}

/** Null for one that a thread was just noting when it was ended. */
function traceOf(logged: LoggedJob, index: number, window: TracedWindow): JobTrace | null {
  const { records, looks, beginNs, parkedNs } = window
  const { dueNs, submittedNs, startedNs, finishedNs, answeredNs, worker, moreWaits } = logged
  const originNs = dueNs ?? submittedNs
  const times = [originNs, submittedNs, startedNs, finishedNs, answeredNs]
  if (times.some((at, place) => at < (times[place - 1] ?? at))) return null
  // A pool's workers stand behind its dispatcher.
  const thread = worker === null ? index : index + 1 + worker
  const since = (ns: number) => roundedMs(Math.max(0, ns - originNs))
  return {
    job: logged.job,
    round: 0,
    thread: records[thread]?.name ?? '',
    atMs: roundedMs(originNs - (beginNs - parkedNs)),
    submittedMs: since(submittedNs),
    startedMs: since(startedNs),
    finishedMs: since(finishedNs),
    endedMs: since(answeredNs),
    behind: behindOf(logged.behind),
    waits: logged.waits.map(({ beganNs, readyNs, resumedNs, behind }) => ({
      beganMs: since(beganNs),
      readyMs: readyNs === null ? null : since(readyNs),
      resumedMs: since(resumedNs),
      behind: behindOf(behind),
    })),
    moreWaits,
    waitedMs: roundedMs(logged.waitedNs),
    around: looks.around(
      thread,
      nanoseconds(originNs + parkedNs),
      nanoseconds(answeredNs + parkedNs),
    ),
  }
}

function behindOf({ holds, heldNs, longest, isWhole }: LoggedBehind): Behind | null {
  if (holds === 0 && isWhole) return null
  return {
    holds,
    heldMs: roundedMs(heldNs),
    longest: longest && {
      job: longest.job,
      ms: roundedMs(longest.lengthNs),
      isBlocked: longest.isBlocked,
    },
    isWhole,
  }
}
