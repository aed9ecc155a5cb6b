import type { Verdict } from '../../report/verdict/verdict'
import { LabFault } from '../../contract/channel/reply'
import { stoppedText } from '../../contract/workshop/program'
import { programIn, type Lesson, type LessonExperiment } from '../../engine/lesson/lesson'
import { printedLines, rightChoice } from '../../engine/lesson/observe'
import type { ProgramRun } from '../../engine/program/program-message'
import { eventCount } from '../../engine/recorder/recording/recording'
import { messageOf } from '../output/output-error'
import { measureClosing, type Measure, type MeasuredClosing } from '../lesson/close-lesson'
import { runProgram } from '../lesson/run-program'

/** In what the programs of a handout are run, and its exercises. */
export const HANDOUT_LANGUAGE = 'python'

/** A measured comparison that closes a lesson; null where it was not measured. */
export interface Closing {
  readonly title: string
  readonly measured: MeasuredClosing | null
}

/** An experiment that is an item of a workshop by itself. */
export interface HandoutExperiment {
  readonly number: number
  readonly minutes: number
  /** For the instructor, as Markdown. */
  readonly notes: string
  readonly experiment: LessonExperiment
}

/** The same, and what was measured for it. */
export interface PlayedExperiment extends HandoutExperiment {
  readonly closings: readonly [Closing]
}

/** What has a number and a part of its own in a handout. */
export type HandoutItem = PlayedLesson | PlayedExperiment

/** The number of an item. */
export function numberOf(item: HandoutItem): number {
  return 'lesson' in item ? item.lesson.number : item.number
}

/** What is in a handout beside its items. */
export interface HandoutParts {
  /** Of the workshop; null for lessons that are none. */
  readonly title: string | null
  readonly hasNotes: boolean
  /** Whether what answers is in it: runs, measurements, hints, solutions and answers. */
  readonly hasAnswers: boolean
}

/** How long an item is meant to take, minutes. */
export function minutesOf(item: HandoutItem): number {
  return 'lesson' in item ? item.lesson.minutes : item.minutes
}

/** What an item is called. */
export function nameOf(item: HandoutItem): string {
  return 'lesson' in item ? item.lesson.title : item.experiment.title
}

/** What an item is called, with its number. */
export function headingOf(item: HandoutItem): string {
  return `${numberOf(item)}. ${nameOf(item)}`
}

/** Measures an experiment, or with null only names it. @throws as `playLesson` */
export async function playExperiment(
  given: HandoutExperiment,
  engineFolder: string,
  measure: Measure | null,
  begin: (step: string) => void,
  signal: AbortSignal | undefined,
): Promise<PlayedExperiment> {
  const { experiment } = given
  begin(experiment.title)
  const measured =
    measure === null
      ? null
      : await measureClosing(experiment, engineFolder, measure).catch(whyNotMeasured)
  signal?.throwIfAborted()
  return { ...given, closings: [{ title: experiment.title, measured }] }
}

/** A lesson whose program was run, and what was measured for it. */
export interface PlayedLesson {
  readonly lesson: Lesson
  readonly run: ProgramRun
  readonly closings: readonly Closing[]
}

/**
 * Runs the program of a lesson, its controls as they are at first, and measures what closes it.
 *
 * @param engineFolder the folder with the built threads
 * @param measure null to measure nothing
 * @param begin is told of each of the `stepsOf` a lesson as it begins
 * @throws RunError where a thread fails; the signal's reason once it is aborted; LabFault `busy`
 */
export async function playLesson(
  lesson: Lesson,
  engineFolder: string,
  measure: Measure | null,
  begin: (step: string) => void,
  signal: AbortSignal | undefined,
): Promise<PlayedLesson> {
  const { number, title, clock, experiment } = lesson
  begin(title)
  const controls = Object.fromEntries(lesson.controls.map(({ name, initial }) => [name, initial]))
  const run = await runProgram(
    {
      name: `lesson ${number}`,
      language: HANDOUT_LANGUAGE,
      source: programIn(lesson, HANDOUT_LANGUAGE),
      clock,
      controls,
      ...(signal !== undefined && { signal }),
    },
    engineFolder,
  )
  signal?.throwIfAborted()
  const closings: Closing[] = []
  for (const each of experiment) {
    if (measure !== null) begin(each.title)
    const measured =
      measure === null
        ? null
        : await measureClosing(each, engineFolder, measure).catch(whyNotMeasured)
    // Cancelled, it ends with what it has, or says that it has nothing: neither is asked for.
    signal?.throwIfAborted()
    closings.push({ title: each.title, measured })
  }
  return { lesson, run, closings }
}

/** A lesson for a handout without answers: nothing of it is run. */
export function unplayedLesson(lesson: Lesson): PlayedLesson {
  return { lesson, run: { outcome: { kind: 'finished' }, recording: null }, closings: [] }
}

/**
 * What could not be measured leaves the rest of a handout as it is; one that is in the way ends it.
 */
function whyNotMeasured(error: unknown): MeasuredClosing {
  if (error instanceof LabFault && error.error.code === 'busy') throw error
  const verdict: Verdict = {
    kind: 'no-claim',
    headline: 'It could not be measured.',
    figures: [messageOf(error)],
    advice: '',
    reasons: [],
  }
  return { verdict, result: null }
}

/** How many steps playing a lesson has. */
export function stepsOf({ experiment }: Lesson, isMeasuring: boolean): number {
  return isMeasuring ? 1 + experiment.length : 1
}

/** What the recorded run says to a lesson's question, with the number of the choice, from 1. */
export function answerOf({ lesson: { question }, run: { recording } }: PlayedLesson): string {
  if (recording === null || eventCount(recording) === 0) {
    return 'There is no recorded run that could tell.'
  }
  const right = rightChoice(recording, question)
  const choice = right === null ? undefined : question.choices[right]
  if (right === null || choice === undefined) {
    return 'None of the choices came true in the recorded run.'
  }
  return `${right + 1}. ${choice.text}`
}

/** With what the program was recorded, in one line. */
export function settingOf({ lesson: { controls, clock } }: PlayedLesson): string {
  const set = controls.map(({ label, initial }) => `${label}: ${String(initial)}`)
  return [...set, `time is ${clock}`].join(' · ')
}

/** What went wrong in the run; null for nothing. */
export function failureOf({ run: { outcome } }: PlayedLesson): string | null {
  if (outcome.kind === 'finished') return null
  if (outcome.kind === 'stopped') return stoppedText(outcome)
  const line = outcome.line === null ? '' : ` in line ${outcome.line}`
  return `The program failed${line}: ${outcome.message}`
}

/** More lines than this would be a book. */
const MOST_LINES = 60

/** Of a line, as are about 20 on paper. */
const MOST_CHARACTERS = 2_000

/** What the program printed, shortened where it is very long. */
export function outputOf({ run: { recording } }: PlayedLesson): readonly string[] {
  const lines = recording === null ? [] : printedLines(recording).map(shortened)
  const left = lines.length - MOST_LINES
  if (left <= 0) return lines
  return [...lines.slice(0, MOST_LINES), `… and ${left.toLocaleString('en')} more`]
}

function shortened(line: string): string {
  const left = line.length - MOST_CHARACTERS
  return left <= 0
    ? line
    : `${line.slice(0, MOST_CHARACTERS)}… and ${left.toLocaleString('en')} characters more`
}
