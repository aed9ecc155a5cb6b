import { expect, test } from 'vitest'
import {
  LATENCY_COUNTS_BYTES,
  LatencyCounts,
} from '../../../../src/engine/measure/latency/latency-counts'
import { LatencyInterval } from '../../../../src/engine/measure/latency/latency-interval'

const allocate = () => new LatencyCounts(new SharedArrayBuffer(LATENCY_COUNTS_BYTES), 0)

test('an interval holds what all threads recorded since the last look, and nothing before', () => {
  const threads = [allocate(), allocate()] as const
  const interval = new LatencyInterval(threads)
  for (let ms = 1; ms <= 500; ms++) {
    threads[0].record(ms * 1e6)
    threads[1].record((500 + ms) * 1e6)
  }
  const first = interval.next()
  expect(first.count).toBe(1000)
  expect(Math.abs((first.p50Ms ?? 0) / 500 - 1)).toBeLessThan(0.001)
  expect(Math.abs((first.p99Ms ?? 0) / 990 - 1)).toBeLessThan(0.001)

  for (let count = 0; count < 20; count++) threads[1].record(2e6)
  const second = interval.next()
  expect(second).toMatchObject({ count: 20, p99Ms: null })
  expect(Math.abs((second.p50Ms ?? 0) / 2 - 1)).toBeLessThan(0.001)

  expect(interval.next()).toEqual({ count: 0, p50Ms: null, p99Ms: null })
})
