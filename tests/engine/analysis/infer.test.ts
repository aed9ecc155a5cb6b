import { describe, expect, test } from 'vitest'
import { checkSelf, infer } from '../../../src/engine/analysis/infer'
import { excludesOne } from '../../../src/engine/measure/statistics/interval'
import {
  syntheticBlocks,
  syntheticResult,
  syntheticSpec,
  typical,
} from '../../charts/synthetic-result'

const spec = syntheticSpec()
const { contenders } = syntheticResult()
const inference = () => {
  const inferred = infer(contenders, spec)
  if (inferred === null) throw new Error('expected something to be inferred')
  return inferred
}

describe('what blocks allow to say', () => {
  test('every contender has its means with intervals around them', () => {
    const loop = inference().contenders.find(({ name }) => name === 'event-loop')
    expect(loop?.jobsPerSecond.estimate).toBeCloseTo(typical['event-loop'].jobsPerSecond, -3)
    for (const interval of [loop?.jobsPerSecond, loop?.coresUsed, loop?.jobsPerCoreSecond]) {
      expect(interval?.low).toBeLessThanOrEqual(interval?.estimate ?? 0)
      expect(interval?.high).toBeGreaterThanOrEqual(interval?.estimate ?? Infinity)
    }
  })

  test('every two contenders are compared, once', () => {
    const pairs = inference().comparisons.map(({ first, second }) => `${first} ${second}`)
    expect(pairs).toHaveLength(10)
    expect(new Set(pairs).size).toBe(10)
    expect(pairs).toContain('event-loop thread-pool')
  })

  test('a ratio has the ratio of the means and leaves out 1 where the blocks do', () => {
    const comparison = inference().comparisons.find(
      ({ first, second }) => first === 'event-loop' && second === 'thread-pool',
    )
    expect(comparison?.jobsPerSecond.estimate).toBeCloseTo(19_583 / 396.2, 0)
    expect(comparison && excludesOne(comparison.jobsPerSecond)).toBe(true)
  })

  test('latency is compared at the highest percentile that each block of both supports', () => {
    const comparison = inference().comparisons.find(
      ({ first, second }) => first === 'event-loop' && second === 'thread-pool',
    )
    // A block of the pool has 248 jobs: enough for p90, not for p99.
    expect(comparison?.latency?.percentile).toBe(90)
    expect(comparison?.latency?.ratio.estimate).toBeCloseTo(20.3 / 1_009, 2)
  })

  test('nothing is said with fewer than 8 rounds in which everyone was measured', () => {
    const [first, ...others] = contenders
    if (first?.status !== 'measured') throw new Error('expected a measured contender')
    const blocks = first.figures.blocks.filter(({ round }) => round !== 3)
    const short = { ...first, figures: { ...first.figures, blocks } }
    expect(infer([short, ...others], spec)).toBeNull()
  })

  test('a contender held against itself has a ratio whose interval contains 1', () => {
    const series = (name: string) => ({
      name: 'event-loop' as const,
      blocks: syntheticBlocks(name, typical['event-loop']),
    })
    const check = checkSelf(series('event-loop'), series('again'), spec)
    expect(check.contender).toBe('event-loop')
    expect(check.jobsPerSecond && excludesOne(check.jobsPerSecond)).toBe(false)
    const faster = syntheticBlocks('again', {
      ...typical['event-loop'],
      jobsPerSecond: typical['event-loop'].jobsPerSecond * 1.2,
    })
    const differs = checkSelf(series('event-loop'), { name: 'event-loop', blocks: faster }, spec)
    expect(differs.jobsPerSecond && excludesOne(differs.jobsPerSecond)).toBe(true)
  })
})
