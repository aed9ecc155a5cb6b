import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import { closeLesson } from '../../../src/host/lesson/close-lesson'
import { readLessons } from '../../../src/host/lesson/lessons'
import type { Verdict } from '../../../src/report/verdict/verdict'
import { syntheticResult, typical } from '../../charts/synthetic-result'

let lessons: readonly Lesson[]
beforeAll(async () => {
  lessons = (await readLessons(join(import.meta.dirname, '../../../resources/lessons'))).lessons
})

/** The verdicts of a lesson, of runs with figures that are typical of each contender. */
const verdictsOf = (number: number): Promise<Verdict[]> =>
  Promise.all(
    (lessons.find((lesson) => lesson.number === number)?.experiment ?? []).map((experiment) =>
      closeLesson(experiment, '', (spec) =>
        Promise.resolve(
          syntheticResult(
            Object.fromEntries(spec.contenders.map((name) => [name, typical[name]])),
            spec,
          ),
        ),
      ),
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
