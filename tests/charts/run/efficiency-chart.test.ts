import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { barTexts, byName, noteTexts } from '../chart-parts'
import { syntheticResult, typical } from '../synthetic-result'

const chartOf = (made: Parameters<typeof syntheticResult>[0]) =>
  byName(chartsOf(syntheticResult(made)), 'efficiency')

test('each contender’s three figures stand in one row', () => {
  const chart = chartOf({ 'event-loop': typical['event-loop'] })
  expect(chart.config.data.datasets.map(({ data }) => data)).toEqual([
    [19_583],
    [0.412],
    [19_583 / 0.412],
  ])
  expect(barTexts(chart)).toEqual([['19,600'], ['0.412'], ['47,500']])
})

test('every bar keeps its name where a small chart sets the names close', () => {
  const cut = { ...typical['event-loop'], status: 'partial' as const }
  const result = syntheticResult({ ...typical, 'event-loop': cut })
  const { config } = byName(chartsOf(result, { width: 400, height: 250 }), 'efficiency')
  expect(config.options?.scales?.y?.ticks).toMatchObject({ autoSkip: false })
})

test('all bars start at 0 and cores are shown to at least one core', () => {
  const { config } = chartOf({ 'thread-pool': typical['thread-pool'] })
  const scales = Object.entries(config.options?.scales ?? {}).filter(([name]) => name !== 'y')
  expect(scales.map(([, scale]) => scale?.min)).toEqual([0, 0, 0])
  expect(config.options?.scales?.coresUsed?.max).toBeGreaterThan(1)
})

test('the chart says why where there is no figure', () => {
  const chart = chartOf({
    sequential: { ...typical.sequential, jobsPerSecond: 0, coresUsed: 0 },
    'event-loop': { ...typical['event-loop'], status: 'not-run' },
    'thread-pool': { ...typical['thread-pool'], jobsPerCoreSecond: null },
  })
  expect(barTexts(chart)).toEqual([
    ['none finished', 'nothing measured', '396'],
    ['0', 'nothing measured', '0.086'],
    ['none finished', 'nothing measured', 'too little CPU time to say'],
  ])
})

test('CPU time that is that of the whole process is marked', () => {
  const chart = chartOf({
    'event-loop': { ...typical['event-loop'], cpuSource: 'process-wide' },
    'thread-pool': typical['thread-pool'],
  })
  expect(noteTexts(chart)).toEqual([
    'CPU time of event-loop is that of the whole process: it cannot be read per thread here.',
    'Thin lines: 95 % intervals. Dashed: the most that was predicted before the run (model: Little’s law and the cores).',
  ])
})
