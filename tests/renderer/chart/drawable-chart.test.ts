import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { drawableChart } from '../../../src/renderer/chart/drawable-chart'
import { syntheticResult } from '../../charts/synthetic-result'
import { syntheticCost, syntheticMemory } from '../../charts/synthetic-survey'

/** What is shown under the pointer at a point of a chart. */
function shownAt(subject: Parameters<typeof chartsOf>[0], name: string, point: object): unknown {
  const chart = chartsOf(subject).find((candidate) => candidate.name === name)
  if (chart === undefined) throw new Error(`expected a chart named ${name}`)
  const { config } = drawableChart(chart, 'light', false)
  const label = config.options?.plugins?.tooltip?.callbacks?.label as
    ((item: object) => unknown) | undefined
  return label?.({ parsed: point })
}

const cost = syntheticCost({ 'loop-iteration': [100, 110, 120] })
const memory = syntheticMemory({ 'loop-tasks': { 1_000_000: 500 } })

test.each([
  ['a cost', cost, 'cost', { x: 110, y: 3 }, '110 ns'],
  ['memory', memory, 'memory-each', { x: 1_000_000, y: 500 }, '500 B at 1,000,000'],
  ['a rate', syntheticResult(), 'throughput', { x: 1, y: 19_640 }, '19,600'],
  ['no figure', syntheticResult(), 'throughput', { x: 1, y: null }, ''],
] as const)('%s is shown under the pointer as what it is', (_, subject, name, point, text) => {
  expect(shownAt(subject, name, point)).toBe(text)
})
