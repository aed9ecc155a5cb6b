import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { repairmanRate } from '../../../../src/engine/analysis/model/machine-repairman'
import { meanWaitOfOneServer } from '../../../../src/engine/analysis/model/open-queue'
import { simulate } from '../../../../src/engine/analysis/model/simulate'

/** Exponential amounts of that mean, the same ones for the same index. */
const exponential = (meanMs: number, seed: number) => {
  const random = xoroshiro128plus(seed)
  const drawn: number[] = []
  return (index: number): number => {
    while (drawn.length <= index) drawn.push(-meanMs * Math.log(1 - uniformFloat64(random)))
    return drawn[index] ?? 0
  }
}

test('fixed jobs in a closed load do what their bounds allow, exactly', () => {
  const { jobsPerSecond, meanMs } = simulate({
    jobAt: () => ({ beforeMs: 0, waitMs: 95, afterMs: 5 }),
    load: { inFlight: 8 },
    slots: 8,
    servers: 1,
    durationMs: 100_000,
  })
  // All 8 begin at once and stay 5 ms apart from then on.
  expect(jobsPerSecond).toBeCloseTo(80, 0)
  expect(meanMs).toBeCloseTo(100, 6)
})

test('jobs wait for a slot where there are fewer than are in flight', () => {
  const { jobsPerSecond, meanMs } = simulate({
    jobAt: () => ({ beforeMs: 0, waitMs: 10, afterMs: 0 }),
    load: { inFlight: 40 },
    slots: 4,
    servers: 1,
    durationMs: 100_000,
  })
  expect(jobsPerSecond).toBeCloseTo(400, 0)
  expect(meanMs).toBeCloseTo(100, 6)
})

test('a simulated machine repairman does what his formula says', () => {
  const [think, service] = [exponential(10, 1), exponential(1, 2)]
  const { jobsPerSecond } = simulate({
    jobAt: (index) => ({ beforeMs: 0, waitMs: think(index), afterMs: service(index) }),
    load: { inFlight: 10 },
    slots: 10,
    servers: 1,
    durationMs: 60_000,
  })
  const expected = 1_000 * repairmanRate({ customers: 10, servers: 1, thinkMs: 10, serviceMs: 1 })
  expect(Math.abs(jobsPerSecond / expected - 1)).toBeLessThan(0.02)
})

test('a simulated open queue waits as long as Pollaczek and Khinchine say', () => {
  const gap = exponential(2, 3)
  const times: number[] = [0]
  const arrivalMs = (index: number): number => {
    while (times.length <= index) times.push((times.at(-1) ?? 0) + gap(times.length))
    return times[index] ?? 0
  }
  const { meanMs, p99Ms } = simulate({
    jobAt: () => ({ beforeMs: 1, waitMs: 0, afterMs: 0 }),
    load: { arrivalMs },
    slots: Infinity,
    servers: 1,
    durationMs: 200_000,
  })
  const expected = 1 + meanWaitOfOneServer({ arrivalsPerMs: 0.5, serviceMs: 1 }, 0)
  expect(Math.abs(meanMs / expected - 1)).toBeLessThan(0.03)
  expect(p99Ms).toBeGreaterThan(meanMs)
})
