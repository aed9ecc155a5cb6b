import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { byName, endLabels, lines, noteTexts } from '../chart-parts'
import { syntheticCost } from '../synthetic-survey'

const chartOf = (result: ReturnType<typeof syntheticCost>) => byName(chartsOf(result), 'cost')

test('a cost is drawn from the least to the most of its rounds and named by its median', () => {
  const chart = chartOf(syntheticCost({ 'loop-turn': [90, 120, 80], 'pool-job': [50_000] }))
  expect(
    lines(chart)
      .get('turn of the loop, sleep(0)')
      ?.data.map(({ x }) => x),
  ).toEqual([80, 90, 120])
  expect(endLabels(chart).map(({ name, detail }) => [name, detail])).toEqual([
    ['90 ns', '80–120'],
    ['50,000 ns', '50,000'],
  ])
})

test('the axis of costs is logarithmic and says its unit', () => {
  const { options } = chartOf(syntheticCost({ 'loop-turn': [90], 'pool-job': [50_000] })).config
  expect(options?.scales?.x).toMatchObject({
    type: 'logarithmic',
    title: { text: 'ns each: median, and least to most of the rounds (log scale)' },
  })
})

test('what follows from the costs is computed from them', () => {
  const notes = noteTexts(
    chartOf(
      syntheticCost({
        'loop-turn': [100],
        'message-round-trip': [35_000],
        'loop-bare': [200],
        'loop-recorded': [500],
        'pool-bare': [9_500],
        'pool-recorded': [10_000],
      }),
    ),
  )
  expect(notes[0]).toBe(
    'A turn of the loop takes 100 ns; of that, a postMessage there and back 350×.',
  )
  expect(notes[1]).toContain('2 M empty jobs per second of CPU time')
  expect(notes[1]).toContain('recording takes 300 ns of CPU time of each')
  expect(notes[2]).toContain('0.95× the empty jobs of bare Piscina')
})

test('what took less in one round and more in another than a turn of the loop is not told apart from it', () => {
  const [first] = noteTexts(
    chartOf(
      syntheticCost({
        'loop-turn': [100, 100, 100],
        'native-await': [80, 104, 110],
        'atomics-hand-off': [5_000, 6_000, 7_000],
      }),
    ),
  )
  expect(first).toBe(
    'A turn of the loop takes 100 ns; of that, a native await 0.8–1.1× (no difference shown), a hand-off to another thread 60× (50–70). Each ratio is the median of those of 3 rounds, in brackets their range.',
  )
})

test('a busy machine and a survey cut short are said beside the costs', () => {
  const environment = { ...syntheticCost({}).environment, loadAverage1m: 12 }
  const notes = noteTexts(
    chartOf(syntheticCost({ 'loop-turn': [100] }, { status: 'partial', environment })),
  )
  expect(notes).toContainEqual(expect.stringContaining('Cut short'))
  expect(notes).toContainEqual(expect.stringContaining('load average 12 on 8 cores'))
})
