import { describe, expect, test } from 'vitest'
import { starvationOf } from '../../../../src/engine/analysis/trust/starvation'
import { measuredFigures } from '../../../../src/engine/result/measured-figures'
import { syntheticResult, syntheticSpec, type Made } from '../../../charts/synthetic-result'

const cores = 2

/** What a contender measured for 10 s on two cores lost to others. */
function starved(made: Partial<Made>, machine?: Record<string, unknown>) {
  const base = { jobsPerSecond: 100, coresUsed: 1, latencyMs: 10, seconds: 10 }
  const told = machine === undefined ? { others: 0, stolen: 0 } : {}
  const made10 = { ...base, ...told, ...made }
  const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 } })
  const result = syntheticResult({ 'event-loop': made10 }, spec, {
    machine: { otherCores: null, serviceCores: null, coreMhz: null, ...machine },
  })
  const figures = measuredFigures(result, 'event-loop')
  if (figures === null) throw new Error('expected figures')
  const environment = { ...result.environment, cores }
  const starvation = starvationOf(figures, { ...result, environment })
  if (starvation === null) throw new Error('expected to know')
  return starvation
}

describe('starvation', () => {
  test('a contender loses nothing on a quiet machine, however many threads it has', () => {
    const pool = starved({ coresUsed: 1.98, waited: 60, others: 0.2, threads: 9 })
    expect(pool.waitedShare).toBeCloseTo(60 / 79.8, 3)
    expect(pool.lostShare).toBeLessThan(0.02)
    expect(pool.cause).toBe('own-threads')
  })

  test('a contender beside as many spinning programs as cores loses what they had', () => {
    const loop = starved({ coresUsed: 0.6, waited: 4, others: 14, threads: 1 })
    expect(loop.lostShare).toBeGreaterThan(0.3)
    expect(loop.cause).toBe('others')
    const pool = starved({ coresUsed: 1.4, waited: 60, others: 6, threads: 9 })
    expect(pool.lostShare).toBeCloseTo(6 / 20, 1)
  })

  test('a contender loses no more than others had', () => {
    expect(starved({ coresUsed: 1.9, waited: 70, others: 1, threads: 9 }).lostShare).toBeLessThan(
      0.06,
    )
  })

  test('a contender loses nothing to others that leave most of the machine free: it woke a moment later', () => {
    const pool = starved({ coresUsed: 0.12, waited: 1.1, others: 4, threads: 9 })
    expect(pool.lostShare).toBe(0)
    expect(pool.cause).toBe('own-threads')
    expect(starved({ coresUsed: 0.02, waited: 0.1, others: 1, threads: 1 }).cause).toBe('unknown')
  })

  test('a contender loses what a hypervisor gave to other machines, though its threads never waited', () => {
    expect(starved({ coresUsed: 0.7, stolen: 3, others: 7, threads: 1 }).lostShare).toBeCloseTo(
      1.5 / 8.5,
      2,
    )
  })

  test('a contender waited for others where a hypervisor gave its cores to other machines', () => {
    expect(starved({ coresUsed: 0.6, waited: 8, stolen: 12, threads: 1 }).cause).toBe('others')
  })

  test('a contender was held back where nothing is seen to have the cores, as under a quota of half a core', () => {
    const { cause, lostShare } = starved({ coresUsed: 0.5, waited: 5, others: 0.2, threads: 1 })
    expect([cause, lostShare]).toEqual(['unseen', 0])
    expect(starved({ coresUsed: 0.5, waited: 70, others: 0.2, threads: 9 }).cause).toBe('unseen')
  })

  test('a contender was held back where others are not told, unless its own threads had all cores', () => {
    const untold = { otherCores: null }
    const make = (made: Partial<Made>) => {
      const { cause } = starved(made, untold)
      return cause
    }
    expect(make({ coresUsed: 0.6, waited: 4, threads: 1 })).toBe('unseen')
    expect(make({ coresUsed: 1.9, waited: 60, threads: 9 })).toBe('own-threads')
    expect(make({ coresUsed: 0.9, waited: 60, threads: 9 })).toBe('unseen')
  })

  test('a contender is judged, in a result of an early version, by what others had in the whole run', () => {
    const early = { coresUsed: 0.6, waited: 4, threads: 1 }
    expect(starved(early, { otherCores: 1.4 }).lostShare).toBeGreaterThan(0.3)
  })
})
