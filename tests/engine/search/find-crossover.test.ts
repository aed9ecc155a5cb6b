import { describe, expect, test } from 'vitest'
import { findCrossover } from '../../../src/engine/search/find-crossover'
import { sweepSchema } from '../../../src/engine/result/result'
import type { SweepPoint } from '../../../src/engine/search/sweep'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'

const spec = syntheticSpec({
  workload: { kind: 'mixed', waitMs: 18, cpuMs: 2 },
  contenders: ['event-loop', 'thread-pool'],
})

/** Loop and pool whose rates cross at a share of computing, with so much noise between blocks. */
const crossingAt =
  (share: number, noise: number) =>
  ({ value, spec: at }: SweepPoint) =>
    Promise.resolve(
      syntheticResult(
        {
          'event-loop': { jobsPerSecond: 1_000, coresUsed: 1, latencyMs: 20, noise },
          'thread-pool': {
            jobsPerSecond: 1_000 * (1 + (value - share) / 2),
            coresUsed: 1,
            latencyMs: 20,
            noise,
          },
        },
        at,
      ),
    )

describe('the crossover', () => {
  test('the crossover is found between shares at which loop and pool surely did more', async () => {
    const sweep = await findCrossover(spec, crossingAt(0.3, 0.001))
    expect(sweepSchema.parse(sweep)).toEqual(sweep)
    const { finding } = sweep
    if (finding?.kind !== 'crossover') throw new Error('expected a crossover')
    expect(finding.estimate).toBeCloseTo(0.3, 1)
    expect(finding.low).toBeLessThan(0.3)
    expect(finding.high).toBeGreaterThan(0.3)
    expect((finding.high ?? 1) - (finding.low ?? 0)).toBeLessThan(0.05)
    expect(sweep.status).toBe('complete')
  })

  test('the crossover has a wider interval where blocks differ more', async () => {
    const widthAt = async (noise: number) => {
      const { finding } = await findCrossover(spec, crossingAt(0.4, noise))
      if (finding?.kind !== 'crossover') throw new Error('expected a crossover')
      expect(finding.low).toBeLessThan(0.4)
      expect(finding.high).toBeGreaterThan(0.4)
      return (finding.high ?? 1) - (finding.low ?? 0)
    }
    expect(await widthAt(0.1)).toBeGreaterThan(await widthAt(0.001))
  })

  test('the crossover is not found where the loop does more at every share, and only the ends are run', async () => {
    const sweep = await findCrossover(spec, crossingAt(1.5, 0.001))
    expect(sweep.points.map(({ value }) => value)).toEqual([0, 1])
    expect(sweep.finding).toEqual({ kind: 'crossover', low: 1, high: null, estimate: null })
  })

  test('the crossover is partial when it was ended', async () => {
    const controller = new AbortController()
    const sweep = await findCrossover(
      spec,
      (point) => {
        controller.abort()
        return crossingAt(0.3, 0.001)(point)
      },
      controller.signal,
    )
    expect(sweep.status).toBe('partial')
    expect(sweep.points).toHaveLength(1)
  })

  test('takes loop and pool', async () => {
    const alone = syntheticSpec({ contenders: ['event-loop'] })
    await expect(findCrossover(alone, crossingAt(0.3, 0.001))).rejects.toThrow(
      'contenders: a crossover takes "thread-pool", which is not among them',
    )
  })
})
