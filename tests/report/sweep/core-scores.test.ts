import { expect, test } from 'vitest'
import {
  coreScores,
  coreScoreSentences,
  coreScoreTable,
} from '../../../src/report/sweep/core-scores'
import { sweepVerdict } from '../../../src/report/sweep/sweep-verdict'
import { syntheticResult, syntheticSpec, syntheticSweep } from '../../charts/synthetic-result'

const POOL: Readonly<Record<number, number>> = { 1: 470, 2: 930, 4: 1_800 }

/** Loop and pool on so many cores: the pool has a rate for each of them. */
const onCores = (cores: number) =>
  syntheticResult(
    {
      'event-loop': { jobsPerSecond: 480, coresUsed: 0.99, latencyMs: 30 },
      'thread-pool': { jobsPerSecond: POOL[cores] ?? 0, coresUsed: cores * 0.99, latencyMs: 10 },
    },
    syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 }, cores, roundsPerMs: 1_000 }),
  )
const computing = () => syntheticSweep('cores', [4, 1, 2], onCores)

test('scores are of the fewest and the most cores, whatever the order of points', () => {
  const scores = coreScores(computing())
  expect(scores).toMatchObject({ fewest: 1, most: 4 })
  if (scores === null) throw new Error('no scores')
  const { head, rows } = coreScoreTable(scores)
  expect(head).toEqual(['contender', 'jobs/s on 1 core', 'jobs/s on 4 cores', 'ratio'])
  const pool = rows.find(({ name }) => name === 'thread-pool')
  expect(pool?.cells.slice(0, 2)).toEqual(['470', '1,800'])
  expect(pool?.cells[2]).toMatch(/^3\.83 ±\d/)
  const loop = scores.scores.find(({ name }) => name === 'event-loop')
  expect(loop?.ratio).toBeCloseTo(1, 1)
  expect(loop?.interval?.low).toBeLessThan(1)
  expect(loop?.interval?.high).toBeGreaterThan(1)
})

test('scores in words are the figures of the verdict, and its headline says what cores brought', () => {
  const scores = coreScores(computing())
  const { headline, figures } = sweepVerdict(computing())
  expect(headline).toBe(
    'From 1 core to 4 the thread pool did 3.83 times as many jobs, the event loop as many.',
  )
  expect(figures).toEqual(scores === null ? [] : coreScoreSentences(scores))
  expect(figures[0]).toMatch(/^event-loop: 480 jobs\/s on 1 core, 480 on 4 cores: as many \(±/)
  expect(figures[1]).toMatch(/^thread-pool: 470 jobs\/s on 1 core, 1,800 on 4 cores: 3\.83/)
})

test('no scores are told of a sweep over something else, of one value, and of who did nothing', () => {
  expect(coreScores({ ...computing(), over: 'workers' })).toBeNull()
  expect(coreScores(syntheticSweep('cores', [1], onCores))).toBeNull()
  const idle = syntheticSweep('cores', [1, 2], (cores) =>
    syntheticResult(
      { 'event-loop': { jobsPerSecond: 0, coresUsed: 0, latencyMs: 0 } },
      syntheticSpec({ cores }),
    ),
  )
  const scores = coreScores(idle)
  expect(scores?.scores[0]).toMatchObject({ fewest: null, most: null, ratio: null })
  expect(scores === null ? [] : coreScoreSentences(scores)).toEqual([])
})
