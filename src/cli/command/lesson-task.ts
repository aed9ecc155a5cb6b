import { programIn, type Lesson } from '../../engine/lesson/lesson'
import { lineLetters, orderPuzzle } from '../../engine/lesson/order'
import { emptyPrograms } from '../../engine/lesson/task'
import type { ProgramLanguage } from '../../engine/recorder/recording/recording'
import { InputError, quote } from '../../host/input/input-error'
import { tryOrder, tryTask } from '../../host/lesson/check-program'
import { readProgram } from '../../host/lesson/save-recording'
import { exitCodes, type ExitCode } from '../exit-code'
import type { Folders } from '../command-context'
import { checkFinished, numbered } from '../view/program-view'
import { printable, type Terminal } from '../terminal'

/** What is asked for beside the lesson itself. */
export interface TaskOptions {
  /** A file with a program for the task; true where the task is only to be shown. */
  readonly task?: string | true
  readonly hint?: boolean
  readonly solution?: boolean
  /** Letters in an order; true where the lines are only to be shown. */
  readonly order?: string | true
}

/** Whether something of a lesson's task is asked for, and not the lesson. */
export function isTaskAsked({ task, hint, solution, order }: TaskOptions): boolean {
  return task !== undefined || hint === true || solution === true || order !== undefined
}

/**
 * Shows a lesson's task, its hint or solution, or the lines to be put in order; or checks what was
 * made.
 *
 * @returns 1 where it does not pass
 * @throws InputError where the lesson has none, or what was given cannot be read
 */
export async function playTask(
  lesson: Lesson,
  options: TaskOptions,
  language: ProgramLanguage,
  folders: Folders,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.order !== undefined) {
    return playOrder(lesson, options.order, language, folders, terminal)
  }
  const { print, paint } = terminal
  const { task, solution, number } = lesson
  if (task === undefined || solution === undefined) throw missing(`lesson ${number} has no task`)
  if (typeof options.task === 'string') return check(lesson, options.task, folders, terminal)
  print(paint.bold(`Task of lesson ${number}: ${printable(lesson.title)}`))
  print(printable(task.text))
  for (const { says } of task.checks) print(`  · ${printable(says)}`)
  if (options.hint === true) print(`\n${paint.bold('Hint')}\n${printable(task.hint)}`)
  if (options.solution === true) {
    print(`\n${paint.bold('A solution')}\n${numbered(solution[language], paint)}`)
    return exitCodes.done
  }
  const isWritten = task.kind === 'write'
  const first = isWritten ? emptyPrograms[language] : programIn(lesson, language)
  print(`\n${paint.bold(isWritten ? 'To begin with' : 'Program')}\n${numbered(first, paint)}`)
  const file = language === 'python' ? 'my.py' : 'my.ts'
  const program = isWritten ? 'Write a program' : 'Write the changed program'
  print(`\n${program} into a file, and check it: corewise lesson ${number} --task ${file}`)
  return exitCodes.done
}

async function check(
  lesson: Lesson,
  file: string,
  folders: Folders,
  terminal: Terminal,
): Promise<ExitCode> {
  const { print, paint } = terminal
  const language = file.endsWith('.py') ? 'python' : 'typescript'
  const source = await readProgram(file)
  const { outcome, results, isPassed } = await tryTask(lesson, language, source, folders.engine)
  for (const { says, isMet, found } of results) {
    const mark = isMet ? paint.green('yes') : paint.yellow('no ')
    const seen = isMet
      ? ''
      : paint.dim(` (${found === null ? 'nothing was seen' : `it was ${found}`})`)
    print(`${mark}  ${printable(says)}${printable(seen)}`)
  }
  checkFinished(outcome, file)
  print(isPassed ? paint.green('The task is done.') : 'Not yet. --hint tells where to look.')
  return isPassed ? exitCodes.done : exitCodes.failed
}

async function playOrder(
  lesson: Lesson,
  given: string | true,
  language: ProgramLanguage,
  folders: Folders,
  terminal: Terminal,
): Promise<ExitCode> {
  const { print, paint } = terminal
  const { order, number } = lesson
  if (order === undefined) throw missing(`lesson ${number} has no lines to be put in order`)
  const puzzle = orderPuzzle(programIn(lesson, language), language, order)
  const { lines } = puzzle
  if (given === true) {
    print(`The lines of ${paint.bold(order[language])} are out of order.\n`)
    for (const [at, line] of lines.entries())
      print(`  ${paint.bold(lineLetters[at] ?? '?')}  ${printable(line)}`)
    const example = lineLetters.slice(0, lines.length)
    print(`\nGive their letters in the right order: corewise lesson ${number} --order ${example}`)
    return exitCodes.done
  }
  const places = parseLetters(given, lines.length)
  const { outcome, isRight } = await tryOrder(lesson, language, puzzle, places, folders.engine)
  checkFinished(outcome, 'the program in this order')
  print(
    isRight ? paint.green('That is an order that does it.') : 'It runs, and does something else.',
  )
  return isRight ? exitCodes.done : exitCodes.failed
}

/** Places from 0, by letters, each of which comes once. */
function parseLetters(given: string, count: number): number[] {
  const letters = lineLetters.slice(0, count)
  const said = Array.from(given.toLowerCase().replaceAll(/[\s,]/g, ''))
  if ([...said].sort().join('') === letters) return said.map((letter) => letters.indexOf(letter))
  const message = `--order: expected each of the letters ${letters} once, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--order', value: given })
}

function missing(what: string): InputError {
  return new InputError('missing', `${what}: corewise lesson lists the lessons`, { source: what })
}
