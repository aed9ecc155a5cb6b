import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { percentileTicks } from '../../../src/charts/run/latency-chart'
import { byName, endLabels, lines, footOf } from '../chart-parts'
import { syntheticResult, typical } from '../synthetic-result'

test('percentiles are named only as far as the sample supports them', () => {
  const named = (last: number) => percentileTicks(last).map(({ label }) => label)
  expect(named(9)).toEqual(['50 %'])
  expect(named(100)).toEqual(['50 %', '90 %', '99 %'])
  expect(named(99_999)).toEqual(['50 %', '90 %', '99 %', '99.9 %', '99.99 %'])
})

test('each line ends at its own last percentile, the axis at the longest; a queue that only fills has none', () => {
  const chart = byName(chartsOf(syntheticResult()), 'latency')
  const ends = [...lines(chart).values()].map(({ data }) => Math.round(data.at(-1)?.x ?? 0))
  expect(ends).toEqual([9_792, 9_710, 198, 9_895])
  expect(chart.config.options?.scales?.x).toMatchObject({ min: 1, max: 9_895 })
})

test('the label tells p99 where it is supported and else the highest percentile that is', () => {
  const made = syntheticResult({
    'event-loop': typical['event-loop'],
    'thread-pool': { ...typical['thread-pool'], jobsPerSecond: 180 },
  })
  const chart = byName(chartsOf(made), 'latency')
  expect(endLabels(chart).map(({ detail }) => detail.split(' ')[0])).toEqual(['p99', 'p90'])
})

test('a contender without enough jobs has no line and a footnote that says why', () => {
  const few = syntheticResult({
    sequential: { ...typical.sequential, jobsPerSecond: 0 },
    'event-loop': typical['event-loop'],
    'thread-pool': { ...typical['thread-pool'], jobsPerSecond: 1 },
  })
  const chart = byName(chartsOf(few), 'latency')
  expect([...lines(chart).keys()]).toEqual(['event-loop'])
  expect(footOf(chart).footnote).toBe('sequential, thread-pool: too few jobs for a percentile.')
})
