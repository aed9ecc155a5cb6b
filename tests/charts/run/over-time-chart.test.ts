import { expect, test } from 'vitest'
import { chartMakersOf } from '../../../src/charts/charts-of'
import { windowed } from '../../../src/charts/run/over-time-chart'
import type { ContenderName } from '../../../src/engine/spec/spec'
import type { Sample } from '../../../src/engine/result/figures'
import type { Result } from '../../../src/engine/result/result'
import { endLabels, lines } from '../chart-parts'
import { syntheticResult, syntheticSpec, typical } from '../synthetic-result'

const chartOf = (result: Result) => {
  const make = chartMakersOf(result).get('over-time')
  if (make === undefined) throw new Error('no chart over time')
  return make()
}

const samples = (...list: readonly (readonly [atMs: number, jobsPerSecond: number])[]): Sample[] =>
  list.map(
    ([atMs, jobsPerSecond]) =>
      ({ atMs, jobsPerSecond, coresUsed: null, inFlight: 1, p50Ms: null, p99Ms: null }) as Sample,
  )

test('windows keep the number of jobs, however uneven the samples are', () => {
  const points = windowed(samples([100, 1_000], [300, 4_000], [400, 0], [500, 2_000]), 200)
  // 100 + 800 jobs in 300 ms, then 0 + 200 jobs in 200 ms; each drawn at the middle of its window.
  expect(points).toEqual([
    { x: 0.15, y: 3_000 },
    { x: 0.4, y: 1_000 },
  ])
})

test('a run shorter than a window is still drawn', () => {
  expect(windowed(samples([100, 50]), 200)).toEqual([{ x: 0.05, y: 50 }])
})

test('a long run has no more points than can be told apart', () => {
  const long = syntheticResult({ 'event-loop': { ...typical['event-loop'], seconds: 600 } })
  const line = lines(chartOf(long)).get('event-loop')
  expect(line?.data.length).toBeLessThanOrEqual(80)
  expect(line?.data.length).toBeGreaterThan(30)
})

test('rates start at 0', () => {
  const { config } = chartOf(syntheticResult())
  expect(config.options?.scales?.y).toMatchObject({ type: 'linear', min: 0 })
})

test('the highest ceiling is drawn, dashed, without markers, called a model and whose it is', () => {
  const chart = chartOf(syntheticResult())
  const label = endLabels(chart).at(-1)
  expect(label).toMatchObject({
    name: 'ceiling of event-loop, async, loop-per-core (model)',
    detail: '20,000 per s = C ÷ 20 ms',
  })
  const line = lines(chart).get(
    'ceiling of event-loop, async, loop-per-core (model): 20,000 per s = C ÷ 20 ms',
  )
  expect(line).toMatchObject({ borderDash: [2, 4], pointRadius: 0 })
  expect(line?.data.map(({ y }) => y)).toEqual([20_000, 20_000])
})

test('a ceiling that everyone has is that of all, and one of a contender alone names it', () => {
  const nameOf = (names: readonly ContenderName[], spec = syntheticSpec()) => {
    const made = Object.fromEntries(names.map((name) => [name, typical[name]]))
    return endLabels(chartOf(syntheticResult(made, spec))).at(-1)?.name
  }
  expect(nameOf(['event-loop', 'loop-per-core'])).toBe('ceiling of all (model)')
  expect(nameOf(['event-loop'])).toBe('ceiling of event-loop (model)')
  const computing = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 } })
  expect(nameOf(['event-loop', 'thread-pool'], computing)).toBe('ceiling of thread-pool (model)')
})

test('arrivals are the ceiling where fewer jobs come in than could be done', () => {
  const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 1_000 } })
  const chart = chartOf(syntheticResult(typical, spec))
  const label = endLabels(chart).at(-1)
  expect(label).toMatchObject({ name: 'arrivals (model)', detail: '1,000 per s come in' })
  const line = lines(chart).get('arrivals (model): 1,000 per s come in')
  expect(line?.data.map(({ y }) => y)).toEqual([1_000, 1_000])
})

test('files have no ceiling, because nobody knows how long they take', () => {
  const spec = syntheticSpec({ workload: { kind: 'files', path: null } })
  const chart = chartOf(syntheticResult(typical, spec))
  expect(endLabels(chart).map(({ tone }) => tone)).not.toContain('model')
})
