import { sentencesOf } from '../../../src/report/verdict/verdict'
import { describe, expect, test } from 'vitest'
import { gatherMachines } from '../../../src/engine/analysis/gather-machines'
import { comparisonVerdict as comparisonVerdictUnread } from '../../../src/report/comparison/comparison-verdict'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const comparisonVerdict = readable(comparisonVerdictUnread, sentencesOf)

const run = (changes: Partial<Made> = {}) =>
  syntheticResult({ 'event-loop': { ...typical['event-loop'], ...changes } })

describe('the verdict on several runs', () => {
  test('names the largest difference first, and lists the others', () => {
    const { kind, headline, figures } = comparisonVerdict([
      run(),
      run({ jobsPerSecond: 18_000 }),
      run({ jobsPerSecond: 10_000 }),
    ])
    expect(kind).toBe('claim')
    expect(headline).toMatch(
      /^In run 3 the event loop finished 0\.51\d? times as many jobs as in run 1\.$/,
    )
    expect(figures).toEqual([
      expect.stringMatching(/^Event loop, run 3: 0\.51\d times \(0\.5\d+ to 0\.5\d+\) the jobs/),
      expect.stringMatching(/^Event loop, run 2: 0\.9\d+ times \(0\.9\d+ to 0\.9\d+\) the jobs/),
    ])
  })

  test('claims nothing within noise, of too few blocks, and where nothing is common', () => {
    expect(comparisonVerdict([run(), run()]).headline).toBe(
      'No measurable difference in throughput between the runs.',
    )
    expect(comparisonVerdict([run(), run({ blocks: 3 })]).headline).toMatch(/^Fewer than 8 blocks/)
    const pool = syntheticResult({ 'thread-pool': typical['thread-pool'] })
    expect(comparisonVerdict([run(), pool]).headline).toMatch(/^No contender was measured/)
  })

  test('compares a version of a person’s own job with itself, whatever its trials took, and no other', () => {
    const own = (sha256: string, cpuMs: number, changes: Partial<Made> = {}) => {
      const tried = { waitMs: 0, cpuMs }
      const workload = {
        kind: 'own',
        file: `/${cpuMs}/job.ts`,
        sha256,
        variants: ['blocking', 'job'],
        tried,
      }
      return syntheticResult(
        { 'event-loop': { ...typical['event-loop'], ...changes } },
        syntheticSpec({ workload, contenders: ['event-loop'] }),
      )
    }
    const [one, other] = ['a'.repeat(64), 'b'.repeat(64)]
    const half = { jobsPerSecond: 10_000 }
    expect(comparisonVerdict([own(one, 1), own(one, 1.2, half)]).headline).toMatch(
      /^In run 2 the event loop finished 0\.51/,
    )
    expect(comparisonVerdict([own(one, 1), own(other, 1, half)]).headline).toBe(
      'The jobs of the runs differ, so their rates are not compared.',
    )
    const named = [own(one, 1), own(one, 1.2)].map((result, index) => ({
      name: String(index),
      result,
    }))
    expect(gatherMachines(named)).toHaveLength(1)
  })

  test('begins with why where a run is not to be trusted', () => {
    const stopped = { ...run(), interruption: 'The loopback service ended 3 s into the run' }
    expect(comparisonVerdict([run({ jobsPerSecond: 10_000 }), stopped])).toMatchObject({
      kind: 'not-trusted',
      headline: 'The loopback service ended 3 s into the run: run 2 is not to be trusted.',
      figures: [],
    })
  })
})
