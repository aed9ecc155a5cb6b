import { describe, expect, it } from 'vitest'
import { closingVerdict, comparePair } from '../../../src/report/verdict/compare-pair'
import { syntheticResult, syntheticSpec, type Made } from '../../charts/synthetic-result'

const spec = syntheticSpec({ workload: { kind: 'mixed', waitMs: 18, cpuMs: 2 }, workers: 2 })
const of = (perCore: Partial<Made>, loop: Partial<Made> = {}) =>
  syntheticResult(
    {
      'loop-per-core': { jobsPerSecond: 960, coresUsed: 1.96, latencyMs: 100, ...perCore },
      'event-loop': { jobsPerSecond: 490, coresUsed: 1, latencyMs: 200, ...loop },
    },
    spec,
  )

describe('the sentence on a pair that closes a lesson', () => {
  it('gives both ratios with their intervals and the cores used', () => {
    expect(comparePair(of({}), ['loop-per-core', 'event-loop'])).toMatch(
      /^The loop per core against the event loop: 1\.9\d* ?× \(1\.9\d*–\d\.\d+\) as many jobs per second; .*jobs per core-second.*; used 1\.96 cores against 1\.00\.$/,
    )
  })

  it('turns the ratio round for the one that did less', () => {
    expect(comparePair(of({}), ['event-loop', 'loop-per-core'])).toMatch(
      /^The event loop against the loop per core: fewer jobs per second, the other did 1\.9\d*× \(/,
    )
  })

  it('claims no difference that the run cannot show', () => {
    const noisy = { noise: 0.2 }
    const result = of({ jobsPerSecond: 495, ...noisy }, noisy)
    expect(comparePair(result, ['loop-per-core', 'event-loop'])).toMatch(
      /no difference in jobs per second that this run can show \(ratio \d/,
    )
  })

  it('says that one has no figures', () => {
    expect(comparePair(of({}), ['loop-per-core', 'thread-pool'])).toBe(
      'No verdict: the thread pool was not part of this run.',
    )
  })
})

describe('the verdict that closes a lesson', () => {
  it('says of loop and pool who did more, and who kept latency lower', () => {
    const result = syntheticResult({
      'event-loop': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 80 },
      'thread-pool': { jobsPerSecond: 912, coresUsed: 2, latencyMs: 30 },
    })
    expect(closingVerdict(result)).toMatch(
      /the thread pool of 8 threads finished 1\.\d+×.* The thread pool kept latency p\d+(\.\d)? lower/,
    )
  })
})
