import { about, experimentSpec, type Experiment } from '../experiment'

const WAIT_MS = 95
const CPU_MS = 5

/**
 * Requests per second of t threads on one core, as the source has it: min(1000 ÷ c, t · 1000 ÷ w).
 */
const rate = (threads: number): number =>
  Math.min(1_000 / CPU_MS, (threads * 1_000) / (WAIT_MS + CPU_MS))

/** Below where the formula bends, there, and beyond. */
const threads = [8, 20, 30] as const

/** A closed load with more in flight than any of the pools has threads. */
export const mcgranaghan: Experiment = {
  name: 'mcgranaghan',
  title: 'McGranaghan 2010',
  claim:
    'On one core threads reach the event loop’s rate once there are enough of them, never before.',
  source: {
    authors: 'Mark McGranaghan',
    year: 2010,
    title: 'Threaded vs Evented Servers',
    where: 'mmcgrana.github.io/2010/07/threaded-vs-evented-servers.html',
  },
  stance: 'with',
  figures:
    'Requests of 100 ms that compute for 5 ms of it: t threads do min(200, 10 t) a second, an event loop 200.',
  here: 'It is a formula. What each way costs by itself is in the measured rates and not in the formula.',
  over: 'workers',
  points: threads.map((workers) => ({
    value: workers,
    spec: experimentSpec('mcgranaghan', {
      workload: { kind: 'mixed', waitMs: WAIT_MS, cpuMs: CPU_MS, spread: 'fixed' },
      concurrency: 40,
      workers,
      cores: 1,
      contenders: ['event-loop', 'thread-pool'],
      windowMs: 600,
      warmupMs: 300,
      // On one core to start so many threads takes longer than a block.
      generations: 3,
    }),
  })),
  lines: [
    { contender: 'event-loop', figure: 'jobs-per-second', name: 'event-loop' },
    { contender: 'thread-pool', figure: 'jobs-per-second', name: 'thread-pool' },
  ],
  published: [
    { name: 'threads', points: threads.map((t) => ({ x: t, y: rate(t) })) },
    { name: 'evented', points: threads.map((t) => ({ x: t, y: 1_000 / CPU_MS })) },
  ],
  checks: [
    ...threads.map((t) => ({
      about: `${t} threads against ${rate(t)} jobs a second`,
      of: { at: t, contender: 'thread-pool', figure: 'jobs-per-second' } as const,
      by: rate(t),
      within: about(15),
    })),
    {
      about: 'the event loop against 200 jobs a second',
      of: { at: 8, contender: 'event-loop', figure: 'jobs-per-second' },
      by: 200,
      within: about(15),
    },
  ],
}
