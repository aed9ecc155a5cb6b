import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { preset } from '../../../src/engine/spec/presets'
import { syntheticResult, syntheticSpec, syntheticSweep } from '../synthetic-result'

const atRate = (arrivalsPerSecond: number) =>
  syntheticResult(
    {
      'event-loop': {
        jobsPerSecond: arrivalsPerSecond,
        coresUsed: arrivalsPerSecond / 2_000,
        latencyMs: 5,
        arrived: arrivalsPerSecond * 5,
      },
    },
    syntheticSpec({ load: { kind: 'open', arrivalsPerSecond } }),
  )

test('a sweep over arrival rates shows first what CPU time a job costs, with its interval', () => {
  const [chart] = chartsOf(syntheticSweep('arrival-rate', [50, 500], atRate))
  expect(chart?.name).toBe('sweep-cpu')
  const [line] = chart?.config.data.datasets ?? []
  expect(line?.data).toEqual([
    { x: 50, y: 0.5 },
    { x: 500, y: 0.5 },
  ])
})

test('other sweeps have no such chart, and one over cores shows throughput first', () => {
  const names = (over: 'cores' | 'concurrency') =>
    chartsOf(syntheticSweep(over, [1, 2], atRate)).map(({ name }) => name)
  expect(names('concurrency')).not.toContain('sweep-cpu')
  expect(names('cores')[0]).toBe('sweep-throughput')
})

test('the preset fixed-rate gives loop and pool the same Poisson arrivals at several rates', () => {
  const { spec, sweep } = preset('fixed-rate', 2)
  expect(spec.load).toMatchObject({ kind: 'open', arrivals: 'poisson' })
  expect(spec.contenders).toEqual(['event-loop', 'thread-pool'])
  expect(sweep?.over).toBe('arrival-rate')
  expect(sweep?.values.length).toBeGreaterThan(1)
  expect(preset('io-bound', 2).sweep).toBeNull()
})
