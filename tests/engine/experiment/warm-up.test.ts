import { describe, expect, test } from 'vitest'
import { WarmUp } from '../../../src/engine/experiment/warm-up'
import { milliseconds, perSecond } from '../../../src/engine/measure/quantity'

const closed = { concurrency: 10, warmupMs: 2_000, load: { kind: 'closed' } } as const

/** When the warm-up is over if its windows of 50 ms have these rates; null for not yet. */
function overAfterMs(warmUp: WarmUp, rates: readonly number[]): number | null {
  const at = rates.findIndex((rate, index) =>
    warmUp.isOverAfter({ atMs: milliseconds((index + 1) * 50), jobsPerSecond: perSecond(rate) }),
  )
  return at === -1 ? null : (at + 1) * 50
}

describe('a warm-up', () => {
  test('is over once the rate of five windows neither rises nor falls', () => {
    expect(overAfterMs(new WarmUp(closed), [900, 1_000, 980, 1_010, 990])).toBe(250)
  })

  test('goes on while the rate rises, and is over when it no longer does', () => {
    const warmUp = new WarmUp(closed)
    const rates = [100, 200, 310, 400, 500, 590, 700, 800, 900, 895, 902, 900, 898, 901]
    expect(overAfterMs(warmUp, rates.slice(0, 9))).toBeNull()
    expect(warmUp.isSteady).toBe(false)
    expect(overAfterMs(new WarmUp(closed), rates)).toBeGreaterThan(500)
  })

  test('is not over before anything was done', () => {
    expect(overAfterMs(new WarmUp(closed), [0, 0, 0, 0, 0, 0, 0])).toBeNull()
  })

  test('goes on until every job in flight had time for its turn', () => {
    const spec = { ...closed, concurrency: 500 }
    expect(overAfterMs(new WarmUp(spec), new Array(20).fill(1_000))).toBe(500)
  })

  test('does not wait for a turn that no warm-up would be long enough for', () => {
    const spec = { ...closed, concurrency: 4_000 }
    expect(overAfterMs(new WarmUp(spec), new Array(20).fill(1_000))).toBe(250)
  })

  test('of an open load has no turns to wait for', () => {
    const load = { kind: 'open', arrivalsPerSecond: 1_000, arrivals: 'constant' } as const
    const spec = { ...closed, concurrency: 500, load }
    expect(overAfterMs(new WarmUp(spec), new Array(20).fill(1_000))).toBe(250)
  })
})
