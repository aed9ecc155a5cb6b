import { describe, expect, test } from 'vitest'
import { gallery } from '../../../src/engine/gallery'
import { sweepVerdict } from '../../../src/report/sweep/sweep-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { judgementRule } from '../../../src/report/gallery/experiment-verdict'
import { syntheticMcGranaghan } from '../../charts/synthetic-experiment'

const MOST_WORDS = 25
const wordsOf = (sentence: string): number => sentence.split(/\s+/).length
const sentences = (text: string): string[] => text.split(/(?<=[.!?:]) (?=[A-Z“0-9])/)

test('a verdict says whether the run agrees, with a sentence for each check and the rule', () => {
  const verdict = sweepVerdict(syntheticMcGranaghan(0.97))
  expect(verdict).toMatchObject({
    kind: 'claim',
    headline: 'This run agrees with McGranaghan 2010.',
  })
  expect(verdict.figures[0]).toMatch(
    /^8 threads against 80 jobs a second: 0\.9\d+ times \(.* to .*\), expected 0\.85 to 1\.15: agrees\.$/,
  )
  expect(verdict.reasons).toEqual(expect.arrayContaining([...judgementRule]))
})

test('a verdict says that a run differs, or can’t tell, and what to do', () => {
  expect(sweepVerdict(syntheticMcGranaghan(0.5)).headline).toBe(
    'This run differs from McGranaghan 2010.',
  )
  expect(sweepVerdict(syntheticMcGranaghan(0.86, { noise: 0.2 }))).toMatchObject({
    kind: 'no-claim',
    headline: 'This run can’t tell whether McGranaghan 2010 holds here.',
  })
})

test('a run that was set up otherwise claims nothing', () => {
  const sweep = syntheticMcGranaghan(1, {
    change: (result) => ({ ...result, spec: { ...result.spec, concurrency: 7 } }),
  })
  expect(sweepVerdict(sweep)).toMatchObject({ kind: 'no-claim', figures: [] })
})

test('a run that is not to be trusted says why first', () => {
  const sweep = syntheticMcGranaghan(1, {
    change: (result) => ({ ...result, interruption: 'The service ended' }),
  })
  expect(sweepVerdict(sweep).kind).toBe('not-trusted')
})

describe.each(gallery)('$title', ({ claim, figures, here }) => {
  test('its claim is told in short sentences', () => {
    for (const text of [claim, figures, here]) {
      for (const sentence of sentences(text)) {
        expect(wordsOf(sentence), sentence).toBeLessThanOrEqual(MOST_WORDS)
      }
    }
  })
})

test('every sentence of a verdict is short', () => {
  for (const text of sentencesOf(sweepVerdict(syntheticMcGranaghan(1)))) {
    for (const sentence of sentences(text)) {
      expect(wordsOf(sentence), sentence).toBeLessThanOrEqual(MOST_WORDS)
    }
  }
})
