import { sentencesOf } from '../../../src/report/verdict/verdict'
import { describe, expect, it } from 'vitest'
import { pairVerdict as pairVerdictUnread } from '../../../src/report/verdict/pair-verdict'
import { syntheticResult, syntheticSpec, type Made } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const pairVerdict = readable(pairVerdictUnread, sentencesOf)

const spec = syntheticSpec({ workload: { kind: 'mixed', waitMs: 18, cpuMs: 2 }, workers: 2 })
const of = (perCore: Partial<Made>, loop: Partial<Made> = {}) =>
  syntheticResult(
    {
      'loop-per-core': { jobsPerSecond: 960, coresUsed: 1.96, latencyMs: 100, ...perCore },
      'event-loop': { jobsPerSecond: 490, coresUsed: 1, latencyMs: 200, ...loop },
    },
    spec,
  )

describe('the verdict on a pair that closes a lesson', () => {
  it('names both with their figures, intervals and cores', () => {
    const { headline, figures } = pairVerdict(of({}), ['loop-per-core', 'event-loop'])
    expect(headline).toMatch(/^2 loops finished 1\.9\d? times as many jobs as the event loop\.$/)
    expect(figures[0]).toMatch(
      /^Loop per core 960, event loop 490 jobs a second: 1\.9\d times \(95 % interval 1\.9\d to \d\.\d+\)\.$/,
    )
    expect(figures).toContain('Loop per core 1.96, event loop 1.00 cores used.')
  })

  it('names the one first that did more, whatever the order', () => {
    const turned = pairVerdict(of({}), ['event-loop', 'loop-per-core'])
    expect(turned.headline).toBe(pairVerdict(of({}), ['loop-per-core', 'event-loop']).headline)
  })

  it('claims no difference that the run cannot show', () => {
    const noisy = { noise: 0.2 }
    const result = of({ jobsPerSecond: 495, ...noisy }, noisy)
    expect(pairVerdict(result, ['loop-per-core', 'event-loop']).headline).toMatch(
      /^No measurable difference in throughput/,
    )
  })

  it('says that one has no figures', () => {
    expect(pairVerdict(of({}), ['loop-per-core', 'thread-pool']).headline).toBe(
      'No verdict: the thread pool was not part of this run.',
    )
  })
})
