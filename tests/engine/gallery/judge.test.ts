import { encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import { expect, test } from 'vitest'
import { experiments, judge } from '../../../src/engine/gallery'
import { quotient } from '../../../src/engine/gallery/judge'
import { emptyHistogram } from '../../../src/engine/measure/latency/histogram'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
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

test('a percentile is judged that blocks support together, though none does by itself', () => {
  const made = { jobsPerSecond: 700, coresUsed: 1.8, noise: 0.02 }
  const sweep = syntheticExperiment('paterson', () => ({
    'loop-per-core': { ...made, latencyMs: 90 },
    'thread-pool': { ...made, latencyMs: 30 },
  }))
  const counts = sweep.points.flatMap(({ result }) =>
    result.contenders.flatMap(({ name }) =>
      (measuredFigures(result, name)?.blocks ?? []).map(({ latency }) => latency.count),
    ),
  )
  expect(Math.max(...counts)).toBeLessThan(1_000)
  const { checks } = judge(experiments.paterson, sweep)
  expect(checks.map(({ ratio }) => ratio?.estimate.toFixed(0))).toEqual(['3', '3'])
})

const nginx = (poolTimes: number, change?: (result: Result) => Result) =>
  judge(
    experiments.nginx,
    syntheticExperiment(
      'nginx',
      () => ({
        'event-loop': { jobsPerSecond: 200, coresUsed: 0.1, latencyMs: 20, noise: 0.05 },
        sequential: { jobsPerSecond: 200, coresUsed: 0.1, latencyMs: 300 },
        'thread-pool': { jobsPerSecond: 200 * poolTimes, coresUsed: 0.1, latencyMs: 20 },
      }),
      change,
    ),
  )

test('a direction is claimed where the interval leaves out 1, by more than a contender was from itself', () => {
  expect(nginx(4).answer).toBe('agrees')
  expect(nginx(0.25).answer).toBe('differs')
  // Surely above 1, but no further than the noise of the self-check.
  expect(nginx(1.03).checks[0]?.ratio?.low).toBeGreaterThan(1)
  expect(nginx(1.03).answer).toBe('cannot-tell')
})

test('a direction is not claimed where no contender was compared with itself', () => {
  const { checks } = nginx(4, (result) => ({ ...result, selfCheck: null }))
  expect(checks.map(({ answer }) => answer)).toEqual(['cannot-tell', 'cannot-tell'])
})

/** A run of jobs that ask others, of which so many percent took as long as a slow one. */
const tail = (slowPercentAt: (parts: number) => number) => {
  return judge(
    experiments['tail-at-scale'],
    syntheticExperiment(
      'tail-at-scale',
      (parts) => {
        const perSecond = Math.round(10_000 / parts)
        const arrived = 5 * perSecond
        return {
          'event-loop': { jobsPerSecond: perSecond, coresUsed: 0.3, latencyMs: 4, arrived },
        }
      },
      (result) => {
        const { workload } = result.spec
        const slow = Math.round(slowPercentAt('parts' in workload ? workload.parts : 1) * 100)
        const histogram = emptyHistogram()
        histogram.recordValueWithCount(4_500_000, 10_000 - slow)
        histogram.recordValueWithCount(201_000_000, slow)
        return withHistogram(result, encodeIntoCompressedBase64(histogram))
      },
    ),
  )
}

const withHistogram = (result: Result, histogram: string): Result => ({
  ...result,
  contenders: result.contenders.map((contender) =>
    contender.status === 'not-run' || contender.figures === null
      ? contender
      : {
          ...contender,
          figures: {
            ...contender.figures,
            blocks: contender.figures.blocks.map((block) => ({
              ...block,
              latency: { ...block.latency, histogram },
            })),
          },
        },
  ),
})

test('slow jobs are counted by how long they took, and held against one less all parts being fast', () => {
  const asPublished = tail((parts) => 100 * (1 - 0.99 ** parts))
  expect(asPublished.checks.map(({ measured }) => measured?.estimate)).toEqual(
    [1, 9.56, 26.03, 63.4].map((percent) => expect.closeTo(percent, 5) as number),
  )
  expect(asPublished.answer).toBe('agrees')
  expect(tail(() => 1).checks.map(({ answer }) => answer)).toEqual([
    'agrees',
    'differs',
    'differs',
    'differs',
  ])
  expect(tail(() => 0).checks[0]).toMatchObject({ answer: 'cannot-tell', measured: null })
})
