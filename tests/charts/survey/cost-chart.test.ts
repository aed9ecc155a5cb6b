import { sentencesOf } from '../../../src/report/verdict/verdict'
import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { costVerdict as costVerdictUnread } from '../../../src/report/survey/cost-caption'
import { byName, endLabels, footOf, lines } from '../chart-parts'
import { syntheticCost } from '../synthetic-survey'
import { readable } from '../../text/readable'

const costVerdict = readable(costVerdictUnread, sentencesOf)

const chartOf = (result: ReturnType<typeof syntheticCost>) => byName(chartsOf(result), 'cost')

test('a cost is drawn from the least to the most of its rounds and named by its median', () => {
  const chart = chartOf(syntheticCost({ 'loop-iteration': [90, 120, 80], 'pool-job': [50_000] }))
  expect(
    lines(chart)
      .get('iteration of the loop, sleep(0)')
      ?.data.map(({ x }) => x),
  ).toEqual([80, 90, 120])
  expect(endLabels(chart).map(({ name, detail }) => [name, detail])).toEqual([
    ['90 ns', '80–120'],
    ['50,000 ns', '50,000'],
  ])
})

test('the axis of costs is logarithmic and says its unit', () => {
  const { options } = chartOf(
    syntheticCost({ 'loop-iteration': [90], 'pool-job': [50_000] }),
  ).config
  expect(options?.scales?.x).toMatchObject({
    type: 'logarithmic',
    title: { text: 'ns each (log scale)' },
  })
})

test('what follows from the costs is computed from them', () => {
  const notes = sentencesOf(
    costVerdict(
      syntheticCost({
        'loop-iteration': [100],
        'message-round-trip': [35_000],
        'loop-bare': [200],
        'loop-recorded': [500],
        'pool-bare': [9_500],
        'pool-recorded': [10_000],
      }),
    ),
  )
  expect(notes).toEqual([
    'An iteration of the loop takes 100 ns.',
    'A postMessage there and back takes 350 times that of an iteration.',
    'Let the survey run to its end.',
    'With everything recorded, the loop does 2 M empty jobs per core-second (2 M).',
    'By the clock it does 2 M a second (2 M).',
    'Recording takes 300 ns of CPU time of each job.',
    'With everything recorded, the pool does 0.95 times the empty jobs of bare Piscina.',
    'Per core-second it does 0.95 times as many.',
  ])
})

test('what took less in one round and more in another than an iteration is not told apart from it', () => {
  const notes = sentencesOf(
    costVerdict(
      syntheticCost({
        'loop-iteration': [100, 100, 100],
        'native-await': [80, 104, 110],
        'atomics-hand-off': [5_000, 6_000, 7_000],
      }),
    ),
  )
  expect(notes.slice(1, 4)).toEqual([
    'A native await takes 0.8–1.1 times that of an iteration (no difference shown).',
    'A hand-off to another thread takes 60 times that of an iteration (50–70).',
    'Each is the median of 3 rounds, in brackets their range.',
  ])
})

test('a busy machine and a survey cut short are counted under the costs', () => {
  const environment = { ...syntheticCost({}).environment, loadAverage1m: 12 }
  const chart = chartOf(
    syntheticCost({ 'loop-iteration': [100] }, { status: 'partial', environment }),
  )
  expect(footOf(chart).footnote).toBe('2 things to know first, see the report.')
})

test('a survey with a pool job is headed by what such a job costs, and advises by it', () => {
  const { headline, advice } = costVerdict(
    syntheticCost({ 'loop-iteration': [100], 'pool-job': [50_000] }),
  )
  expect(headline).toBe(
    'An iteration of the loop takes 100 ns, an empty pool job 500 times as long.',
  )
  expect(advice).toBe('Hand a job to a pool only where it takes far longer than 50 µs.')
})
