import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import published from '../../../resources/one-million-tasks.json'
import { byName, endLabels, footOf, lines } from '../chart-parts'
import { syntheticMemory } from '../synthetic-survey'

const result = syntheticMemory({
  'loop-tasks': { 1: 400, 100_000: 400, 1_000_000: 400 },
  threads: { 1: 8 * 2 ** 20, 128: 8 * 2 ** 20 },
})

test('bytes each are drawn where a process grew by more than it grows by with nothing that waits', () => {
  const chart = byName(chartsOf(result), 'memory-each')
  expect(
    lines(chart)
      .get('tasks of the loop')
      ?.data.map(({ x }) => x),
  ).toEqual([100_000, 1_000_000])
  expect(
    lines(chart)
      .get('blocked worker threads')
      ?.data.map(({ x }) => x),
  ).toEqual([1, 128])
})

test('the published table is drawn beside the machine’s own and marked as another machine’s', () => {
  const chart = byName(chartsOf(result), 'memory-whole')
  const others = [...lines(chart)].filter(([label]) => label.includes('another machine’s'))
  expect(others).toHaveLength(published.runtimes.length)
  const tokio = lines(chart).get('Rust tokio (another machine’s, published)')
  expect(tokio?.data.at(-1)).toEqual({ x: 1_000_000, y: 439.1 * 2 ** 20 })
  expect(footOf(chart).footnote).toContain('another machine’s (Intel Core i7-13700K)')
  expect(footOf(chart).footnote).toContain(published.source)
  expect(endLabels(chart)[0]).toMatchObject({ name: 'tasks of the loop', tone: 'plain' })
})

test('the title of a whole process says what the most tasks and threads took', () => {
  expect(byName(chartsOf(result), 'memory-whole').title).toBe(
    'A process holds 460 MiB with 1,000,000 tasks of the loop, 1.14 GiB with 128 blocked worker threads',
  )
  const none = syntheticMemory({ 'native-promises': { 1: 400 } })
  expect(byName(chartsOf(none), 'memory-whole').title).toBe(
    'Memory of a whole process in which many wait',
  )
})

test('a kind that stopped early is told of under the chart', () => {
  const stopped = syntheticMemory(
    { 'loop-tasks': { 1_000_000: 400 }, threads: { 128: 8 * 2 ** 20 } },
    {
      threads: {
        reason: 'refused',
        count: 512,
        reached: 128,
        message: 'too little memory was left',
      },
    },
  )
  expect(footOf(byName(chartsOf(stopped), 'memory-each')).footnote).toBe(
    'Read with care, see the report.',
  )
})
