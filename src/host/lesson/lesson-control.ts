import type { ExportProgress } from '../../contract/export'
import type { Closing, HandoutRequest } from '../../contract/workshop/lesson'
import { LabFault } from '../../contract/channel/reply'
import type { ProgramReply, ProgramRequest } from '../../contract/workshop/program'
import type { LessonExperiment } from '../../engine/lesson/lesson'
import { packRecording } from '../../engine/recorder/recording/recording-file'
import { closeLesson, type Measure } from './close-lesson'
import type { ExportedFile } from '../export/export-result'
import { makeHandout } from '../handout/make-handout'
import type { RunControl } from '../run/run-control'
import { pythonRunner, runProgram } from './run-program'
import type { Shell } from '../shell'
import type { MeasuringLock } from '../run/measuring-lock'

/** What a lesson does on the lab: its program runs, one at a time, and its measurement. */
export class LessonControl {
  readonly #runs: Pick<RunControl, 'measure' | 'repeat'>
  readonly #lock: MeasuringLock
  readonly #engineFolder: string
  #running = new AbortController()
  /** Of the handout that is being made. */
  #printing: AbortController | null = null
  /** What goes on: programs and a handout. */
  readonly #goingOn = new Set<Promise<unknown>>()

  /** @param engineFolder the folder with the built threads */
  constructor(
    runs: Pick<RunControl, 'measure' | 'repeat'>,
    lock: MeasuringLock,
    engineFolder: string,
  ) {
    this.#runs = runs
    this.#lock = lock
    this.#engineFolder = engineFolder
  }

  /** Gets Python ready: it takes seconds, which the first program need not wait for then. */
  warm(): void {
    pythonRunner(this.#engineFolder).warm()
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
    const { outcome, recording } = await this.#follow(
      runProgram({ ...request, signal }, this.#engineFolder),
    )
    return { outcome, recording: recording === null ? null : await packRecording(recording) }
  }

  /**
   * Measures the comparison that closes a lesson.
   *
   * @throws LabFault `busy` while a run or a survey goes on, or saying why nothing was measured
   */
  async close(experiment: LessonExperiment): Promise<Closing> {
    this.#lock.assertFree()
    return { verdict: await closeLesson(experiment, this.#engineFolder, this.#measure()) }
  }

  /**
   * Prints lessons; one handout at a time.
   *
   * @param printPdf see `Shell`
   * @throws LabFault `busy` while another is made, or a run goes on that a measurement would need
   * @throws RunError where the thread of a program fails
   */
  async handout(
    {
      lessons,
      experiments,
      title,
      format,
      hasNotes,
      hasAnswers = true,
      isMeasured,
    }: HandoutRequest,
    report: (progress: ExportProgress) => void,
    printPdf: Shell['printPdf'] = null,
  ): Promise<ExportedFile[]> {
    if (this.#printing !== null) throw new LabFault('busy', 'Another handout is being made.')
    const printing = new AbortController()
    const { signal } = printing
    this.#printing = printing
    const measure = isMeasured ? this.#measure(signal) : null
    const parts = { experiments: experiments ?? [], title: title ?? null, hasNotes, hasAnswers }
    const options = { ...parts, format, signal, report, printPdf }
    try {
      return await this.#follow(makeHandout(lessons, options, this.#engineFolder, measure))
    } finally {
      this.#printing = null
    }
  }

  /** Ends the handout that is being made. */
  cancelHandout(): void {
    this.#printing?.abort(new LabFault('failed', 'The handout was cancelled.'))
  }
  /**
   * Ends the program that runs and the handout that is being made, and waits until they have ended.
   */
  async stop(): Promise<void> {
    this.#running.abort()
    this.cancelHandout()
    await Promise.allSettled(this.#goingOn)
  }

  #measure(signal?: AbortSignal): Measure {
    return {
      run: (spec) => this.#runs.measure(spec, signal),
      repeat: (experiment) => this.#runs.repeat(experiment, signal),
    }
  }

  async #follow<T>(work: Promise<T>): Promise<T> {
    this.#goingOn.add(work)
    try {
      return await work
    } finally {
      this.#goingOn.delete(work)
    }
  }
}
