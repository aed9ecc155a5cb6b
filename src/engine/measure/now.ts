import { performance } from 'node:perf_hooks'
import { nanoseconds, type Nanoseconds } from './statistics/quantity'

/**
 * What to add to this thread's `performance.now()` to get the system's monotonic clock: a worker's
 * `performance.now()` starts at the worker's own start, so readings of two threads differ by it.
 */
const originNs = measureOrigin()

function measureOrigin(): number {
  let origin = 0
  let narrowest = Infinity
  for (let attempt = 0; attempt < 50; attempt++) {
    const before = process.hrtime.bigint()
    const local = performance.now()
    const after = process.hrtime.bigint()
    const gap = Number(after - before)
    if (gap >= narrowest) continue
    narrowest = gap
    origin = Number(before) + gap / 2 - local * 1e6
  }
  return origin
}

/**
 * The system's monotonic clock, comparable across the threads of one machine to well below a
 * microsecond. Costs about 45 ns where `process.hrtime.bigint` costs twice that and allocates.
 */
export function now(): Nanoseconds {
  return nanoseconds(performance.now() * 1e6 + originNs)
}
