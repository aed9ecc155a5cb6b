import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { drawableChart } from '../../../src/renderer/chart/drawable-chart'
import { syntheticResult } from '../../charts/synthetic-result'
import { syntheticCost, syntheticMemory } from '../../charts/synthetic-survey'

/** What is shown under the pointer at a point of a chart. */
function shownAt(subject: Parameters<typeof chartsOf>[0], name: string, place: object): unknown {
  const chart = chartsOf(subject).find((candidate) => candidate.name === name)
  if (chart === undefined) throw new Error(`expected a chart named ${name}`)
  const { config } = drawableChart(chart, 'light')
  const label = config.options?.plugins?.tooltip?.callbacks?.label as
    ((item: object) => unknown) | undefined
  return label?.(place)
}

const cost = syntheticCost({ 'loop-iteration': [100, 110, 120] })
const memory = syntheticMemory({ 'loop-tasks': { 1_000_000: 500 } })
const first = { datasetIndex: 0, dataIndex: 0 }

test.each([
  ['a cost', cost, 'cost', { ...first, dataIndex: 1 }, 'iteration of the loop, sleep(0): 110 ns'],
  ['memory', memory, 'memory-each', first, 'tasks of the loop: 500 B each at 1,000,000'],
  [
    'a rate',
    syntheticResult(),
    'throughput',
    first,
    expect.stringMatching(/^sequential: 49\.6 jobs\/s, 95 % interval 49[\d.]* to [\d.]+$/),
  ],
  ['no figure', syntheticResult(), 'throughput', { ...first, dataIndex: 1 }, ''],
] as const)('%s is shown under the pointer as what it is', (_, subject, name, place, text) => {
  expect(shownAt(subject, name, place)).toEqual(text)
})
