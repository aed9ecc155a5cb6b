import { verdictLines } from '../view/result-view'
import type { CommandContext } from '../command-context'
import { changedTexts, fitsControl, takenBy } from '../../engine/lesson/control'
import { programFiles, programIn, type Lesson } from '../../engine/lesson/lesson'
import { printedLines } from '../../engine/lesson/observe'
import type { ControlValue } from '../../engine/program/world/stage'
import { closeLesson, measuringOn } from '../../host/lesson/close-lesson'
import { InputError, quote } from '../../host/input/input-error'
import { readLessons, type Lessons } from '../../host/lesson/lessons'
import { nullIfNotStopped } from '../../host/run/run-error'
import { runProgram } from '../../host/lesson/run-program'
import { programLanguages } from '../../engine/recorder/recording/recording'
import { parseChoice } from '../flag/choice-flag'
import { parseNumber } from '../flag/parse-amount'
import { cancelOnSignals } from '../cancellation'
import { addControl } from '../flag/control-flag'
import type { ExitCode } from '../exit-code'
import { missingLesson } from '../find-named'
import { isTaskAsked, playTask, type TaskOptions } from './lesson-task'
import { checkFinished, numbered, stepsView } from '../view/program-view'
import { ask, parseAnswer, predictionView, questionView } from '../view/question'
import { markdownLine, printable, type Terminal } from '../terminal'

interface LessonOptions extends TaskOptions {
  readonly answer?: string
  readonly language: string
  readonly set?: Readonly<Record<string, ControlValue>>
  readonly steps: string
  readonly measure: boolean
  readonly from?: string
}

/** Adds `lesson`: lists the lessons, or plays one in the terminal. */
export function addLesson(context: CommandContext): void {
  const { program, folders, terminal, end } = context
  program
    .command('lesson')
    .summary('play a lesson, or list them')
    .description(
      'Plays a lesson: explanation, program, question, the recorded run, what it shows, and what was measured. Without a number, lists the lessons.',
    )
    .argument('[number]', 'the number of a lesson')
    .option('--answer <n>', 'your prediction, by its number; asked for where there is a terminal')
    .option('--language <name>', `in what its program is: ${programLanguages.join(', ')}`, 'python')
    .option('--set <name=value>', "set one of the program's controls; can be repeated", addControl)
    .option('--steps <n>', 'how many events of the run are shown', '30')
    .option('--no-measure', 'leave out the measured comparison')
    .option('--task [file]', 'show what there is to do, or check a program that does it')
    .option('--hint', 'show the task with its hint')
    .option('--solution', 'show the task with a solution')
    .option('--order [letters]', 'show lines to be put in order, or check an order of them')
    .option('--from <folder>', 'a folder with lessons of your own')
    .addHelpText(
      'after',
      `
Examples:
  corewise lesson
  corewise lesson 7 --answer 1
  corewise lesson 7 --set isPausing=true --steps 100
  corewise lesson 7 --language typescript
  corewise lesson 7 --task
  corewise lesson 7 --task my.py
  corewise lesson 11 --no-measure`,
    )
    .action(async (number: string | undefined, options: LessonOptions) => {
      const read = await readLessons(options.from ?? folders.lessons)
      for (const { message } of read.problems) terminal.tell(printable(message))
      if (number === undefined) {
        list(read, terminal)
        return
      }
      const lesson = findLesson(number, read)
      const language = parseChoice('--language', options.language, programLanguages)
      const code = isTaskAsked(options)
        ? await playTask(lesson, options, language, folders, terminal)
        : await play(lesson, options, context)
      if (code !== null) end(code)
    })
}

function list({ lessons }: Lessons, { print, paint }: Terminal): void {
  for (const { number, title, minutes } of lessons) {
    const name = paint.bold(String(number).padStart(2))
    print(`${name}  ${printable(title)} ${paint.dim(`(${minutes} min)`)}`)
  }
}

