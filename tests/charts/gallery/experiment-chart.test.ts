import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { byName, endLabels, lines } from '../chart-parts'
import { syntheticMcGranaghan } from '../synthetic-experiment'

const chart = byName(chartsOf(syntheticMcGranaghan(0.97)), 'experiment')

test('a repeated experiment is drawn first, with its judgement as title', () => {
  const [first] = chartsOf(syntheticMcGranaghan(0.97))
  expect(first?.name).toBe('experiment')
  expect(first?.title).toBe('This run agrees with McGranaghan 2010')
  expect(byName(chartsOf(syntheticMcGranaghan(0.97)), 'sweep-throughput').title).not.toContain(
    'agrees',
  )
})

test('what was published lies thin and dashed behind what was measured, and says whose it is', () => {
  const published = endLabels(chart).filter(({ name }) => name.endsWith('(published)'))
  expect(published.map(({ detail }) => detail)).toEqual(['another machine', 'another machine'])
  const drawn = lines(chart)
  const thin = drawn.get('threads (published): another machine')
  const thick = drawn.get('thread-pool')
  expect(thin?.data).toEqual([
    { x: 2, y: 20 },
    { x: 8, y: 80 },
    { x: 20, y: 200 },
    { x: 40, y: 200 },
  ])
  expect(Number(thin?.borderWidth)).toBeLessThan(Number(thick?.borderWidth))
  expect(thin?.borderDash).not.toEqual([])
  expect(chart.subtitle).toContain('published, another machine')
})

test('every measured point has its interval, and only those', () => {
  const intervals = chart.config.options?.plugins?.errorBars?.intervals ?? []
  expect(intervals).toHaveLength(2)
  for (const line of intervals) expect(line?.every((ends) => ends !== null)).toBe(true)
  expect(chart.told.series).toEqual(['event-loop', 'thread-pool', null, null])
  expect(chart.told.figures[1]?.[0]).toMatch(/^thread-pool: 19\.\d per s at 2, 95 % interval/)
})

test('the description tells the claim, the figures and what follows', () => {
  expect(chart.description).toContain('On one core threads reach')
  expect(chart.description).toContain('2 threads against 20 jobs a second: agrees.')
})
