import { expect, test } from 'vitest'
import { chartStyleOf } from '../../../src/charts/chart-style'
import { latencyChart } from '../../../src/charts/run/latency-chart'
import { ninesOf } from '../../../src/charts/run/percentile-curve'
import { drawableChart } from '../../../src/renderer/chart/drawable-chart'
import { placeOf, pointAt } from '../../../src/renderer/chart/chart-point'
import { latencyPoints, nearestPercentile } from '../../../src/renderer/model/latency-points'
import { figuresOf } from '../../../src/engine/result/measured-figures'
import { syntheticResult } from '../../charts/synthetic-result'

const result = syntheticResult()
const chart = drawableChart(latencyChart(result, chartStyleOf({})), 'light')
const traced = result.contenders.flatMap((contender) => {
  const figures = figuresOf(contender)
  return figures === null ? [] : [{ name: contender.name, figures }]
})

test('every percentile of every line is a point that can be pressed', () => {
  const points = latencyPoints(traced, result.spec)
  expect(points.map(({ series, x }) => [series, x])).toContainEqual(['event-loop', ninesOf(99)])
  expect(points[0]?.says).toMatch(/^event-loop: p50 /)
  // Its queue was filling until the end: there is no line that could be pressed.
  expect(points.map(({ series }) => series)).not.toContain('sequential')
})

test('a point leads to its place on the contender’s own line, and back', () => {
  for (const point of latencyPoints(traced, result.spec)) {
    const place = placeOf(chart, point)
    if (place === null) throw new Error(`${point.says} is not drawn`)
    const there = pointAt(chart, place)
    expect(there?.series).toBe(point.series)
    expect(Math.abs(Math.log((there?.x ?? 0) / point.x))).toBeLessThan(0.1)
  }
})

test('a press between two percentiles is of the nearer one, by nines', () => {
  const figures = traced.find(({ name }) => name === 'event-loop')?.figures
  if (figures === undefined) throw new Error('no figures')
  expect(nearestPercentile(figures, 2)).toBe(50)
  expect(nearestPercentile(figures, 90)).toBe(99)
})

test('a line that is not drawn has no place', () => {
  expect(placeOf(chart, { series: 'nobody', x: 2 })).toBeNull()
})
