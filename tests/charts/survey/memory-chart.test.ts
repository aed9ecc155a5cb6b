import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import published from '../../../resources/one-million-tasks.json'
import { byName, endLabels, lines, noteTexts } from '../chart-parts'
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
  expect(noteTexts(chart)).toContainEqual(
    expect.stringContaining('less than 10 times its own noise, 256 KiB'),
  )
})

test('the published table is drawn beside the machine’s own and marked as another machine’s', () => {
  const chart = byName(chartsOf(result), 'memory-whole')
  const others = [...lines(chart)].filter(([label]) => label.includes('another machine’s'))
  expect(others).toHaveLength(published.runtimes.length)
  const tokio = lines(chart).get('Rust tokio (another machine’s, published)')
  expect(tokio?.data.at(-1)).toEqual({ x: 1_000_000, y: 439.1 * 2 ** 20 })
  expect(noteTexts(chart)[0]).toContain('another machine’s (Intel Core i7-13700K)')
  expect(noteTexts(chart)[0]).toContain(published.source)
  expect(endLabels(chart)[0]).toMatchObject({ name: 'tasks of the loop', tone: 'plain' })
})

test('the place where a kind stopped, and why, stands under the chart', () => {
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
  expect(noteTexts(byName(chartsOf(stopped), 'memory-each'))).toEqual([
    'blocked worker threads: 128 of 512 came to wait: “too little memory was left”. Raise the system’s limit for more.',
  ])
})
