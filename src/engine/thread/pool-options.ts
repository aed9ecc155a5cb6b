import { FixedQueue } from 'piscina'

/**
 * Piscina's options as its documentation advises for a steady load: all workers started up front
 * and kept (equal minimum and maximum, no idle timeout), one job per worker at a time, its faster
 * queue in strict order, its default way of waking workers through Atomics, and without the timings
 * that are taken here anyway. The queue is not bounded: a closed load bounds it.
 */
export function poolOptions(workers: number) {
  return {
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: Infinity,
    concurrentTasksPerWorker: 1,
    taskQueue: new FixedQueue(),
    stricterFIFO: true,
    recordTiming: false,
  }
}
