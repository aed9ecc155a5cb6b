import { expect, test } from 'vitest'
import { figure, plusMinus } from '../../../src/report/format'
import { layersOf, overlayCharts, seriesOf } from '../../../src/charts/run/overlay-chart'
import { byName, endLabels, lines, noteTexts } from '../chart-parts'
import { syntheticResult, syntheticSweep, typical } from '../synthetic-result'

const first = syntheticResult({
  'event-loop': typical['event-loop'],
  'thread-pool': typical['thread-pool'],
})
const second = syntheticResult({ 'event-loop': { ...typical['event-loop'], status: 'partial' } })
const layers = layersOf([
  { name: 'before', record: first },
  { name: 'after', record: second },
])
const drawn = (series = seriesOf(layers, ['event-loop', 'thread-pool'])) =>
  [...overlayCharts(series).values()].map((make) => make())

test('every line names its run and its contender', () => {
  for (const chart of drawn()) {
    expect([...lines(chart).keys()]).toEqual([
      'A event-loop (before)',
      'A thread-pool (before)',
      'B event-loop (after)',
    ])
  }
})

test('runs differ by dash, contenders by colour', () => {
  const [a, pool, b] = [...lines(byName(drawn(), 'overlay-throughput')).values()]
  expect(a?.borderColor).toBe(b?.borderColor)
  expect(a?.borderColor).not.toBe(pool?.borderColor)
  expect(a?.borderDash).toEqual(pool?.borderDash)
  expect(a?.borderDash).not.toEqual(b?.borderDash)
})

test('a rate is written with the interval that its run infers', () => {
  const inferred = first.inference?.contenders.find(({ name }) => name === 'event-loop')
  const interval = inferred?.jobsPerSecond ?? null
  expect(interval).not.toBeNull()
  const [label] = endLabels(byName(drawn(), 'overlay-throughput'))
  expect(label?.detail).toBe(
    `${figure(typical['event-loop'].jobsPerSecond)} per s ${plusMinus(interval)}`,
  )
})

test('a contender that was cut short says so, and a chart alone says what its runs are', () => {
  const chart = byName(drawn(), 'overlay-throughput')
  expect(endLabels(chart)[2]).toMatchObject({
    tone: 'caution',
    detail: expect.stringMatching(/^cut short, /) as string,
  })
  expect(noteTexts(chart).slice(0, 2)).toEqual([
    expect.stringMatching(/^A before: 400 jobs waiting 20 ms · \d+ worker threads · .* UTC · /),
    expect.stringMatching(/^B after: .* · 1 caution in its report\.$/),
  ])
})

test('a sweep has no layer, and its place keeps its letter', () => {
  const mixed = layersOf([
    { name: 'swept', record: syntheticSweep('workers', [1], () => first) },
    { name: 'run', record: first },
  ])
  expect(mixed.map(({ letter, name }) => [letter, name])).toEqual([['B', 'run']])
})
