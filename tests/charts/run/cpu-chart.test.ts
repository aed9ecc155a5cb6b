import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { barMarks, barTexts, byName, footOf } from '../chart-parts'
import { syntheticResult, typical } from '../synthetic-result'

const chartOf = (made: Parameters<typeof syntheticResult>[0], name: 'cpu' | 'story' = 'cpu') =>
  byName(chartsOf(syntheticResult(made)), name)

test('a bar is as long as the CPU time of a thousand jobs, with its interval over its end', () => {
  const chart = chartOf({ 'event-loop': { ...typical['event-loop'], noise: 0.1 } })
  const [bar] = chart.config.data.datasets
  expect(bar?.data[0]).toBeCloseTo((0.412 / 19_583) * 1e6)
  const [mark] = barMarks(chart)
  expect(mark).toMatchObject({ text: '21', detail: expect.stringMatching(/^[±−]/) as string })
  expect(mark?.interval?.high).toBeGreaterThan(mark?.interval?.low ?? 0)
})

test('all bars start at 0, and every bar keeps its name in a small chart', () => {
  const result = syntheticResult(typical)
  const { config } = byName(chartsOf(result, { width: 400, height: 250 }), 'cpu')
  expect(config.options?.scales?.cpu?.min).toBe(0)
  expect(config.options?.scales?.y?.ticks).toMatchObject({ autoSkip: false })
})

test('a small chart says what its marks mean as a large one does', () => {
  const result = syntheticResult({ 'event-loop': { ...typical['event-loop'], noise: 0.1 } })
  const small = chartsOf(result, { width: 321, height: 302 })
  expect(byName(small, 'cpu').subtitle).toMatch(/ · thin: 95 % intervals$/)
  expect(byName(small, 'throughput').subtitle).toMatch(/ · dashed: a model’s ceiling$/)
  expect(byName(chartsOf(result), 'cpu').subtitle).toMatch(/ · thin bars: 95 % intervals$/)
})

test('a chart says why where there is no figure', () => {
  const chart = chartOf({
    sequential: { ...typical.sequential, jobsPerSecond: 0, coresUsed: 0 },
    'event-loop': { ...typical['event-loop'], status: 'not-run' },
    'thread-pool': { ...typical['thread-pool'], jobsPerCoreSecond: null },
  })
  expect(barTexts(chart)).toEqual([
    'none finished',
    'nothing measured',
    'too little CPU time to say',
  ])
})

test('CPU time that is that of the whole process is marked', () => {
  const chart = chartOf({
    'event-loop': { ...typical['event-loop'], cpuSource: 'process-wide' },
    'thread-pool': typical['thread-pool'],
  })
  expect(footOf(chart).footnote).toBe('event-loop: CPU time of the whole process.')
})

test('the story has throughput, cost and latency side by side, at a percentile that all support', () => {
  const few = { ...typical['thread-pool'], jobsPerSecond: 180 }
  const chart = chartOf({ 'event-loop': typical['event-loop'], 'thread-pool': few }, 'story')
  const names = chart.config.options?.plugins?.axisNames?.names as readonly { text: string }[]
  expect(names.map(({ text }) => text)).toEqual([
    'jobs per second',
    'CPU ms per 1,000 jobs',
    'p90 latency',
  ])
  expect(barTexts(chart)).toHaveLength(6)
})