function findLesson(given: string, { lessons }: Lessons): Lesson {
  const found = lessons.find(({ number }) => String(number) === given)
  if (found !== undefined) return found
  throw missingLesson(given, lessons)
}

async function play(
  lesson: Lesson,
  options: LessonOptions,
  { lab, folders, terminal }: CommandContext,
): Promise<ExitCode | null> {
  const { print, paint } = terminal
  const { number, title, minutes, question } = lesson
  const language = parseChoice('--language', options.language, programLanguages)
  const source = programIn(lesson, language)
  const given = parseAnswer(options.answer, question)
  const steps = parseSteps(options.steps)
  const controls = checkControls(lesson, options.set ?? {})
  const heading = (text: string): void => {
    print(`\n${paint.bold(text)}`)
  }
  const tellMarkdown = (text: string): void => {
    if (text !== '') for (const line of text.split('\n')) print(markdownLine(line, paint))
  }
  print(paint.bold(`Lesson ${number}: ${printable(title)} (${minutes} min)`))
  print('')
  tellMarkdown(lesson.explanation)
  heading('Program')
  print(numbered(source, paint))
  heading('Question')
  print(questionView(question))
  for (const line of changedTexts(lesson.controls, controls)) print(paint.dim(printable(line)))
  const cancellation = cancelOnSignals(terminal)
  const { signal } = cancellation
  // A signal may come at any time.
  const isCancelled = (): boolean => signal.aborted
  try {
    const answer = given ?? (await ask(question, signal))
    if (isCancelled()) return cancellation.exitCode
    const { outcome, recording } = await runProgram(
      { name: `lesson ${number}`, language, source, clock: lesson.clock, controls, signal },
      folders.engine,
    )
    if (recording !== null) {
      heading('Steps')
      print(stepsView(recording, steps, paint))
      heading('Output')
      for (const line of printedLines(recording)) print(printable(line))
    }
    if (isCancelled()) return cancellation.exitCode
    checkFinished(outcome, programFiles[language])
    if (recording !== null) {
      heading('Prediction')
      print(predictionView(recording, question, answer, terminal))
      if (lesson.conclusion !== '') print('')
      tellMarkdown(lesson.conclusion)
    }
    for (const experiment of options.measure ? lesson.experiment : []) {
      heading(`Measured here: ${printable(experiment.title)}`)
      const verdict = await nullIfNotStopped(
        closeLesson(experiment, folders.engine, measuringOn(lab, signal)),
      ).catch((error: unknown) => {
        // A machine may have no Python to be measured; the lesson is the same without it.
        if (!(error instanceof InputError)) throw error
        print(`Not measured: ${printable(error.message)}`)
        return null
      })
      for (const line of verdict === null ? [] : verdictLines(verdict, paint)) print(line)
      if (isCancelled()) break
    }
    return cancellation.exitCode
  } finally {
    cancellation.release()
  }
}

function parseSteps(given: string): number {
  const steps = parseNumber(given)
  if (steps !== null && Number.isInteger(steps) && steps >= 0) return steps
  const message = `--steps: expected a whole number of at least 0, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--steps', value: given })
}

function checkControls(
  { controls }: Lesson,
  given: Readonly<Record<string, ControlValue>>,
): Readonly<Record<string, ControlValue>> {
  for (const [name, value] of Object.entries(given)) {
    const control = controls.find((candidate) => candidate.name === name)
    if (control === undefined) {
      const names = controls.map((candidate) => candidate.name).join(', ')
      throw refused(`there is no control ${quote(name)}; there is ${names}`, name)
    }
    if (control.kind === 'switch') {
      if (typeof value === 'boolean') continue
      throw refused(`${name}: expected true or false, got ${quote(value)}`, value)
    }
    if (fitsControl(control, value)) continue
    throw refused(`${name}: expected ${takenBy(control)}, got ${quote(value)}`, value)
  }
  return given
}

function refused(problem: string, value: ControlValue): InputError {
  return new InputError('invalid-field', `--set: ${problem}`, { source: '--set', value })
}
