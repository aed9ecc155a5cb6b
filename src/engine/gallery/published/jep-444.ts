import { about, experimentSpec, type Experiment } from '../experiment'

/**
 * A tenth of the published tasks, threads and sleeps: the rates are the same. Threads that sleep
 * for a second cannot be parked between blocks, and to start 200 of them for each takes minutes.
 */
const TASKS = 1_000
const THREADS = 20
const SLEEP_MS = 100

/** As it was published: of the pool, and of tasks without a thread. */
const POOL_RATE = 200
const TASK_RATE = 10_000

/** Tasks that sleep, on a pool of threads and all at once. */
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
  here: 'Tasks of the event loop stand for Java’s virtual threads. All is a tenth, so rates are the same: 1,000 tasks, 20 threads, 100 ms.',
  over: 'concurrency',
  points: [
    {
      value: TASKS,
      spec: experimentSpec('jep-444', {
        workload: { kind: 'wait', waitMs: SLEEP_MS, spread: 'fixed' },
        concurrency: TASKS,
        workers: THREADS,
        contenders: ['event-loop', 'thread-pool'],
        windowMs: 1_500,
        warmupMs: 600,
      }),
    },
  ],
  lines: [
    { contender: 'event-loop', figure: 'jobs-per-second', name: 'event-loop' },
    { contender: 'thread-pool', figure: 'jobs-per-second', name: 'thread-pool' },
  ],
  published: [
    { name: 'virtual threads', points: [{ x: TASKS, y: TASK_RATE }] },
    { name: 'pool of 200', points: [{ x: TASKS, y: POOL_RATE }] },
  ],
  checks: [
    {
      about: `${THREADS} threads against ${POOL_RATE} jobs a second`,
      of: { at: TASKS, contender: 'thread-pool', figure: 'jobs-per-second' },
      by: POOL_RATE,
      within: about(10),
    },
    {
      about: 'the event loop against 10,000 jobs a second',
      of: { at: TASKS, contender: 'event-loop', figure: 'jobs-per-second' },
      by: TASK_RATE,
      within: about(10),
    },
  ],
}
