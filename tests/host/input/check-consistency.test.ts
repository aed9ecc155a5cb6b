import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { checkCoherent } from '../../../src/host/input/check-consistency'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'

const result = syntheticResult()

/** The result as somebody edited it, in the figures of its first contender. */
function edited(changes: Record<string, number>): Result {
  const contenders = result.contenders.map((contender, index) =>
    index === 0 && contender.status === 'measured'
      ? { ...contender, figures: { ...contender.figures, ...changes } }
      : contender,
  )
  return { ...result, contenders }
}

describe('figures of a result', () => {
  it('figures of a result are taken where they agree, in a run and in a sweep', () => {
    expect(() => {
      checkCoherent(result, 'a.json')
      checkCoherent(
        syntheticSweep('concurrency', [1, 10], () => result),
        'a.json',
      )
    }).not.toThrow()
  })

  it.each([
    ['jobsPerSecond', 1e300],
    ['coresUsed', 7],
    ['completed', 3],
    ['measuredSeconds', 0],
  ])(
    'figures of a result are refused where %s is %d and the rest says otherwise',
    (name, value) => {
      expect(() => {
        checkCoherent(edited({ [name]: value }), 'a.json')
      }).toThrow(/^a\.json: contenders\.0\.figures\.\w+ is .*, but what it is made of gives /)
    },
  )

  it('figures of a result are refused in a sweep with the point that they are of', () => {
    const sweep = syntheticSweep('concurrency', [1, 10], (value) =>
      value === 10 ? edited({ jobsPerSecond: 1 }) : result,
    )
    expect(() => {
      checkCoherent(sweep, 'a.json')
    }).toThrow(/points\.1\.result\.contenders\.0/)
  })

  it.each([
    ['count', { count: 12 }, 'latency.count: expected 248 as in its histogram, got `12`'],
    ['mean', { meanMs: 9_000 }, 'latency.meanMs: expected '],
    ['maximum', { maxMs: 1e9 }, 'latency.maxMs: expected '],
    [
      'median',
      { percentiles: [{ percentile: 50, valueMs: 1 }] },
      'latency.percentiles.0.valueMs: expected ',
    ],
  ])(
    'figures of a result are refused where the %s of a latency is not that of its histogram',
    (_what, changes, refusal) => {
      const [first] = result.contenders
      if (first?.status !== 'measured') throw new Error('nothing was measured')
      const latency = { ...first.figures.latency, ...changes }
      const edit = (of: Record<string, unknown>): Result => ({
        ...result,
        contenders: [{ ...first, figures: { ...first.figures, ...of } }],
      })
      expect(first.figures.latency.count).toBe(248)
      expect(() => {
        checkCoherent(edit({ latency }), 'a.json')
      }).toThrow(`a.json: contenders.0.figures.${refusal}`)
      // Without the histogram nothing contradicts it.
      expect(() => {
        checkCoherent(edit({ latency: { ...latency, histogram: '' } }), 'a.json')
      }).not.toThrow()
      const blocks = first.figures.blocks.map((block) => ({ ...block, latency }))
      expect(() => {
        checkCoherent(edit({ blocks }), 'a.json')
      }).toThrow('contenders.0.figures.blocks.0.latency.')
    },
  )
})
