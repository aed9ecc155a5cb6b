import { programIn, type Lesson } from '../../engine/lesson/lesson'
import { assembled, didTheSame, type OrderPuzzle } from '../../engine/lesson/order'
import { checkTask, type CheckResult } from '../../engine/lesson/task'
import type { ProgramOutcome } from '../../engine/program/program-message'
import type { ProgramLanguage, Recording } from '../../engine/recorder/recording/recording'
import { runProgram, type ProgramRequest } from './run-program'

/** What came of a program that was written for a task. */
export interface TriedTask {
  readonly outcome: ProgramOutcome
  /** Null where nothing was recorded. */
  readonly recording: Recording | null
  /** In the order of the checks; empty where nothing was recorded. */
  readonly results: readonly CheckResult[]
  readonly isPassed: boolean
}

/**
 * Runs a program and holds what it did against a lesson's task; a lesson without one passes
 * nothing.
 *
 * @throws RunError where the thread of the program fails
 */
export async function tryTask(
  { number, clock, task }: Lesson,
  language: ProgramLanguage,
  source: string,
  engineFolder: string,
  limits: Pick<ProgramRequest, 'signal' | 'timeLimitMs'> = {},
): Promise<TriedTask> {
  const { outcome, recording } = await runProgram(
    {
      name: `task of lesson ${number}`,
      language,
      source,
      clock,
      controls: task?.controls ?? {},
      ...limits,
    },
    engineFolder,
  )
  const results = recording === null || task === undefined ? [] : checkTask(recording, task)
  const isPassed =
    outcome.kind === 'finished' && results.length > 0 && results.every(({ isMet }) => isMet)
  return { outcome, recording, results, isPassed }
}

/**
 * Whether a program whose lines are in that order does what the lesson's own does.
 *
 * @throws RunError where the thread of a program fails
 */
export async function tryOrder(
  lesson: Lesson,
  language: ProgramLanguage,
  puzzle: OrderPuzzle,
  order: readonly number[],
  engineFolder: string,
): Promise<{ readonly outcome: ProgramOutcome; readonly isRight: boolean }> {
  const { number, clock } = lesson
  const play = (source: string) =>
    runProgram({ name: `lesson ${number}`, language, source, clock }, engineFolder)
  const own = await play(programIn(lesson, language))
  const { outcome, recording } = await play(assembled(puzzle, order))
  const isRight =
    outcome.kind === 'finished' &&
    recording !== null &&
    own.recording !== null &&
    didTheSame(recording, own.recording)
  return { outcome, isRight }
}
