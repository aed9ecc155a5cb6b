import { expect, test } from 'vitest'
import { experiments, judge } from '../../../src/engine/gallery'
import { quotient } from '../../../src/engine/gallery/judge'
import type { Result } from '../../../src/engine/result/result'
import type { Sweep } from '../../../src/engine/result/sweep'
import { syntheticExperiment, syntheticMcGranaghan } from '../../charts/synthetic-experiment'

const judged = (sweep: Sweep) => judge(experiments.mcgranaghan, sweep)

test('a quotient has its ends where the distances of the logarithms add as squares', () => {
  const of = { estimate: 8, low: 4, high: 16 }
  const by = { estimate: 2, low: 1, high: 4 }
  const { estimate, low, high } = quotient(of, by)
  expect(estimate).toBe(4)
  // Each is off by a factor of 2, so both together by 2 to the root of 2.
  expect(high / estimate).toBeCloseTo(2 ** Math.SQRT2, 10)
  expect(estimate / low).toBeCloseTo(2 ** Math.SQRT2, 10)
})

test('a run agrees where every interval lies within its tolerance', () => {
  const { answer, checks } = judged(syntheticMcGranaghan(0.97))
  expect(checks.map((check) => check.answer)).toEqual(Array(4).fill('agrees'))
  expect(answer).toBe('agrees')
})

test('a run differs where one interval lies without', () => {
  const { answer, checks } = judged(syntheticMcGranaghan(0.7))
  expect(checks.map((check) => check.answer)).toEqual(['differs', 'differs', 'differs', 'agrees'])
  expect(answer).toBe('differs')
})

test('a run can’t tell where an interval reaches over an end', () => {
  const { answer, checks } = judged(syntheticMcGranaghan(0.86, { noise: 0.2 }))
  expect(checks[0]?.answer).toBe('cannot-tell')
  expect(answer).toBe('cannot-tell')
})

test('nothing follows of a run that is not to be trusted, however well it fits', () => {
  const change = (result: Result): Result => ({ ...result, interruption: 'The service ended' })
  const { answer, distrust } = judged(syntheticMcGranaghan(1, { change }))
  expect(answer).toBe('cannot-tell')
  expect(distrust?.kind).toBe('interrupted')
})

test('a point that is missing leaves its check open', () => {
  const whole = syntheticMcGranaghan(1)
  const { answer, checks } = judged({ ...whole, points: whole.points.slice(1) })
  expect(checks[0]).toMatchObject({ answer: 'cannot-tell', ratio: null, measured: null })
  expect(answer).toBe('cannot-tell')
})

const nginx = (poolTimes: number) =>
  judge(
    experiments.nginx,
    syntheticExperiment('nginx', () => ({
      'event-loop': { jobsPerSecond: 200, coresUsed: 0.1, latencyMs: 20, noise: 0.05 },
      sequential: { jobsPerSecond: 200, coresUsed: 0.1, latencyMs: 300 },
      'thread-pool': { jobsPerSecond: 200 * poolTimes, coresUsed: 0.1, latencyMs: 20 },
    })),
  )

test('a direction is claimed where the interval leaves out 1, by more than a contender was from itself', () => {
  expect(nginx(4).answer).toBe('agrees')
  expect(nginx(0.25).answer).toBe('differs')
  // Surely above 1, but no further than the noise of the self-check.
  expect(nginx(1.03).checks[0]?.ratio?.low).toBeGreaterThan(1)
  expect(nginx(1.03).answer).toBe('cannot-tell')
})
