import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import type { Sweep } from '../../../src/engine/result/sweep'
import { scalingNotes } from '../../../src/report/sweep/sweep-scaling'
import { byName, endLabels } from '../../charts/chart-parts'
import { syntheticResult, syntheticSpec, syntheticSweep } from '../../charts/synthetic-result'

/** A pool whose rate is that of Amdahl's law with a serial share of a tenth. */
const scaled = (values: readonly number[]): Sweep =>
  syntheticSweep('workers', values, (workers) => {
    const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 }, workers })
    const jobsPerSecond = (450 * workers) / (1 + 0.1 * (workers - 1))
    const made = { jobsPerSecond, coresUsed: workers, latencyMs: 30 }
    return syntheticResult({ 'thread-pool': made }, spec)
  })

const fitted = (sweep: Sweep) =>
  endLabels(byName(chartsOf(sweep), 'sweep-throughput'))
    .filter(({ name }) => /^(USL|Amdahl)/.test(name))
    .map(({ name, detail }) => `${name}: ${detail}`)

test('a sweep over workers has Amdahl’s law drawn through its points, named a model, with a margin', () => {
  expect(fitted(scaled([1, 2, 4]))).toEqual([
    expect.stringMatching(/^Amdahl, thread-pool \(model\): serial share 0\.10 ±0\.0\d+, R² 1\.00$/),
  ])
})

test('the Universal Scalability Law is fitted from 6 points on', () => {
  expect(fitted(scaled([1, 2, 4, 5, 6, 8]))[0]).toMatch(
    /^USL, thread-pool \(model\): λ 450 ±\S+ per s, σ 0\.10 ±\S+, κ .*R² 1\.00$/,
  )
})

test('no law is fitted to more workers than there are cores where jobs compute; where they wait, it is', () => {
  expect(fitted(scaled([4, 8, 16, 32]))).toEqual([])
  expect(fitted(scaled([1, 2, 4, 8, 16, 32]))[0]).toMatch(/^Amdahl/)
  const waiting = syntheticSweep('workers', [1, 2, 4, 8, 16, 32], (workers) => {
    const spec = syntheticSpec({ workload: { kind: 'wait', waitMs: 20, spread: 'fixed' }, workers })
    const made = { jobsPerSecond: 50 * workers, coresUsed: 0.1, latencyMs: 30 }
    return syntheticResult({ 'thread-pool': made }, spec)
  })
  expect(fitted(waiting)[0]).toMatch(/^USL/)
})

test('two points have no law, and a sweep over something else has none', () => {
  expect(fitted(scaled([1, 2]))).toEqual([])
  expect(fitted({ ...scaled([1, 2, 4]), over: 'concurrency' })).toEqual([])
})

test('more workers than the machine has cores are called oversubscribed', () => {
  expect(scalingNotes(scaled([4, 8, 16, 32])).map(({ text }) => text)).toContain(
    'Oversubscribed (hollow): 16, 32 workers on 8 cores. Jobs mostly compute here, so no law of scaling is fitted to them.',
  )
  expect(byName(chartsOf(scaled([4, 8, 16, 32])), 'sweep-throughput').subtitle).toContain(
    'Hollow: more threads than cores',
  )
  const { datasets } = byName(chartsOf(scaled([4, 8, 16, 32])), 'sweep-throughput').config.data
  const pool = datasets.find(({ label }) => label === 'thread-pool')
  expect(pool).toMatchObject({ pointBorderWidth: [0, 0, 2, 2] })
})
