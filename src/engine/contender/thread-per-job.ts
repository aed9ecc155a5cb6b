import type { Contender } from './contender'

/** No more threads are started than these: each takes some 10 MiB and some 30 ms. */
export const MOST_THREADS_FOR_JOBS = 1_024

/** What a thread with its records was seen to hold at most, on Node 20 and x64. */
export const THREAD_BYTES = 18 * 2 ** 20

/**
 * Threads of a pool that has one for each of so many jobs in flight, as far as so many are started.
 */
export function threadsForJobs(concurrency: number): number {
  return Math.min(concurrency, MOST_THREADS_FOR_JOBS)
}

/**
 * The pool that keeps up by having a thread for every job in flight. It shows what that takes, so
 * that the advice "a pool would need N threads" is measured where this contender takes part.
 */
export const threadPerJob: Contender<'thread-per-job'> = {
  name: 'thread-per-job',
  title: 'thread per job',
  subject: (threads) =>
    threads === 1
      ? '1 thread with its 1 job'
      : `${threads.toLocaleString('en')} threads with one job each`,
  meaning: 'A thread pool with a thread for every job in flight: it keeps up, and pays in memory.',
  runtime: 'node',
  isDefault: false,
  threads: 'jobs',
  waits: 'blocking',
  runs: ['blocking', 'job'],
  thread: 'pool',
  style: { light: '#00778A', dark: '#5FD0DE', dash: [12, 3], marker: 'cross', terminal: 30 },
}
