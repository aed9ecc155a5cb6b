import { expect, test } from 'vitest'
import { chartsOf } from '../../src/charts/charts-of'
import type { Sweep } from '../../src/engine/experiment/result'
import { byName, endLabels, noteTexts } from './chart-parts'
import { syntheticResult, syntheticSpec, syntheticSweep } from './synthetic-result'

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

test('a sweep over workers has Amdahl’s law drawn through its points, named a model', () => {
  expect(fitted(scaled([1, 2, 4]))).toEqual(['Amdahl, thread-pool (model): serial share 0.1'])
})

test('from 6 points on it is the Universal Scalability Law', () => {
  expect(fitted(scaled([1, 2, 4, 6, 8, 12]))[0]).toMatch(/^USL, thread-pool \(model\): σ 0\.1, κ /)
})

test('two points have no law, and a sweep over something else has none', () => {
  expect(fitted(scaled([1, 2]))).toEqual([])
  expect(fitted({ ...scaled([1, 2, 4]), over: 'concurrency' })).toEqual([])
})

test('more workers than the machine has cores are called oversubscribed', () => {
  expect(noteTexts(byName(chartsOf(scaled([4, 8, 16, 32])), 'sweep-throughput'))).toContain(
    'Oversubscribed (hollow): 16, 32 workers are more than the 8 cores of this machine.',
  )
  const { datasets } = byName(chartsOf(scaled([4, 8, 16, 32])), 'sweep-throughput').config.data
  const pool = datasets.find(({ label }) => label === 'thread-pool')
  expect(pool).toMatchObject({ pointBorderWidth: [0, 0, 2, 2] })
})
