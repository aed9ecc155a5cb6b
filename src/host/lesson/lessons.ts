import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Lesson } from '../../engine/lesson/lesson'
import { compileProgram, ProgramError } from '../../engine/program/compile'
import { exists } from '../input/exists'
import { InputError } from '../input/input-error'
import { messageOf } from '../output/output-error'
import { LessonError, parseLessonText } from './parse-lesson'

/** A lesson that was left out. */
export interface LessonProblem {
  readonly file: string
  /** From 1; null where the file cannot be read. */
  readonly line: number | null
  /** One line for a person, which begins with the file and the line. */
  readonly message: string
}

/** The lessons of a folder in their order, and what is wrong with the others. */
export interface Lessons {
  readonly lessons: readonly Lesson[]
  readonly problems: readonly LessonProblem[]
}

/**
 * Reads all lessons of a folder. Each has a folder of its own, `NN-name`, with `lesson.md`,
 * `program.ts` and `original.py`. A broken one is reported and does no harm to the rest.
 *
 * @throws InputError where the folder cannot be read or has no lessons
 */
export async function readLessons(folder: string): Promise<Lessons> {
  const lessons: Lesson[] = []
  const problems: LessonProblem[] = []
  for (const name of await foldersIn(folder)) {
    const [, number = '', title = ''] = /^(\d+)-(.+)$/.exec(name) ?? []
    const file = join(folder, name, 'lesson.md')
    try {
      if (title === '') {
        if (!(await exists(file))) continue
        throw new Error('the folder of a lesson is called NN-name, NN being its number')
      }
      const other = lessons.find((lesson) => lesson.number === Number(number))
      if (other !== undefined) {
        throw new Error(`${other.title} has the number ${other.number} already`)
      }
      lessons.push(await readLesson(join(folder, name), Number(number), title))
    } catch (error) {
      problems.push(problemOf(error, file))
    }
  }
  if (lessons.length === 0 && problems.length === 0) {
    const message = `There are no lessons in ${folder}: each has a folder of its own, NN-name`
    throw new InputError('missing', message, { source: folder })
  }
  lessons.sort((a, b) => a.number - b.number)
  return { lessons, problems }
}

async function readLesson(folder: string, number: number, name: string): Promise<Lesson> {
  const [text, program, original] = await Promise.all(
    ['lesson.md', 'program.ts', 'original.py'].map((file) => readFile(join(folder, file), 'utf8')),
  )
  const head = parseLessonText(text ?? '')
  compileProgram(program ?? '')
  return {
    number,
    name,
    ...head,
    program: program ?? '',
    original: original ?? '',
  }
}

function problemOf(error: unknown, lessonFile: string): LessonProblem {
  if (error instanceof ProgramError) {
    const file = join(dirname(lessonFile), 'program.ts')
    const { line, message } = error
    return { file, line, message: `${file}${line === null ? '' : `:${line}`}: ${message}` }
  }
  const file = lessonFile
  if (error instanceof LessonError) {
    const { line, message } = error
    return { file, line, message: `${file}:${line}: ${message}` }
  }
  return { file, line: null, message: `${file}: ${messageOf(error)}` }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true })
    return found
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch (cause) {
    const message = `Cannot read the lessons in ${folder}: ${messageOf(cause)}`
    throw new InputError('unreadable', message, { source: folder }, { cause })
  }
}
