import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import { closeLesson, type Measure } from '../../../src/host/lesson/close-lesson'
import { readLessons } from '../../../src/host/lesson/lessons'
import type { Verdict } from '../../../src/report/verdict/verdict'
import { syntheticMcGranaghan } from '../../charts/synthetic-experiment'
import { syntheticResult, typical } from '../../charts/synthetic-result'

let lessons: readonly Lesson[]
beforeAll(async () => {
  lessons = (await readLessons(join(import.meta.dirname, '../../../resources/lessons'))).lessons
})

const measure: Measure = {
  run: (spec) =>
    Promise.resolve(
      syntheticResult(
        Object.fromEntries(spec.contenders.map((name) => [name, typical[name]])),
        spec,
      ),
    ),
  repeat: () => Promise.resolve(syntheticMcGranaghan(0.97)),
}

/** The verdicts of a lesson, of runs with figures that are typical of each contender. */
const verdictsOf = (number: number): Promise<Verdict[]> =>
  Promise.all(
    (lessons.find((lesson) => lesson.number === number)?.experiment ?? []).map((experiment) =>
      closeLesson(experiment, '', measure),
    ),
  )

test('lesson 11 closes with a verdict on jobs that wait and one on jobs that compute', async () => {
  const [waiting, computing] = await verdictsOf(11)
  expect(waiting?.headline).toMatch(
    /^The event loop finished 49\.4 times as many jobs as \d+ thread/,
  )
  expect(computing?.headline).toMatch(/as many jobs as/)
})

test('lesson 12 closes with the loop per core against the event loop', async () => {
  const [verdict] = await verdictsOf(12)
  expect(verdict?.figures[0]).toMatch(/^Loop per core [\d,]+, event loop [\d,]+ jobs a second: /)
})

test('an experiment of the gallery closes with what its run says of the claim', async () => {
  const experiment = { title: 'McGranaghan', repeats: 'mcgranaghan' } as const
  const { headline } = await closeLesson(experiment, '', measure)
  expect(headline).toBe('This run agrees with McGranaghan 2010.')
})
