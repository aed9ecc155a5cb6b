import { describe, expect, test } from 'vitest'
import { predict } from '../../../../src/engine/analysis/ceiling'
import { mainClaim } from '../../../../src/engine/analysis/claim'
import { distrustOf } from '../../../../src/engine/analysis/trust/trust'
import type { Result } from '../../../../src/engine/result/result'
import type { Spec } from '../../../../src/engine/spec/spec'
import { syntheticResult, syntheticSpec, type Made } from '../../../charts/synthetic-result'

const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 }, concurrency: 16, workers: 8 })

/** Loop and pool on two cores, each with what others had meanwhile. */
function run(loop: Partial<Made>, pool: Partial<Made>, of: Spec = spec): Result {
  const quiet = { latencyMs: 10, others: 0.05, stolen: 0 }
  const result = syntheticResult(
    {
      'event-loop': { jobsPerSecond: 480, coresUsed: 0.99, threads: 1, ...quiet, ...loop },
      'thread-pool': {
        jobsPerSecond: 930,
        coresUsed: 1.97,
        threads: 9,
        waited: 30,
        ...quiet,
        ...pool,
      },
    },
    of,
  )
  const environment = { ...result.environment, cores: 2 }
  return { ...result, environment, predicted: predict(of, { cores: 2, processors: null }) }
}

describe('trust', () => {
  test('a run is trusted on a quiet machine, with more threads than cores too', () => {
    const quiet = run({}, {})
    expect(distrustOf(quiet)).toBeNull()
    expect(mainClaim(quiet).claim).toBe('less')
  })

  test('a run is not trusted where others took over a fifth of what a contender could have had', () => {
    const starved = run(
      { jobsPerSecond: 230, coresUsed: 0.48, waited: 2.6, others: 7 },
      { jobsPerSecond: 800, coresUsed: 1.65, waited: 30, others: 1.6 },
    )
    expect(distrustOf(starved)).toMatchObject({ kind: 'starved', name: 'event-loop' })
    expect(mainClaim(starved)).toEqual({ claim: 'none', ratio: null })
    const slightly = { waited: 0.5, others: 4 }
    expect(distrustOf(run(slightly, { coresUsed: 1.9, others: 0.5 }))).toBeNull()
  })

  test('a run is not trusted where they took more from one than from another', () => {
    const apart = run({ waited: 0.1, others: 1 }, { coresUsed: 1.75, others: 1.2 })
    expect(distrustOf(apart)).toMatchObject({
      kind: 'starved-apart',
      most: 'thread-pool',
      least: 'event-loop',
    })
  })

  test('a run is not trusted where something unseen held it back', () => {
    expect(distrustOf(run({ coresUsed: 0.5, jobsPerSecond: 240, waited: 2.5 }, {}))).toMatchObject({
      kind: 'held-back',
      name: 'event-loop',
      waitedShare: expect.closeTo(0.5, 2) as number,
    })
  })

  test('a run is not trusted with a rate above its ceiling, but for a core that got a little faster', () => {
    expect(distrustOf(run({ jobsPerSecond: 1_150 }, {}))).toEqual({
      kind: 'above-ceiling',
      name: 'event-loop',
      jobsPerSecond: 1_150,
      ceiling: 500,
    })
    expect(distrustOf(run({ jobsPerSecond: 550 }, {}))).toBeNull()
  })

  test('a run has no ceiling that computing sets where its rounds were given', () => {
    expect(distrustOf(run({ jobsPerSecond: 1_150 }, {}, { ...spec, roundsPerMs: 500 }))).toBeNull()
  })

  test('a run passes its ceiling by chance where amounts vary and jobs are few', () => {
    const varying = syntheticSpec({
      workload: { kind: 'cpu', cpuMs: 200, spread: 'exponential' },
      concurrency: 16,
    })
    const few = { jobsPerSecond: 6.4 }
    expect(distrustOf(run(few, { jobsPerSecond: 10 }, varying))).toBeNull()
    expect(distrustOf(run({ ...few, jobsPerSecond: 12 }, {}, varying))?.kind).toBe('above-ceiling')
  })

  test('a run is not trusted with more CPU time than a thread or the machine has', () => {
    expect(distrustOf(run({ coresUsed: 1.3 }, {}))).toMatchObject({
      kind: 'above-cores',
      name: 'event-loop',
      cores: 1,
    })
    expect(distrustOf(run({}, { coresUsed: 2.4 }))).toMatchObject({ kind: 'above-cores', cores: 2 })
    expect(distrustOf(run({ coresUsed: 1.3, cpuSource: 'process-wide' }, {}))).toBeNull()
  })

  test('a run is not trusted where it stood still, unless the block was measured once more', () => {
    const stopped = (isRepeated: boolean): Result => {
      const result = run({}, {})
      const standstill = { slot: 'event-loop', round: 2, seconds: 6, isRepeated } as const
      return {
        ...result,
        machine: {
          ...result.machine,
          standstills: [standstill] as unknown as Result['machine']['standstills'],
        },
      }
    }
    expect(distrustOf(stopped(false))).toEqual({
      kind: 'stood-still',
      slot: 'event-loop',
      seconds: 6,
    })
    expect(distrustOf(stopped(true))).toBeNull()
  })
})
