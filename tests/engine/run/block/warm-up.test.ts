import { describe, expect, test } from 'vitest'
import { WarmUp } from '../../../../src/engine/run/block/warm-up'
import { cores, milliseconds, perSecond } from '../../../../src/engine/measure/statistics/quantity'

const closed = { concurrency: 10, warmupMs: 1_600, load: { kind: 'closed' } } as const

/**
 * When the warm-up is over if its windows of 50 ms have these rates, and use so many cores (one,
 * unless told otherwise); null for not yet.
 */
function overAfterMs(
  warmUp: WarmUp,
  rates: readonly number[],
  coresUsed: readonly (number | null)[] = rates.map(() => 1),
  helperCores: readonly number[] = [],
): number | null {
  const at = rates.findIndex((rate, index) => {
    const used = coresUsed[index] ?? null
    return warmUp.isOverAfter({
      atMs: milliseconds((index + 1) * 50),
      jobsPerSecond: perSecond(rate),
      coresUsed: used === null ? null : cores(used),
      helperCores: helperCores[index] ?? null,
    })
  })
  return at === -1 ? null : (at + 1) * 50
}

describe('a warm-up', () => {
  test('a warm-up is over once the rate of five windows neither rises nor falls, but not before 0.4 s and a quarter of what it may last', () => {
    const rates = [900, 1_000, 980, 1_010, 990]
    expect(overAfterMs(new WarmUp(closed, false), rates)).toBeNull()
    const steady = [...rates, ...rates, ...rates]
    expect(overAfterMs(new WarmUp({ ...closed, warmupMs: 1_000 }, false), steady)).toBe(400)
    expect(overAfterMs(new WarmUp({ ...closed, warmupMs: 2_000 }, false), steady)).toBe(500)
  })

  test('a warm-up after a rehearsal is over as soon as it is steady', () => {
    const rates = [900, 1_000, 980, 1_010, 990]
    expect(overAfterMs(new WarmUp(closed, true), rates)).toBe(250)
  })

  test('goes on while the helpers of the runtime compile, for 0.6 s at most', () => {
    const rates = Array.from({ length: 16 }, (_, index) => 1_000 + (index % 3))
    const compiling = [0.4, 0.3, 0.2, 0.2, 0.1, 0.1, 0.02, 0, 0, 0]
    expect(overAfterMs(new WarmUp(closed, true), rates, undefined, compiling)).toBe(450)
    const collecting = rates.map(() => 0.2)
    expect(overAfterMs(new WarmUp(closed, true), rates, undefined, collecting)).toBe(600)
  })

  test('goes on while the rate rises, and is over when it no longer does', () => {
    const warmUp = new WarmUp(closed, false)
    const rates = [100, 200, 310, 400, 500, 590, 700, 800, 900, 895, 902, 900, 898, 901]
    expect(overAfterMs(warmUp, rates.slice(0, 9))).toBeNull()
    expect(warmUp.isSteady).toBe(false)
    expect(overAfterMs(new WarmUp(closed, false), rates)).toBeGreaterThan(500)
  })

  test('goes on while a job takes less and less CPU time, though the rate is steady', () => {
    const rates = Array.from({ length: 16 }, (_, index) => 1_000 + (index % 3))
    const used = [
      1.2, 1.1, 1.0, 0.95, 0.9, 0.8, 0.7, 0.5, 0.35, 0.2, 0.1, 0.11, 0.1, 0.09, 0.1, 0.11,
    ]
    expect(overAfterMs(new WarmUp(closed, false), rates)).toBe(400)
    expect(overAfterMs(new WarmUp(closed, false), rates, used)).toBeGreaterThan(500)
    const warmUp = new WarmUp(closed, false)
    expect(overAfterMs(warmUp, rates.slice(0, 11), used)).toBeNull()
    expect(warmUp.isSteady).toBe(false)
  })

  test('goes by the rate alone where jobs are too rare for a cost, or the system tells none', () => {
    const used = Array.from({ length: 11 }, (_, index) => 1 - index / 11)
    const rare = used.map((_, index) => (index % 5 === 1 ? 20 : 0))
    expect(overAfterMs(new WarmUp({ ...closed, concurrency: 1 }, false), rare, used)).toBe(400)
    const untold = used.map(() => null)
    expect(overAfterMs(new WarmUp(closed, false), new Array(11).fill(1_000), untold)).toBe(400)
  })

  test('a warm-up is not over before anything was done', () => {
    expect(overAfterMs(new WarmUp(closed, false), [0, 0, 0, 0, 0, 0, 0])).toBeNull()
  })

  test('goes on until every job in flight had time for its turn', () => {
    const spec = { ...closed, concurrency: 500 }
    expect(overAfterMs(new WarmUp(spec, false), new Array(20).fill(1_000))).toBe(500)
  })

  test('a warm-up does not wait for a slot that no warm-up would be long enough for', () => {
    const spec = { ...closed, concurrency: 4_000 }
    expect(overAfterMs(new WarmUp(spec, false), new Array(20).fill(1_000))).toBe(400)
  })

  test('a warm-up of an open load has no slots to wait for', () => {
    const load = { kind: 'open', arrivalsPerSecond: 1_000, arrivals: 'constant' } as const
    const spec = { ...closed, concurrency: 500, load }
    expect(overAfterMs(new WarmUp(spec, false), new Array(20).fill(1_000))).toBe(400)
  })
})
