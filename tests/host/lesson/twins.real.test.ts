import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import {
  eventAt,
  eventCount,
  nameOf,
  textAt,
  thingKind,
  type ProgramLanguage,
  type RecordedEvent,
  type Recording,
} from '../../../src/engine/recorder/recording/recording'
import { readLessons } from '../../../src/host/lesson/lessons'
import { pythonRunner, runProgram } from '../../../src/host/lesson/run-program'

// Python is played by the lab as it is built: a thread elsewhere would not find CPython.
const engineFolder = resolve(import.meta.dirname, '../../../out/main')
const folder = resolve(import.meta.dirname, '../../../resources/lessons')
const numbers = readdirSync(folder).map((name) => Number.parseInt(name, 10))
let lessons: readonly Lesson[] = []

beforeAll(async () => {
  const read = await readLessons(folder)
  expect(read.problems).toEqual([])
  lessons = read.lessons
})
afterAll(() => pythonRunner(engineFolder).close())

/** Controls that change what a program does, beside those that it has at first. */
const settings: Readonly<Record<number, readonly Record<string, number | boolean>[]>> = {
  1: [{ jobs: 50 }],
  2: [{ limit: 7 }],
  3: [{ isFinishedFirst: false }],
  4: [{ isTask: true }],
  5: [{ isFailing: true }],
  6: [{ isSlowestFirst: false }],
  7: [{ isPausing: true }],
  8: [{ pieces: 7 }, { pieces: 300 }],
  9: [{ isPausing: true }],
  10: [{ limitMs: 1 }, { limitMs: 90 }, { limitMs: 500 }],
  11: [{ cpuMs: 3 }],
  12: [{ loops: 7 }],
  13: [{ isEager: true }],
  14: [{ isThread: true }],
  15: [{ waitMs: 20 }],
  16: [{ isGroup: true }],
  17: [{ isLocked: true }, { isLocked: true, isShared: false }],
  18: [{ limit: 10 }],
  19: [{ isThreadsafe: true }],
  20: [{ processes: 2 }, { processes: 4 }],
  21: [{ isJavaScript: true }],
  22: [{ threads: 1 }, { threads: 16 }, { isSocket: true }],
  23: [{ workers: 1 }, { workers: 2 }],
}

async function play(
  { number, original, program, clock }: Lesson,
  language: ProgramLanguage,
  controls: Record<string, number | boolean>,
): Promise<readonly string[]> {
  const source = language === 'python' ? original : program
  const { outcome, recording } = await runProgram(
    { name: `lesson ${number}`, language, source, clock, controls, timeLimitMs: 60_000 },
    engineFolder,
  )
  expect(outcome).toEqual({ kind: 'finished' })
  return recording === null ? [] : eventsOf(recording)
}

/**
 * The events as text: with times, names of tasks and printed lines, and without what has no name.
 */
function eventsOf(recording: Recording): readonly string[] {
  return Array.from({ length: eventCount(recording) }, (_, index) => {
    const event = eventAt(recording, index)
    return `${event.atMs.toFixed(3)} ${event.kind} ${aboutOf(recording, event)}`
  })
}

function aboutOf(recording: Recording, { kind, subject, object }: RecordedEvent): string {
  const text = (number: number): string => textAt(recording, number)
  if (kind === 'printed') return text(object)
  if (kind === 'shared') return `${text(subject)} = ${text(object)}`
  if (kind === 'iteration-begun') return String(subject)
  return [subject, object].map((thing) => thingText(recording, thing)).join(' ')
}

function thingText(recording: Recording, thing: number): string {
  if (thing < 0) return '-'
  const kind = thingKind(recording, thing)
  if (kind === 'task') return nameOf(recording, thing)
  const whenMs = recording.things.whenMs[thing] ?? NaN
  return Number.isNaN(whenMs) ? kind : `${kind} ${whenMs.toFixed(3)}`
}

test.each(numbers)('lesson %i does the same in both languages, event by event', async (number) => {
  const lesson = lessons.find((each) => each.number === number)
  if (lesson === undefined) throw new Error(`lesson ${number} could not be read`)
  for (const controls of [{}, ...(settings[number] ?? [])]) {
    const [python, typescript] = [
      await play(lesson, 'python', controls),
      await play(lesson, 'typescript', controls),
    ]
    expect(python, JSON.stringify(controls)).toEqual(typescript)
  }
})
