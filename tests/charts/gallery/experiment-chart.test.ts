import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { experiments } from '../../../src/engine/gallery'
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
    { x: 8, y: 80 },
    { x: 20, y: 200 },
    { x: 30, y: 200 },
  ])
  expect(Number(thin?.borderWidth)).toBeLessThan(Number(thick?.borderWidth))
  expect(thin?.borderDash).not.toEqual([])
  expect(chart.subtitle).toContain('published, another machine')
})

test('every measured point has its interval, and only those', () => {
  const intervals = chart.config.options?.plugins?.errorBars?.intervals ?? []
  // The two that were measured, and the two bands of the model.
  expect(intervals).toHaveLength(4)
  for (const line of intervals) expect(line?.every((ends) => ends !== null)).toBe(true)
  expect(chart.told.series).toEqual(['event-loop', 'thread-pool', null, null, null, null])
  expect(chart.told.figures[1]?.[0]).toMatch(/^thread-pool: 7\d\.?\d* per s at 8, 95 % interval/)
})

test('the description tells the claim, the figures and what follows', () => {
  expect(chart.description).toContain('On one core threads reach')
  expect(chart.description).toContain('8 threads against 80 jobs a second: agrees.')
})

test('a model stands beside, thin and named, as a band around what is simulated', () => {
  const models = endLabels(chart).filter(({ name }) => name.endsWith('(model)'))
  expect(models.map(({ name }) => name)).toEqual(['event-loop (model)', 'thread-pool (model)'])
  const bands = (chart.config.options?.plugins?.errorBars?.intervals ?? []).slice(2).flat()
  expect(bands.length).toBe(2 * experiments.mcgranaghan.points.length)
  for (const ends of bands) expect(ends?.low).toBeLessThanOrEqual(ends?.high ?? 0)
})

test('two models have different names where there is little room', () => {
  const briefs = endLabels(chart).flatMap(({ briefs: [brief] = [] }) => brief ?? [])
  expect(briefs).toEqual(['loop model', 'pool model'])
})

test('what was published ends where a repetition that was cut short does', () => {
  const whole = syntheticMcGranaghan(0.97)
  const cut = byName(chartsOf({ ...whole, points: whole.points.slice(0, 1) }), 'experiment')
  expect(lines(cut).get('threads (published): another machine')?.data).toEqual([{ x: 8, y: 80 }])
})
