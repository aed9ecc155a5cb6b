import { experimentSpec, type Experiment } from '../experiment'

/** To start hundreds of threads anew, four times each, would take longer than two minutes. */
const tasks = [4, 16, 64] as const
const MOST = tasks[2]

/** A thread for every task against a loop that holds them all. */
export const seda: Experiment = {
  name: 'seda',
  title: 'SEDA 2001',
  claim:
    'A thread for every task peaks and then degrades as tasks grow many; an event loop stays flat.',
  source: {
    authors: 'Matt Welsh, David Culler, Eric Brewer',
    year: 2001,
    title: 'SEDA: An Architecture for Well-Conditioned, Scalable Internet Services',
    where: 'SOSP 2001, figures 2 and 3',
  },
  stance: 'with',
  figures:
    'The text gives no figures: throughput of threads rises, then “degrades substantially”; that of events stays.',
  here: 'Tasks compute for 1 ms in place of a read from the disk’s cache. Kernels schedule threads better than in 2001.',
  over: 'concurrency',
  points: tasks.map((concurrency) => ({
    value: concurrency,
    spec: experimentSpec('seda', {
      workload: { kind: 'cpu', cpuMs: 1, spread: 'fixed' },
      concurrency,
      contenders: ['event-loop', 'thread-per-job'],
      windowMs: 400,
    }),
  })),
  lines: [
    { contender: 'event-loop', figure: 'jobs-per-second', name: 'event-loop' },
    { contender: 'thread-per-job', figure: 'jobs-per-second', name: 'thread-per-job' },
  ],
  published: [],
  checks: [
    {
      about: `${MOST} threads against their best`,
      of: { at: MOST, contender: 'thread-per-job', figure: 'jobs-per-second' },
      by: { at: 'best', contender: 'thread-per-job', figure: 'jobs-per-second' },
      within: { from: 0, to: 0.9 },
    },
    {
      about: `the event loop with ${MOST} tasks against its best`,
      of: { at: MOST, contender: 'event-loop', figure: 'jobs-per-second' },
      by: { at: 'best', contender: 'event-loop', figure: 'jobs-per-second' },
      within: { from: 0.9, to: Infinity },
    },
  ],
}
