import { experimentSpec, more, type Experiment } from '../experiment'

const threads = [2, 8, 32] as const

/** A blocking read in the loop's own thread, or handed to threads. */
export const nginx: Experiment = {
  name: 'nginx',
  title: 'nginx thread pools 2015',
  claim: 'A loop that blocks in reads does several times as much once threads do the reading.',
  source: {
    authors: 'Valentin Bartenev',
    year: 2015,
    title: 'Thread Pools in NGINX Boost Performance 9x!',
    where: 'nginx.com/blog/thread-pools-boost-performance-9x',
  },
  stance: 'against',
  figures: 'Nine times the traffic with a pool of 32 threads, for files that were not in memory.',
  here: 'A read is a thread that blocks for 5 ms: “sequential” is the loop that blocks. How often a disk blocks is not in it.',
  over: 'workers',
  points: threads.map((workers) => ({
    value: workers,
    spec: experimentSpec('nginx', {
      workload: { kind: 'wait', waitMs: 5, spread: 'fixed' },
      concurrency: 64,
      workers,
      contenders: ['sequential', 'thread-pool'],
      windowMs: 500,
    }),
  })),
  lines: [
    { contender: 'sequential', figure: 'jobs-per-second', name: 'blocking in the loop' },
    { contender: 'thread-pool', figure: 'jobs-per-second', name: 'handed to threads' },
  ],
  published: [],
  checks: threads.slice(1).map((at) => ({
    about: `${at} threads against a loop that blocks`,
    of: { at, contender: 'thread-pool', figure: 'jobs-per-second' } as const,
    by: { at, contender: 'sequential', figure: 'jobs-per-second' } as const,
    within: more,
  })),
}
