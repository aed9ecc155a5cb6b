import type { Figures } from '../../engine/result/figures'
import { duration, figure } from '../format'
import { hiddenCoresUsed, hiddenWaitMs } from '../../engine/analysis/hidden-use'
import type { MethodHeading } from '../method-place'
import type { Figure, Place } from './figure'

const counted = (value: number): string => value.toLocaleString('en')

/** A figure that is a count or an amount, read off as it is. */
function plain(
  name: string,
  head: string,
  csvName: string,
  meaning: string,
  method: MethodHeading,
  value: (figures: Figures) => number | null,
  places: readonly Place[] = [],
): Figure {
  return {
    name,
    unit: '',
    meaning,
    method,
    head,
    csvName,
    value: ({ figures }) => value(figures),
    text: counted,
    needs: 'nothing',
    places: [...places, 'csv'],
  }
}

export const arrivals: readonly Figure[] = [
  plain(
    'jobs that came in',
    'jobs\ncame in',
    'arrived_jobs',
    'Jobs of an open load that were due while it was measured.',
    'The load',
    (figures) => figures.arrivals?.arrived ?? null,
    ['arrivals'],
  ),
  plain(
    'jobs turned away',
    'turned\naway',
    'dropped_jobs',
    'Jobs of an open load that came when as many as may be in flight were there.',
    'The load',
    (figures) => figures.arrivals?.rejected ?? null,
    ['arrivals'],
  ),
]

export const memoryPerJob: Figure = {
  ...plain(
    'memory per job',
    'KiB/\njob',
    'memory_per_job_bytes',
    'Growth of resident memory while the contender ran, per job in flight.',
    'Memory',
    ({ memoryPerJobBytes }) => memoryPerJobBytes,
    ['run', 'arrivals', 'report'],
  ),
  unit: 'KiB',
  text: (bytes) => figure(bytes / 1_024),
}

export const failedJobs: Figure = plain(
  'failed jobs',
  'errors',
  'failed_jobs',
  'Jobs that ended with an error. They are in no rate and no latency.',
  'The jobs',
  ({ failed }) => failed,
  ['run', 'arrivals', 'comparison', 'report'],
)

/** What the runtime's hidden threads did for a contender, of jobs that need them. */
export const hiddenThreads: readonly Figure[] = [
  {
    ...plain(
      'hidden threads used',
      'hidden',
      'hidden_cores_used',
      'CPU seconds of the runtime’s hidden threads per second of the clock.',
      'Hidden threads',
      (figures) => (figures.hiddenQueueing === null ? null : hiddenCoresUsed(figures)),
    ),
    unit: 'CPU s per s',
    text: figure,
  },
  {
    ...plain(
      'wait for a hidden thread',
      'hidden wait',
      'hidden_wait_mean_ms',
      'How long a task waited until a hidden thread had it done, on average.',
      'Hidden threads',
      hiddenWaitMs,
    ),
    unit: 'ms',
    text: duration,
  },
]

/** What is measured of a contender as one number. */
type Amount = {
  readonly [K in keyof Figures]: Figures[K] extends number | null ? K : never
}[keyof Figures]

/** What other figures show: those above, rates, and the warnings of what disturbed a run. */
type ShownElsewhere =
  | 'failed'
  | 'memoryPerJobBytes'
  | 'jobsPerSecond'
  | 'jobsPerCoreSecond'
  | 'coresUsed'
  | 'started'
  | 'otherSeconds'
  | 'stolenSeconds'

/**
 * What only a file tells: what rates and costs were computed from, and what disturbed them. What is
 * measured anew and stands nowhere does not compile.
 */
const background = {
  completed: plain(
    'completed jobs',
    'completed',
    'completed_jobs',
    'Jobs that ended well.',
    'Rate',
    ({ completed }) => completed,
  ),
  measuredSeconds: {
    ...plain(
      'measured time',
      'measured',
      'measured_s',
      'Length of all blocks together.',
      'The run',
      ({ measuredSeconds }) => measuredSeconds,
    ),
    unit: 's',
    text: (seconds) => duration(seconds * 1_000),
  },
  completionSeconds: {
    ...plain(
      'completion span',
      'span',
      'completion_span_s',
      'What the rate divides by: from end to end of jobs; of an open load the measured time.',
      'Rate',
      ({ completionSeconds }) => completionSeconds,
    ),
    unit: 's',
    text: (seconds) => duration(seconds * 1_000),
  },
  cpuSeconds: {
    ...plain(
      'CPU time',
      'CPU (s)',
      'cpu_s',
      'CPU seconds of all its threads.',
      'CPU time',
      ({ cpuSeconds }) => cpuSeconds,
      ['report'],
    ),
    unit: 's',
    text: figure,
  },
  runQueueSeconds: {
    ...plain(
      'time in the run queue',
      'run queue',
      'run_queue_s',
      'How long its threads were ready to run while no core was free, summed.',
      'What is not to be trusted',
      ({ runQueueSeconds }) => runQueueSeconds,
    ),
    unit: 's',
    text: (seconds) => duration(seconds * 1_000),
  },
  timerLateness: {
    ...plain(
      'timer lateness p99',
      'late p99',
      'loop_delay_p99_ms',
      'How late the loop’s own timers came.',
      'Loop utilisation and delay',
      ({ timerLateness }) =>
        timerLateness?.percentiles.find(({ percentile }) => percentile === 99)?.valueMs ?? null,
    ),
    unit: 'ms',
    text: duration,
  },
  gcMs: {
    ...plain(
      'garbage collection',
      'GC',
      'gc_ms',
      'Time that collections took, over its threads.',
      'What is warned of',
      ({ gcMs }) => gcMs,
    ),
    unit: 'ms',
    text: duration,
  },
  peakMemoryBytes: {
    ...plain(
      'peak memory',
      'peak',
      'peak_memory_bytes',
      'Peak resident memory of the whole process.',
      'Memory',
      ({ peakMemoryBytes }) => peakMemoryBytes,
    ),
    unit: 'bytes',
  },
  voluntarySwitches: plain(
    'voluntary switches',
    'voluntary',
    'voluntary_switches',
    'How often its threads gave their core away because they waited.',
    'CPU time',
    ({ voluntarySwitches }) => voluntarySwitches,
  ),
  involuntarySwitches: plain(
    'involuntary switches',
    'involuntary',
    'involuntary_switches',
    'How often the system took a core from its threads.',
    'CPU time',
    ({ involuntarySwitches }) => involuntarySwitches,
  ),
} as const satisfies Readonly<Record<Exclude<Amount, ShownElsewhere> | 'timerLateness', Figure>>

/** The same, in their order. */
export const backgrounds: readonly Figure[] = Object.values(background)
