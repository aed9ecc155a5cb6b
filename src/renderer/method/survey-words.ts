import { costNotes, costVerdict } from '../../report/survey/cost-caption'
import { memoryNotes, memoryVerdict } from '../../report/survey/memory-caption'
import { sentencesOf } from '../../report/verdict/verdict'
import type { ChartName } from '../../charts/named-chart'
import type { Note } from '../../report/note/note'
import { publishedSource } from '../../charts/survey/published-memory'
import type { SurveyKind, SurveyResult } from '../../contract/survey'

/** What is surveyed, before it is. */
export const surveyWords: Record<SurveyKind, { readonly title: string; readonly what: string }> = {
  memory: {
    title: 'What waiting costs in memory',
    what: 'The memory that one waiting task of the loop, one native promise and one blocked thread hold. It goes up to a million tasks and 512 threads. Each count has fresh processes and at most half of the free memory. It takes one to two minutes.',
  },
  cost: {
    title: 'What switching and recording cost',
    what: 'How long it takes to go from one task to the next, and to hand a job to another thread. Also what recording adds to a job. It takes one to two minutes.',
  },
}

/** What follows from the figures, and what is to be known of them. */
export function findingsOf(result: SurveyResult): {
  readonly sentences: readonly string[]
  readonly notes: readonly Note[]
} {
  return result.kind === 'corewise-cost'
    ? { sentences: sentencesOf(costVerdict(result)), notes: costNotes(result) }
    : { sentences: sentencesOf(memoryVerdict(result)), notes: memoryNotes(result) }
}

/** What must stand beside a chart; empty where it says all by itself. */
export const chartSource = (name: ChartName): string =>
  name === 'memory-whole' ? publishedSource : ''
