import { expect, it } from 'vitest'
import { milliseconds, perSecond } from '../../../src/engine/measure/statistics/quantity'
import {
  chartChoices,
  chartsInCommon,
  previewedChart,
} from '../../../src/renderer/dialog/export-choice'
import { syntheticForeign } from '../../charts/synthetic-foreign'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'

const run = syntheticResult()
const sweep = syntheticSweep('arrival-rate', [100, 200], () => run)
const search = {
  ...sweep,
  finding: {
    kind: 'highest-rate' as const,
    limitMs: milliseconds(50),
    contenders: [{ name: 'event-loop' as const, within: perSecond(100), beyond: perSecond(200) }],
  },
}

it('a run offers its own charts, and none of a search or of an experiment', () => {
  const names = ['story', 'throughput', 'cpu', 'latency', 'over-time']
  const choices = chartChoices(['run'], false, chartsInCommon([run]))
  expect(choices.map(({ name }) => name)).toEqual(names)
  // While the run is read, the same.
  expect(chartChoices(['run'], false, null)).toEqual(choices)
})

it('a search for rates offers the chart of what it found first', () => {
  const [first] = chartChoices(['sweep'], false, chartsInCommon([search]))
  expect(first).toEqual({
    name: 'highest-rate',
    title: 'Chart: highest rate within the limit',
  })
})

it('several results offer the charts that all of them have', () => {
  expect(chartsInCommon([search, sweep])).toEqual([
    'sweep-cpu',
    'sweep-efficiency',
    'sweep-throughput',
    'sweep-latency',
  ])
  expect(chartsInCommon([run, sweep])).toEqual([])
  const overlaid = chartChoices(['run', 'sweep'], true, []).map(({ name }) => name)
  expect(overlaid).toEqual(['overlay-throughput', 'overlay-latency'])
})

it('the whole report of several runs is previewed by a picture that it has', () => {
  const charts = chartChoices(['run'], true, chartsInCommon([run, run]))
  expect(charts[0]?.name).toBe('overlay-throughput')
  expect(previewedChart(null, charts)).toBe('story')
  expect(previewedChart('overlay-latency', charts)).toBe('overlay-latency')
  expect(previewedChart(null, chartChoices(['run', 'sweep'], true, []))).toBeUndefined()
})

it('a run of another tool offers its own charts', () => {
  const choices = chartChoices(['foreign'], false, chartsInCommon([syntheticForeign('login')]))
  expect(choices.map(({ title }) => title)).toEqual([
    'Chart: latency by percentile',
    'Chart: requests per second',
  ])
})
