import { describe, expect, test } from 'vitest'
import { findCrossover } from '../../../src/engine/search/find-crossover'
import { seconds } from '../../../src/engine/measure/statistics/quantity'
import { sweepSchema } from '../../../src/engine/result/sweep'
import type { Result } from '../../../src/engine/result/result'
import type { SweepPoint } from '../../../src/engine/search/sweep'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'

// Of rounds that were given nobody knows how long they take, so that any rate can be.
const spec = syntheticSpec({
  workload: { kind: 'mixed', waitMs: 18, cpuMs: 2 },
  workers: 256,
  roundsPerMs: 1_000,
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

/** The same run in which the lab stood still. */
const untrusted = (result: Result): Result => ({
  ...result,
  machine: {
    ...result.machine,
    standstills: [{ slot: 'event-loop', round: 0, seconds: seconds(6), isRepeated: false }],
  },
})

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

  test('the crossover is put nowhere beside a share at which the loop finished nothing', async () => {
    const sweep = await findCrossover(spec, ({ value, spec: at }) =>
      Promise.resolve(
        syntheticResult(
          {
            'event-loop': {
              jobsPerSecond: value < 0.6 ? 1_200 : 0,
              coresUsed: 1,
              latencyMs: 20,
              noise: 0.001,
            },
            'thread-pool': { jobsPerSecond: 1_000, coresUsed: 1, latencyMs: 20, noise: 0.001 },
          },
          at,
        ),
      ),
    )
    const { finding } = sweep
    if (finding?.kind !== 'crossover') throw new Error('expected a crossover')
    expect(finding.estimate).toBeNull()
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

  test('the crossover is searched no further where noise claims the wrong side of no difference', async () => {
    // At 0.5 neither does more, and yet the pool does at 0.25.
    const crossings: Readonly<Record<number, number>> = { 0.25: -0.5, 0.5: 0.5 }
    const sweep = await findCrossover(spec, (point) =>
      crossingAt(crossings[point.value] ?? 0.5, point.value === 0.5 ? 0.2 : 0.001)(point),
    )
    expect(sweep.points.map(({ value }) => value)).toEqual([0, 0.25, 0.5, 1])
    expect(sweep.status).toBe('complete')
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

  test('keeps what it found where a run fails or a contender does, and is partial then', async () => {
    const measure = crossingAt(0.3, 0.001)
    const failing = (point: SweepPoint) =>
      point.value === 0.5 ? Promise.reject(new Error('no room')) : measure(point)
    const sweep = await findCrossover(spec, failing)
    expect(sweep.points.map(({ value }) => value)).toEqual([0, 1])
    expect(sweep.failures).toEqual([{ value: 0.5, name: null, error: 'no room' }])
    expect(sweep.finding).toMatchObject({ low: 0, high: 1 })
    expect(sweep.status).toBe('partial')
    const dying = await findCrossover(spec, async (point) => {
      const result = await measure(point)
      if (point.value !== 0.5) return result
      const [loop, pool] = result.contenders
      if (loop === undefined || pool === undefined) throw new Error('expected two')
      const dead = { status: 'failed', name: 'thread-pool', error: 'died', figures: null } as const
      return { ...result, contenders: [loop, dead], inference: null }
    })
    expect(dying.points).toHaveLength(3)
    expect(dying.finding).toMatchObject({ low: 0, high: 1 })
    expect(dying.status).toBe('partial')
  })

  test('repeats a run that is not to be trusted, and ends where that one is not either', async () => {
    const measure = crossingAt(0.3, 0.001)
    const runs: number[] = []
    const busyFor = (times: number) => async (point: SweepPoint) => {
      const result = await measure(point)
      runs.push(point.value)
      const seen = runs.filter((value) => value === point.value).length
      return point.value === 0.5 && seen <= times ? untrusted(result) : result
    }
    const once = await findCrossover(spec, busyFor(1))
    expect(runs.filter((value) => value === 0.5)).toHaveLength(2)
    expect(once.status).toBe('complete')
    expect(once.points.filter(({ value }) => value === 0.5)).toHaveLength(1)
    runs.length = 0
    const twice = await findCrossover(spec, busyFor(2))
    expect(twice.points.map(({ value }) => value)).toEqual([0, 0.5, 1])
    expect(twice.finding).toMatchObject({ low: 0, high: 1 })
    expect(twice.status).toBe('partial')
  })

  test('takes loop and pool', async () => {
    const alone = syntheticSpec({ contenders: ['event-loop'] })
    await expect(findCrossover(alone, crossingAt(0.3, 0.001))).rejects.toThrow(
      'contenders: a crossover takes "thread-pool", which is not among them',
    )
  })
})
