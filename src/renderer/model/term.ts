import type { MethodHeading } from '../../report/method-place'

interface Term {
  readonly unit: string
  readonly meaning: string
  /** Where the page of the method says more. */
  readonly method: MethodHeading
}

/** Figures that the lab shows, each explained in a line or two. */
export const terms = {
  'jobs per core-second': {
    method: 'CPU time',
    unit: 'jobs/core-s',
    meaning: 'Jobs finished per second of CPU time, over all threads: how well a core is used.',
  },
  'jobs per second': {
    method: 'Rate',
    unit: 'jobs/s',
    meaning: 'Jobs finished per second of the clock: how much gets done, whatever it costs.',
  },
  latency: {
    method: 'Latency',
    unit: 'ms',
    meaning:
      'From handing a job in to its end, waiting for a free thread included. p99: 99 of 100 jobs were at least as quick. A percentile shows only where enough jobs support it.',
  },
  'cores used': {
    method: 'CPU time',
    unit: 'CPU s per s',
    meaning: 'CPU seconds per second of the clock: 1 is one core kept busy, 0.1 a tenth of it.',
  },
  'in flight': {
    method: 'The load',
    unit: 'jobs',
    meaning: 'Jobs that were handed in and have not ended: waiting for a thread, or under way.',
  },
  '± 95 % interval': {
    method: 'The inference',
    unit: '%',
    meaning:
      'Half of the interval that holds the mean over blocks like these 19 times of 20, in percent of it. Shown from 8 blocks on.',
  },
  utilisation: {
    method: 'Loop utilisation and delay',
    unit: '',
    meaning:
      'Share of time that the thread’s own event loop was not resting. A blocked thread shows 100 % and burns nothing: it is no measure of CPU time.',
  },
  switches: {
    method: 'CPU time',
    unit: '',
    meaning:
      'How often the operating system took the thread off its core: voluntary because it waited, involuntary because another one was to run.',
  },
  lanes: {
    method: 'The run',
    unit: '',
    meaning:
      'What each thread was found doing at every look, ten times a second. A waiting thread is blocked by its job; an idle one has no job.',
  },
} as const satisfies Readonly<Record<string, Term>>

export type TermName = keyof typeof terms
