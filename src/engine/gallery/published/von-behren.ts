import { experimentSpec, type Experiment } from '../experiment'

const tasks = [1_000, 10_000, 100_000] as const
const MOST = tasks[2]
const WAIT_MS = 200

/** Tasks with stacks of their own against callbacks. */
export const vonBehren: Experiment = {
  name: 'von-behren',
  title: 'Von Behren 2003',
  claim: 'Tasks with stacks of their own, 100,000 of them, do as well as events.',
  source: {
    authors: 'Rob von Behren, Jeremy Condit, Eric Brewer',
    year: 2003,
    title: 'Why Events Are A Bad Idea (for high-concurrency servers)',
    where: 'HotOS IX',
  },
  stance: 'neither',
  figures:
    'A user-level thread package that scales to 100,000 threads; good systems of both kinds perform alike.',
  here: 'The lab’s loop runs generators, which keep a stack each. Node’s promises, whose continuations are callbacks, stand for events.',
  over: 'concurrency',
  points: tasks.map((concurrency) => ({
    value: concurrency,
    spec: experimentSpec('von-behren', {
      workload: { kind: 'wait', waitMs: WAIT_MS, spread: 'fixed' },
      concurrency,
      contenders: ['event-loop', 'async'],
      windowMs: 600,
    }),
  })),
  lines: [
    { contender: 'event-loop', figure: 'jobs-per-core-second', name: 'event-loop (stacks)' },
    { contender: 'async', figure: 'jobs-per-core-second', name: 'async (callbacks)' },
  ],
  published: [],
  checks: [10_000, MOST].map((at) => ({
    about: `stacks against callbacks per core-second, ${at.toLocaleString('en')} tasks`,
    of: { at, contender: 'event-loop', figure: 'jobs-per-core-second' } as const,
    by: { at, contender: 'async', figure: 'jobs-per-core-second' } as const,
    within: { from: 0.9, to: Infinity },
  })),
}
