import { readdir, realpath } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { lessonSchema, solutionFiles, type Lesson } from '../../engine/lesson/lesson'
import { compileProgram } from '../../engine/program/compile/compile'
import { SourceError } from '../../engine/strip-types'
import { exists } from '../input/exists'
import { parseInput } from '../input/parse-input'
import { InputError, quote } from '../input/input-error'
import { errorCode, messageOf } from '../output/output-error'
import { LessonError, parseLessonText } from './parse-lesson'
import { readText } from '../input/read-text'

/** Each of a lesson's files; about a hundred pages. */
const MAX_FILE_BYTES = 192 * 1024

/** More lessons than that are not read: each is compiled. */
const MOST_LESSONS = 200

/** A lesson that was left out. */
export interface LessonProblem {
  readonly file: string
  /** From 1; null where the file cannot be read. */
  readonly line: number | null
  /** One line for a person, which names the file and the line. */
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
  const lessons = new Map<number, Lesson>()
  const problems: LessonProblem[] = []
  const names = await namesIn(folder)
  for (const name of names.slice(0, MOST_LESSONS)) {
    const [, number = '', title = ''] = /^(\d+)-(.+)$/.exec(name) ?? []
    const file = join(folder, name, 'lesson.md')
    try {
      if (title === '') throw new Error('the folder of a lesson is called NN-name, NN a number')
      const other = lessons.get(Number(number))
      if (other !== undefined) {
        throw new Error(`${other.title} has the number ${other.number} already`)
      }
      lessons.set(Number(number), await readLesson(folder, name, Number(number), title))
    } catch (error) {
      problems.push(problemOf(error, file))
    }
  }
  if (names.length === 0) {
    const message = `There are no lessons in ${folder}: each has a folder of its own, NN-name`
    throw new InputError('missing', message, { source: folder })
  }
  if (names.length > MOST_LESSONS) {
    const message = `${folder} has ${names.length.toLocaleString('en-US')} lessons, of which the first ${MOST_LESSONS} are read`
    problems.push({ file: folder, line: null, message })
  }
  return { lessons: [...lessons.values()].sort((a, b) => a.number - b.number), problems }
}

async function readLesson(
  root: string,
  folder: string,
  number: number,
  name: string,
): Promise<Lesson> {
  const read = (file: string): Promise<string> => readWithin(root, join(root, folder, file))
  // One after the other, so that of several faults it is always the same that is told.
  const head = parseLessonText(await read('lesson.md'))
  const program = await read('program.ts')
  compileProgram(program)
  const original = await read('original.py')
  const lesson = { number, name, ...head, program, original, ...(await readTask(head, read)) }
  return parseInput(lessonSchema, lesson, join(root, folder))
}

/** The solution of a lesson's task, where it has one. */
async function readTask(
  { task }: Pick<Lesson, 'task'>,
  read: (file: string) => Promise<string>,
): Promise<Pick<Lesson, 'solution'>> {
  if (task === undefined) return {}
  const [python, typescript] = [
    await read(solutionFiles.python),
    await read(solutionFiles.typescript),
  ]
  compileProgram(typescript)
  return { solution: { python, typescript } }
}

/**
 * The text of a lesson's file, unless a link leads to it from elsewhere: it would be handed out.
 */
async function readWithin(root: string, path: string): Promise<string> {
  const [own, real] = await Promise.all([realpath(root), realpath(path)]).catch(() => [root, path])
  if (real.startsWith(own.endsWith(sep) ? own : own + sep)) {
    return readText(path, { maxBytes: MAX_FILE_BYTES, expected: 'a file of a lesson' })
  }
  const message = `${path} is a link that leads out of ${root}: a lesson has its own files`
  throw new InputError('unreadable', message, { source: path })
}

function problemOf(error: unknown, lessonFile: string): LessonProblem {
  if (error instanceof SourceError) {
    const file = join(dirname(lessonFile), 'program.ts')
    const { line, message } = error
    return { file, line, message: `${file}${line === null ? '' : `:${line}`}: ${message}` }
  }
  const file = lessonFile
  if (error instanceof LessonError) {
    const { line, message } = error
    return { file, line, message: `${file}:${line}: ${message}` }
  }
  if (error instanceof InputError) {
    return { file: error.source, line: null, message: error.message }
  }
  return { file, line: null, message: `${file}: ${messageOf(error)}` }
}

/**
 * The folders of lessons, and others that hold one; a link to a folder is reported when it is read.
 */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true })
    const names: string[] = []
    for (const entry of found) {
      if (!entry.isDirectory() && !entry.isSymbolicLink()) continue
      const isLesson = /^\d+-./.test(entry.name)
      if (isLesson || (await exists(join(folder, entry.name, 'lesson.md')))) names.push(entry.name)
    }
    return names.sort()
  } catch (cause) {
    throw new InputError('unreadable', whyNoLessons(folder, cause), { source: folder }, { cause })
  }
}

function whyNoLessons(folder: string, cause: unknown): string {
  const code = errorCode(cause)
  if (code === 'ENOENT') return `There is no folder ${quote(folder)}`
  if (code === 'ENOTDIR') return `${quote(folder)} is no folder, expected one with lessons`
  const why = code === 'EACCES' ? 'permission denied' : messageOf(cause)
  return `Cannot read the lessons in ${folder}: ${why}`
}
