import { experimentSpec, more, type Experiment } from '../experiment'

const clients = [20, 100] as const

/** Threads that each serve one request, against a loop for each core. */
export const paterson: Experiment = {
  name: 'paterson',
  title: 'Paterson 2020',
  claim: 'Async servers have the worse tail: their p99 latency is a multiple of synchronous ones.',
  source: {
    authors: 'Cal Paterson',
    year: 2020,
    title: 'Async Python is not faster',
    where: 'calpaterson.com/async-python-is-not-faster.html',
  },
  stance: 'against',
  figures:
    'Synchronous servers with 14 to 16 workers had a p99 of 31 to 42 ms, asynchronous ones 75 to 364 ms.',
  here: 'Node, not Python: a loop for each core against 16 threads. A job waits 5 ms, as for a database, and computes 2 ms.',
  over: 'concurrency',
  points: clients.map((concurrency) => ({
    value: concurrency,
    spec: experimentSpec('paterson', {
      workload: { kind: 'mixed', waitMs: 5, cpuMs: 2, spread: 'exponential' },
      concurrency,
      workers: 16,
      contenders: ['loop-per-core', 'thread-pool'],
      windowMs: 1_250,
    }),
  })),
  lines: [
    { contender: 'loop-per-core', figure: 'latency-p99', name: 'loop-per-core' },
    { contender: 'thread-pool', figure: 'latency-p99', name: 'thread-pool' },
  ],
  published: [
    { name: 'sync, best', points: clients.map((x) => ({ x, y: 31 })) },
    { name: 'sync, worst', points: clients.map((x) => ({ x, y: 42 })) },
    { name: 'async, best', points: clients.map((x) => ({ x, y: 75 })) },
    { name: 'async, worst', points: clients.map((x) => ({ x, y: 364 })) },
  ],
  checks: clients.map((at) => ({
    about: `latency at p99, loops against threads, ${at} jobs in flight`,
    of: { at, contender: 'loop-per-core', figure: 'latency-p99' } as const,
    by: { at, contender: 'thread-pool', figure: 'latency-p99' } as const,
    within: more,
  })),
}
