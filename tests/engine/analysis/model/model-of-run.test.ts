import { expect, test } from 'vitest'
import {
  modelledRate,
  modelOf,
  openMeanMs,
} from '../../../../src/engine/analysis/model/model-of-run'
import { syntheticResult, syntheticSpec, typical } from '../../../charts/synthetic-result'

const oneCore = { cores: 1, processors: null }
const mixed = (changes: Record<string, unknown> = {}) =>
  syntheticSpec({
    workload: { kind: 'mixed', waitMs: 95, cpuMs: 5 },
    concurrency: 60,
    workers: 8,
    ...changes,
  })

test('the model of threads that mostly wait is their bound, and of a full core 1 ÷ CPU per job', () => {
  const pool = modelledRate(mixed(), oneCore, 'thread-pool', 5)
  expect(pool?.high).toBeCloseTo(80, 6)
  expect(Math.abs((pool?.simulated ?? 0) / 80 - 1)).toBeLessThan(0.05)
  const loop = modelledRate(mixed(), oneCore, 'event-loop', 5)
  expect(loop?.high).toBeCloseTo(200, 6)
  expect(Math.abs((loop?.simulated ?? 0) / 200 - 1)).toBeLessThan(0.02)
})

test('a job that was measured to cost more has fewer done', () => {
  const dear = modelledRate(mixed(), oneCore, 'event-loop', 8)
  expect(dear?.high).toBeCloseTo(125, 6)
  expect(dear?.low).toBeLessThanOrEqual(dear?.high ?? 0)
})

test('jobs that only wait are bound by how many are in flight', () => {
  const spec = syntheticSpec({ workload: { kind: 'wait', waitMs: 20 }, concurrency: 400 })
  const loop = modelledRate(spec, oneCore, 'event-loop', 0.02)
  expect(loop?.high).toBeCloseTo(400_000 / 20.02, 6)
  expect(Math.abs((loop?.simulated ?? 0) / (loop?.high ?? 1) - 1)).toBeLessThan(0.05)
})

test('the model refuses an open load, jobs of unknown length or of several parts, and what hidden threads compute', () => {
  const load = { kind: 'open', arrivalsPerSecond: 10 }
  expect(modelledRate(mixed({ load }), oneCore, 'event-loop', 5)).toBeNull()
  const files = syntheticSpec({ workload: { kind: 'files', path: '/somewhere' } })
  expect(modelledRate(files, oneCore, 'event-loop', 5)).toBeNull()
  const fanOut = syntheticSpec({ workload: { kind: 'fan-out', parts: 9, waitMs: 20 } })
  expect(modelledRate(fanOut, oneCore, 'event-loop', 5)).toBeNull()
  const crypto = syntheticSpec({ workload: { kind: 'crypto', hash: 'scrypt', cpuMs: 10 } })
  expect(modelledRate(crypto, oneCore, 'event-loop', 5)).toBeNull()
})

test('nothing is modelled of a run that is not to be trusted', () => {
  const made = { 'event-loop': typical['event-loop'], 'thread-pool': typical['thread-pool'] }
  expect(modelOf(syntheticResult(made), 'event-loop')).not.toBeNull()
  const broken = { ...syntheticResult(made), interruption: 'The service ended' }
  expect(modelOf(broken, 'event-loop')).toBeNull()
})

const openRun = (changes: Record<string, unknown> = {}, made: object = {}) =>
  syntheticResult(
    {
      'event-loop': { jobsPerSecond: 500, coresUsed: 0.5, latencyMs: 12, arrived: 2_500, ...made },
      'thread-pool': { jobsPerSecond: 500, coresUsed: 0.5, latencyMs: 12, arrived: 2_500 },
    },
    syntheticSpec({
      workload: { kind: 'mixed', waitMs: 10, cpuMs: 1, spread: 'exponential-service' },
      load: { kind: 'open', arrivalsPerSecond: 500 },
      workers: 16,
      contenders: ['event-loop', 'thread-pool'],
      ...changes,
    }),
  )

test('an open load on a loop waits by Pollaczek and Khinchine, on threads by Erlang', () => {
  // 1 ms of CPU at half use, exponential: it waits 1 ms for the core.
  const loop = openMeanMs(openRun(), 'event-loop')
  expect(loop?.formula).toBe('Pollaczek–Khinchine')
  expect(loop?.meanMs).toBeCloseTo(12, 1)
  const pool = openMeanMs(openRun(), 'thread-pool')
  expect(pool?.formula).toBe('M/M/c')
  expect(pool?.meanMs).toBeGreaterThan(11)
  expect(pool?.meanMs).toBeLessThan(11.01)
})

test('no formula is asked of even arrivals, of a closed load, or of more than can be done', () => {
  const even = { kind: 'open', arrivalsPerSecond: 500, arrivals: 'constant' }
  expect(openMeanMs(openRun({ load: even }), 'event-loop')).toBeNull()
  expect(openMeanMs(openRun({ load: { kind: 'closed' } }), 'event-loop')).toBeNull()
  expect(openMeanMs(openRun({ workers: 2 }), 'thread-pool')).toBeNull()
  expect(openMeanMs(openRun({}, { coresUsed: 1.2 }), 'event-loop')).toBeNull()
})
