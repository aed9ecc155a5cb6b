import { expect, test } from 'vitest'
import { selfCheckNotes } from '../../../src/report/note/self-check'
import { syntheticResult, typical } from '../../charts/synthetic-result'

const result = syntheticResult()

test('what one contender came to against itself is told with each interval', () => {
  expect(selfCheckNotes(result)).toEqual([
    {
      tone: 'information',
      text: expect.stringMatching(
        /^A\/A: event-loop to itself came to 1\.\d+, 0\.9\d+–1\.0\d+ in jobs\/s; .* in jobs per core-second; .* in latency p99 \(1 is no difference\)/,
      ) as string,
    },
  ])
})

test('a contender that differed from itself is warned of', () => {
  const jobsPerCoreSecond = { estimate: 1.12, low: 1.05, high: 1.22 }
  const selfCheck = result.selfCheck && { ...result.selfCheck, jobsPerCoreSecond }
  expect(selfCheckNotes({ selfCheck })[1]).toEqual({
    tone: 'caution',
    text: 'event-loop differed from itself: 1.12, 1.05–1.22 in jobs per core-second. That happens by chance in 1 of 20 checks, or the machine changed between blocks: take other differences of that figure with care.',
  })
})

test('a run with too few blocks has nothing to tell', () => {
  const few = syntheticResult({ 'event-loop': { ...typical['event-loop'], blocks: 1 } })
  expect(selfCheckNotes(few)).toEqual([])
})
