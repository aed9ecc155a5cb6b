import type { Closing, HandoutRequest } from '../contract/lesson'
import type { ProgramReply, ProgramRequest } from '../contract/program'
import type { LessonExperiment } from '../engine/lesson/lesson'
import { packRecording } from '../engine/recorder/recording-file'
import { closeLesson } from './close-lesson'
import type { ExportedFile } from './export/export-result'
import { makeHandout } from './handout/make-handout'
import type { RunControl } from './run-control'
import type { ExportProgress } from '../contract/export'
import { runProgram } from './run-program'
import type { Turn } from './turn'

/** What a lesson does on the lab: its program runs, one at a time, and its measurement. */
export class LessonControl {
  readonly #runs: RunControl
  readonly #turn: Turn
  readonly #engineFolder: string
  #running = new AbortController()

  /** @param engineFolder the folder with the built threads */
  constructor(runs: RunControl, turn: Turn, engineFolder: string) {
    this.#runs = runs
    this.#turn = turn
    this.#engineFolder = engineFolder
  }

  /**
   * Runs a program and records it; the one before it is stopped.
   *
   * @throws RunError where its thread fails
   */
  async run(request: ProgramRequest): Promise<ProgramReply> {
    this.#running.abort()
    this.#running = new AbortController()
    const { signal } = this.#running
    const { outcome, recording } = await runProgram({ ...request, signal }, this.#engineFolder)
    return { outcome, recording: recording === null ? null : await packRecording(recording) }
  }

  /**
   * Measures the comparison that closes a lesson.
   *
   * @throws LabFault `busy` while a run or a survey goes on, or saying why nothing was measured
   */
  async close(experiment: LessonExperiment): Promise<Closing> {
    this.#turn.assertFree()
    const verdict = await closeLesson(experiment, this.#engineFolder, (spec) =>
      this.#runs.measure(spec),
    )
    return { verdict }
  }

  /**
   * Prints lessons without measuring anything.
   *
   * @throws RunError where the thread of a program fails
   */
  handout(
    { lessons, format, hasNotes }: HandoutRequest,
    report: (progress: ExportProgress) => void,
  ): Promise<ExportedFile[]> {
    return makeHandout(lessons, { format, hasNotes, report }, this.#engineFolder, null)
  }
}
