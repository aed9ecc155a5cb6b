import { describe, expect, it } from 'vitest'
import { tippingShare, type Tipping } from '../../../src/engine/analysis/tipping-share'

const usual: Tipping = {
  totalMs: 20,
  loopOverheadMs: 0.05,
  poolOverheadMs: 0.2,
  slots: 8,
  loopCores: 1,
  poolCores: 2,
}

/**
 * Jobs a second of jobs that compute and then wait, `slots` under way at a time on whole cores,
 * simulated.
 */
function simulated(slots: number, cores: number, cpuMs: number, waitMs: number): number {
  const ready = Array.from({ length: slots }, (_, index) => (index * (cpuMs + waitMs)) / slots)
  const free = Array<number>(cores).fill(0)
  const jobs = slots * 400
  let end = 0
  for (let job = 0; job < jobs; job++) {
    const slot = ready.indexOf(Math.min(...ready))
    const core = free.indexOf(Math.min(...free))
    const begin = Math.max(ready[slot] ?? 0, free[core] ?? 0)
    free[core] = begin + cpuMs
    ready[slot] = begin + cpuMs + waitMs
    end = Math.max(end, begin + cpuMs + waitMs)
  }
  return (jobs * 1_000) / end
}

/** Whether a simulated pool does more than a simulated loop with 100 jobs in flight. */
function isPoolAhead(tipping: Tipping, share: number): boolean {
  const { totalMs, loopOverheadMs, poolOverheadMs, slots, poolCores } = tipping
  const [cpuMs, waitMs] = [totalMs * share, totalMs * (1 - share)]
  const loop = simulated(100, 1, cpuMs + loopOverheadMs, waitMs)
  return simulated(slots, poolCores, cpuMs + poolOverheadMs, waitMs) > loop
}

describe('the share of computing at which a pool overtakes a loop', () => {
  it('equals one divided by the threads where jobs cost nothing besides', () => {
    const free = { ...usual, loopOverheadMs: 0, poolOverheadMs: 0 }
    expect(tippingShare(free)).toBeCloseTo(1 / 8, 12)
    expect(tippingShare({ ...free, slots: 2 })).toBeCloseTo(1 / 2, 12)
  })

  it.each<[string, Partial<Tipping>]>([
    ['8 threads on 2 cores', {}],
    ['4 threads on 4 cores', { slots: 4, poolCores: 4 }],
    ['2 threads on 2 cores', { slots: 2 }],
    ['a pool whose jobs cost much besides', { slots: 16, poolOverheadMs: 2 }],
    ['a loop whose jobs cost much besides', { loopOverheadMs: 1.5, slots: 6 }],
    ['short jobs', { totalMs: 2, slots: 3 }],
  ])('agrees with where a simulation of both tips, for %s', (_name, change) => {
    const tipping = { ...usual, ...change }
    const share = tippingShare(tipping) ?? Number.NaN
    expect(isPoolAhead(tipping, share + 0.02)).toBe(true)
    expect(isPoolAhead(tipping, Math.max(0, share - 0.02))).toBe(share === 0)
  })

  it('says none where the pool has no more cores than the loop, or one thread', () => {
    expect(tippingShare({ ...usual, poolCores: 1 })).toBeNull()
    expect(tippingShare({ ...usual, poolCores: 0.5, loopCores: 0.5 })).toBeNull()
    expect(tippingShare({ ...usual, slots: 1 })).toBeNull()
  })

  it('says 0 where the pool is ahead though jobs only wait', () => {
    expect(tippingShare({ ...usual, loopOverheadMs: 10 })).toBe(0)
  })
})
