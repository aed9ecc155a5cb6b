import { expect, test } from 'vitest'
import { selfCheckNotes as selfCheckNotesUnread } from '../../../src/report/note/self-check'
import { syntheticResult, typical } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const selfCheckNotes = readable(selfCheckNotesUnread, (notes) => notes.map(({ text }) => text))

const result = syntheticResult()

test('what one contender came to against itself is told with each interval', () => {
  expect(selfCheckNotes(result)).toEqual([
    {
      tone: 'information',
      text: expect.stringMatching(
        /^A\/A check of event-loop against itself: ratio 1\.\d+ \(0\.9\d+ to 1\.0\d+\) in jobs\/s\. Its .* in jobs per core-second\. Its .* in latency p99\. No smaller/,
      ) as string,
    },
  ])
})

test('a contender that differed from itself is warned of', () => {
  const jobsPerCoreSecond = { estimate: 1.12, low: 1.05, high: 1.22 }
  const selfCheck = result.selfCheck && { ...result.selfCheck, jobsPerCoreSecond }
  expect(selfCheckNotes({ selfCheck })[1]).toEqual({
    tone: 'caution',
    text: 'event-loop differed from itself: ratio 1.12 (1.05 to 1.22) in jobs per core-second. Chance does that in 1 of 20 checks, or the machine changed. Run it again before you trust that figure.',
  })
})

test('a run with too few blocks has nothing to tell', () => {
  const few = syntheticResult({ 'event-loop': { ...typical['event-loop'], blocks: 1 } })
  expect(selfCheckNotes(few)).toEqual([])
})
