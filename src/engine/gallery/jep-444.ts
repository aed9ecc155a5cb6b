import { about, experimentSpec, type Experiment } from './experiment'

const TASKS = 10_000
const THREADS = 200

/** Tasks that sleep for a second, on a pool of 200 threads and all at once. */
export const jep444: Experiment = {
  name: 'jep-444',
  title: 'JEP 444',
  claim:
    'A pool of 200 threads ends 200 one-second sleeps a second; tasks without a thread each end 10,000.',
  source: {
    authors: 'Ron Pressler, Alan Bateman',
    year: 2023,
    title: 'JEP 444: Virtual Threads',
    where: 'openjdk.org/jeps/444',
  },
  stance: 'with',
  figures: '10,000 tasks of 1 s: a pool of 200 does 200 a second, virtual threads about 10,000.',
  here: 'Virtual threads are Java’s. Here tasks of the event loop stand for them: both wait without a thread.',
  over: 'concurrency',
  points: [
    {
      value: TASKS,
      spec: experimentSpec('jep-444', {
        workload: { kind: 'wait', waitMs: 1_000, spread: 'fixed' },
        concurrency: TASKS,
        workers: THREADS,
        contenders: ['event-loop', 'thread-pool'],
        windowMs: 2_000,
        warmupMs: 1_300,
      }),
    },
  ],
  lines: [
    { contender: 'event-loop', figure: 'jobs-per-second', name: 'event-loop' },
    { contender: 'thread-pool', figure: 'jobs-per-second', name: 'thread-pool' },
  ],
  published: [
    { name: 'virtual threads', points: [{ x: TASKS, y: 10_000 }] },
    { name: 'pool of 200', points: [{ x: TASKS, y: 200 }] },
  ],
  checks: [
    {
      about: `${THREADS} threads against ${THREADS} jobs a second`,
      of: { at: TASKS, contender: 'thread-pool', figure: 'jobs-per-second' },
      by: THREADS,
      within: about(10),
    },
    {
      about: 'the event loop against 10,000 jobs a second',
      of: { at: TASKS, contender: 'event-loop', figure: 'jobs-per-second' },
      by: TASKS,
      within: about(10),
    },
  ],
}
