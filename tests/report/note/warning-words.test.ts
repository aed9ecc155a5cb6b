import { expect, test } from 'vitest'
import { briefWordsOf, wordsOf } from '../../../src/report/note/warning-words'
import { syntheticSpec } from '../../charts/synthetic-result'

const spec = syntheticSpec({ warmupMs: 1_300 })

test('jobs that became cheaper while measured are told with their share, of one and of several', () => {
  const { alone, size, shared } = wordsOf({ kind: 'warming', share: 0.358 }, spec)
  expect(`loop-per-core: ${alone}`).toBe(
    'loop-per-core: a job took 35.8 % less CPU time in the second half of each block than in the first: a longer warm-up (it lasts a quarter of what it may at least) or longer blocks may show more jobs per core-second.',
  )
  expect(`sequential (${size}), loop-per-core (${size}): ${shared}`).toBe(
    'sequential (35.8 % less CPU time), loop-per-core (35.8 % less CPU time): a job took so much less CPU time in the second half of each block than in the first: a longer warm-up (it lasts a quarter of what it may at least) or longer blocks may show more jobs per core-second.',
  )
  expect(briefWordsOf.warming).toBe('jobs still became cheaper while they were measured.')
})

test('blocks that were not steady are told with their number and the longest warm-up', () => {
  const { alone, size, shared } = wordsOf({ kind: 'unsteady', blocks: 2, of: 8 }, spec)
  const end =
    'rate or the CPU time of a job still rose or fell when the warm-up of at most 1.3 s ended.'
  expect(alone).toBe(`in 2 of 8 blocks its ${end}`)
  expect(size).toBe('2 of 8 blocks')
  expect(shared).toBe(`the ${end}`)
})
