import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programIn, type Lesson } from '../../../src/engine/lesson/lesson'
import { orderPuzzle } from '../../../src/engine/lesson/order'
import { emptyPrograms } from '../../../src/engine/lesson/task'
import { tryOrder, tryTask } from '../../../src/host/lesson/check-program'
import { programLanguages } from '../../../src/engine/recorder/recording/recording'
import { readLessons } from '../../../src/host/lesson/lessons'
import { pythonRunner } from '../../../src/host/lesson/run-program'

// Python is played by the lab as it is built: a thread elsewhere would not find CPython.
const engineFolder = resolve(import.meta.dirname, '../../../out/main')
const folder = resolve(import.meta.dirname, '../../../resources/lessons')
const numbers = readdirSync(folder).map((name) => Number.parseInt(name, 10))
/** No task is about its limit, and lesson 11 computes: on a busy machine that takes longer. */
const limits = { timeLimitMs: 60_000 }
let lessons: readonly Lesson[] = []

beforeAll(async () => {
  const read = await readLessons(folder)
  expect(read.problems).toEqual([])
  lessons = read.lessons
})
afterAll(() => pythonRunner(engineFolder).close())

test('every lesson has a task, whose hint has no line of the solution', () => {
  for (const { number, task, solution, original, program } of lessons) {
    expect([number, task, solution]).not.toContain(undefined)
    const own = new Set([...original.split('\n'), ...program.split('\n')].map((it) => it.trim()))
    const added = `${solution?.python}\n${solution?.typescript}`
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 8 && !own.has(line))
    expect(added.filter((line) => task?.hint.includes(line))).toEqual([])
  }
})

describe.each(programLanguages)('in %s', (language) => {
  test.each(numbers)(
    'the solution of task %i passes, and what one begins with does not',
    async (number) => {
      const lesson = lessons.find((each) => each.number === number)
      const { task, solution } = lesson ?? {}
      if (lesson === undefined || task === undefined || solution === undefined) {
        throw new Error(`lesson ${number} has no task`)
      }
      const tried = await tryTask(lesson, language, solution[language], engineFolder, limits)
      const unmet = tried.results.filter(({ isMet }) => !isMet)
      expect({ unmet, outcome: tried.outcome }).toEqual({
        ...{ unmet: [], outcome: { kind: 'finished' } },
      })
      const isWritten = task.kind === 'write'
      const first = isWritten ? emptyPrograms[language] : programIn(lesson, language)
      const own = await tryTask(lesson, language, first, engineFolder, limits)
      expect(own.isPassed).toBe(false)
    },
  )

  test('lines in the order of the program do what it does, and as they are shown they do not', async () => {
    const ordered = lessons.filter(({ order }) => order !== undefined)
    expect(ordered.length).toBeGreaterThan(5)
    for (const lesson of ordered) {
      const { order, number } = lesson
      if (order === undefined) continue
      const source = programIn(lesson, language)
      const puzzle = orderPuzzle(source, language, order)
      const places = puzzle.lines.map((_, at) => at)
      const right = [...places].sort(
        (a, b) => source.indexOf(puzzle.lines[a] ?? '') - source.indexOf(puzzle.lines[b] ?? ''),
      )
      const solved = await tryOrder(lesson, language, puzzle, right, engineFolder)
      expect([number, solved.isRight]).toEqual([number, true])
      const shown = await tryOrder(lesson, language, puzzle, places, engineFolder)
      expect([number, shown.isRight]).toEqual([number, false])
    }
  })
})
