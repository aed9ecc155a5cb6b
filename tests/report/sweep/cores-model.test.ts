import { expect, test } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { coresModelSentences } from '../../../src/report/sweep/cores-model'
import { syntheticResult, syntheticSpec, syntheticSweep } from '../../charts/synthetic-result'

/** Jobs that compute 2 ms; `rateOf` says how many a pool of 8 threads does on so many cores. */
const byCores = (rateOf: (cores: number) => number) =>
  syntheticSweep('cores', [1, 2, 4], (cores) => {
    const result = syntheticResult(
      {
        'event-loop': { jobsPerSecond: 490, coresUsed: 1, latencyMs: 33 },
        'thread-pool': { jobsPerSecond: rateOf(cores), coresUsed: cores, latencyMs: 33 },
      },
      syntheticSpec({ workers: 128, concurrency: 256, workload: { kind: 'cpu', cpuMs: 2 } }),
    )
    return { ...result, environment: { ...result.environment, cores } }
  })

test('a model that fits every number of cores that was measured says what 64 would do, and what it can’t know', () => {
  const sentences = coresModelSentences(byCores((cores) => cores * 450))
  expect(sentences[1]).toMatch(
    /^thread-pool \(model\): with 64 cores, 128 threads and 256 jobs in flight 2[89],\d00 jobs a second, .* to .*; at most .* off as measured\.$/,
  )
  expect(sentences[0]).toMatch(
    /^event-loop \(model\): with 64 cores and 256 jobs in flight 4[89]\d jobs/,
  )
  expect(sentences.at(-1)).toContain('Memory bandwidth')
})

test('a model that misses what was measured says nothing of more cores', () => {
  // As where the memory bus is full: four cores do no more than two.
  const sentences = coresModelSentences(byCores((cores) => Math.min(cores, 2) * 450))
  expect(sentences[1]).toMatch(
    /^thread-pool \(model\): 100 % off on 4 cores, so it says nothing of 64\.$/,
  )
})

test('no model is asked of one number of cores, or beside a run that is not to be trusted', () => {
  const sweep = byCores((cores) => cores * 450)
  expect(coresModelSentences({ ...sweep, points: sweep.points.slice(0, 1) })).toEqual([])
  const points = sweep.points.map(({ value, result }) => ({
    value,
    result: { ...result, interruption: 'The service ended' } satisfies Result,
  }))
  expect(coresModelSentences({ ...sweep, points })).toEqual([])
})
