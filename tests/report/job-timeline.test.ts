import { expect, test } from 'vitest'
import { figuresOf } from '../../src/engine/result/measured-figures'
import { jobsNear, timelineText } from '../../src/report/job-timeline'
import { syntheticResult } from '../charts/synthetic-result'

const loop = syntheticResult().contenders.find(({ name }) => name === 'event-loop')
const figures = loop === undefined ? null : figuresOf(loop)
if (figures === null) throw new Error('expected the event loop’s figures')

test('the jobs of a percentile are those that took about as long, the slowest first', () => {
  const near = jobsNear(figures, 99)
  expect(near).toHaveLength(5)
  const times = near.map(({ endedMs }) => endedMs)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  const p99 = figures.latency.percentiles.find(({ percentile }) => percentile === 99)?.valueMs
  expect(times).toContain(p99)
})

test('the slowest of all begin with the slowest', () => {
  expect(jobsNear(figures, 100)[0]?.endedMs).toBe(figures.latency.maxMs)
})

test('figures without single jobs have none near any percentile', () => {
  expect(jobsNear({ ...figures, jobs: null }, 99)).toEqual([])
})

test('a timeline is told stretch by stretch', () => {
  const [job] = jobsNear(figures, 100)
  expect(job && timelineText(job)).toMatch(
    /^waits for its first step .*, computes .*, waits for what it asked for .*, could go on, but its thread is held .*, computes /,
  )
})
