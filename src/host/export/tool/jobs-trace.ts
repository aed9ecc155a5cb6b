import { stretchesOf, type StretchKind } from '../../../engine/analysis/job-stretches'
import type { ContenderName } from '../../../engine/contender'
import type { Figures } from '../../../engine/result/figures'
import { uniqueTraces, type JobTrace } from '../../../engine/result/job-trace'
import type { Sweep } from '../../../engine/result/sweep'
import type { Result } from '../../../engine/result/result'
import { stretchTitles } from '../../../report/job-timeline'
import { jobName, whySlow } from '../../../report/why-slow'
import { figuresOf } from '../../../engine/result/measured-figures'
import { valueText } from '../../../report/sweep/sweep-caption'

/**
 * An event of Chrome's trace event format, as far as single jobs need it. Times are microseconds.
 */
type JobEvent =
  | { ph: 'M'; name: string; pid: number; tid: number; args: { name: string } }
  | { ph: 'M'; name: string; pid: number; tid: number; args: { sort_index: number } }
  | {
      ph: 'X'
      name: string
      cat: 'job' | StretchKind
      pid: number
      tid: number
      ts: number
      dur: number
      args: Readonly<Record<string, string | number>>
    }

/** A file that Perfetto, chrome://tracing and Speedscope open. */
interface JobsTrace {
  readonly traceEvents: readonly JobEvent[]
  readonly displayTimeUnit: 'ms'
}

/**
 * The single jobs of a run or a sweep in Chrome's trace event format (Trace Event Format, Google,
 * 2016): a process for each contender, a track for each job with its stretches, the slowest job
 * first. Blocks follow each other as in the run, without the time between them. Null where no job
 * was kept.
 */
export function jobsTrace(subject: Result | Sweep): JobsTrace | null {
  const runs =
    subject.kind === 'corewise-result'
      ? [{ result: subject, at: '' }]
      : subject.points.map(({ value, result }) => ({
          result,
          at: ` at ${valueText(subject.over, value)}`,
        }))
  const traced = runs.flatMap(({ result, at }) =>
    result.contenders.flatMap((contender) => {
      const figures = figuresOf(contender)
      const blockMs = (figures?.blocks[0]?.measuredSeconds ?? 0) * 1_000
      if (figures?.jobs == null) return []
      const jobs = uniqueTraces(figures.jobs)
      const title = contender.name + at
      return jobs.length === 0 ? [] : [{ title, contender, figures, jobs, blockMs }]
    }),
  )
  if (traced.length === 0) return null
  return {
    traceEvents: traced.flatMap(({ title, contender: { name }, figures, jobs, blockMs }, index) => [
      { ph: 'M', name: 'process_name', pid: index + 1, tid: 0, args: { name: title } },
      ...eventsOf(name, figures, jobs, index + 1, blockMs),
    ]),
    displayTimeUnit: 'ms',
  }
}

function eventsOf(
  name: ContenderName,
  figures: Figures,
  jobs: readonly JobTrace[],
  pid: number,
  blockMs: number,
): JobEvent[] {
  const beginMs = ({ round, atMs }: JobTrace) => round * blockMs + atMs
  // A job may have been submitted before its block was measured.
  const firstMs = Math.min(...jobs.map(beginMs))
  return jobs.flatMap((job, index) => {
    const track = { pid, tid: index + 1 }
    // Whole microseconds, so that no stretch ends after its job.
    const at = (ms: number) => Math.round((beginMs(job) - firstMs + ms) * 1_000)
    const span = (fromMs: number, toMs: number) => ({
      ...track,
      ts: at(fromMs),
      dur: at(toMs) - at(fromMs),
    })
    const why = whySlow(job, name, figures)
    const about = { why, thread: job.thread, ...aroundOf(job) }
    return [
      { ph: 'M', name: 'thread_name', ...track, args: { name: `job ${job.job}` } },
      { ph: 'M', name: 'thread_sort_index', ...track, args: { sort_index: index } },
      { ph: 'X', name: jobName(job), cat: 'job', ...span(0, job.endedMs), args: about },
      ...stretchesOf(job).map(({ kind, fromMs, toMs, behind }): JobEvent => {
        const { longest = null } = behind ?? {}
        const held = longest === null ? '' : `, by job ${longest.job} for ${longest.ms} ms`
        return {
          ph: 'X',
          name: stretchTitles[kind] + (kind === 'held' ? held : ''),
          cat: kind,
          ...span(fromMs, toMs),
          args: behind === null ? {} : { heldMs: behind.heldMs, holds: behind.holds },
        }
      }),
    ]
  })
}

function aroundOf({ around }: JobTrace): Record<string, number> {
  if (around === null) return {}
  const { overMs, gcMs, runQueueMs } = around
  return {
    aroundMs: overMs,
    ...(gcMs === null ? {} : { gcMs }),
    ...(runQueueMs === null ? {} : { runQueueMs }),
  }
}
