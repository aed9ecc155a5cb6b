import { describe, expect, test } from 'vitest'
import { reasonsExplained, sideBySide } from '../../../src/report/comparison/side-by-side'
import { comparisonVerdict } from '../../../src/report/comparison/comparison-verdict'
import type { Result } from '../../../src/engine/result/result'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'

const spec = syntheticSpec({ contenders: ['event-loop', 'thread-pool'] })
const run = (loop: Partial<Made> = {}, pool: Partial<Made> = {}): Result =>
  syntheticResult(
    {
      'event-loop': { ...typical['event-loop'], ...loop },
      'thread-pool': { ...typical['thread-pool'], ...pool },
    },
    spec,
  )
const elsewhere = (result: Result): Result => ({
  ...result,
  environment: { ...result.environment, cpuModel: 'Another CPU' },
})
const figureOf = (first: Result, later: Result, name: string, what: string) =>
  sideBySide(first, later)
    .contenders.find((contender) => contender.name === name)
    ?.figures.find(({ figure }) => figure.name === what)

describe('two runs side by side', () => {
  test('show each figure of each contender with its ratio, its interval and what that allows to say', () => {
    const [first, later] = [run(), run({ jobsPerSecond: 10_000, latencyMs: 40 })]
    expect(sideBySide(first, later).contenders.map(({ name }) => name)).toEqual([
      'event-loop',
      'thread-pool',
    ])
    expect(figureOf(first, later, 'event-loop', 'jobs per second')).toMatchObject({
      first: expect.stringMatching(/^19,600/) as string,
      later: expect.stringMatching(/^10,000/) as string,
      ratio: expect.stringMatching(/^0\.51\d?× \(0\.5\d+–0\.5\d+\)$/) as string,
      light: 'less',
      reason: '',
    })
    // Half the jobs on as much CPU time: each costs more.
    expect(figureOf(first, later, 'event-loop', 'CPU per 1,000 jobs')).toMatchObject({
      ratio: expect.stringMatching(/^1\.9\d+× \(1\.9\d+–/) as string,
      light: 'more',
    })
    expect(figureOf(first, later, 'event-loop', 'latency p50')).toMatchObject({
      ratio: expect.stringMatching(/^(1\.9|2\.0)/) as string,
      light: 'more',
    })
    expect(figureOf(first, later, 'thread-pool', 'jobs per second')).toMatchObject({
      light: 'unknown',
      reason: 'within noise',
    })
  })

  test('tell no difference of a figure without an interval, or that a run has not', () => {
    const [few, later] = [run({ blocks: 4 }), run({ coresUsed: 0.8 })]
    expect(figureOf(few, later, 'event-loop', 'jobs per second')).toMatchObject({
      ratio: '1.00×',
      light: 'unknown',
      reason: 'no interval',
    })
    expect(figureOf(run(), later, 'event-loop', 'cores used')).toMatchObject({
      ratio: expect.stringMatching(/^1\.94×$/) as string,
      light: 'unknown',
    })
    expect(figureOf(run(), later, 'event-loop', 'failed jobs')).toBeUndefined()
    expect(reasonsExplained(sideBySide(few, later))).toEqual([
      expect.stringMatching(/^Within noise: /),
      expect.stringMatching(/^No interval: /),
    ])
  })

  test('claim nothing of a run that is not to be trusted', () => {
    const stopped = { ...run({ jobsPerSecond: 10_000 }), interruption: 'The service ended' }
    expect(figureOf(run(), stopped, 'event-loop', 'jobs per second')).toMatchObject({
      ratio: null,
      light: 'unknown',
      reason: 'not to be trusted',
    })
  })

  test('name the contenders that only one of them has', () => {
    const loop = syntheticResult({ 'event-loop': typical['event-loop'] })
    const pool = syntheticResult({ 'thread-pool': typical['thread-pool'] })
    expect(sideBySide(loop, pool)).toMatchObject({
      contenders: [],
      onlyInFirst: ['event-loop'],
      onlyInLater: ['thread-pool'],
    })
  })
})

describe('two runs of different machines', () => {
  test('compare ratios within a run, and no rates', () => {
    const twice = elsewhere(run({ jobsPerSecond: 39_166 }, { jobsPerSecond: 792.4 }))
    const { base, contenders } = sideBySide(run(), twice)
    expect(base).toBe('thread-pool')
    expect(contenders).toEqual([
      {
        name: 'event-loop',
        figures: [
          expect.objectContaining({ light: 'unknown', reason: 'within noise' }),
          expect.objectContaining({ light: 'unknown', reason: 'within noise' }),
        ],
      },
    ])
    // Twice as fast a machine is no difference of the contenders.
    expect(contenders[0]?.figures[0]?.first).toMatch(/^49\.\d+× \(/)
    expect(contenders[0]?.figures[0]?.later).toMatch(/^49\.\d+× \(/)
    expect(comparisonVerdict([run(), twice])).toMatchObject({
      kind: 'no-claim',
      headline: 'The runs are from different machines, so their rates are not compared.',
    })
  })

  test('tell where the contenders are further apart on one of them', () => {
    const apart = elsewhere(run({}, { jobsPerSecond: 198.1 }))
    expect(figureOf(run(), apart, 'event-loop', 'jobs per second')).toMatchObject({
      figure: { unit: '÷ that of thread-pool' },
      ratio: expect.stringMatching(/^(1\.9\d+|2\.0\d+)× \(/) as string,
      light: 'more',
    })
  })
})
