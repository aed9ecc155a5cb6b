import type { Closing } from '../contract/lesson'
import { LabFault } from '../contract/lab-error'
import type { ProgramReply, ProgramRequest } from '../contract/program'
import { verdict } from '../engine/experiment/verdict'
import { comparePair, describeCount } from '../engine/lesson/closing'
import type { LessonExperiment } from '../engine/lesson/lesson'
import { packRecording } from '../engine/recorder/recording-file'
import { countTogether } from '../engine/sharing/count-together'
import type { RunControl } from './run-control'
import { runProgram } from './run-program'

/** What a lesson does on the lab: its program runs, one at a time, and its measurement. */
export class LessonControl {
  readonly #runs: RunControl
  readonly #engineFolder: string
  #running = new AbortController()

  /** @param engineFolder the folder with the built threads */
  constructor(runs: RunControl, engineFolder: string) {
    this.#runs = runs
    this.#engineFolder = engineFolder
  }

  /**
   * Runs a program and records it; the one before it is stopped.
   *
   * @throws RunError where its thread fails
   */
  async run(request: ProgramRequest): Promise<ProgramReply> {
    this.stop()
    const { signal } = this.#running
    const { outcome, recording } = await runProgram({ ...request, signal }, this.#engineFolder)
    return { outcome, recording: recording === null ? null : await packRecording(recording) }
  }

  stop(): void {
    this.#running.abort()
    this.#running = new AbortController()
  }

  /**
   * Measures the comparison that closes a lesson.
   *
   * @throws LabFault `busy` while a run goes on, or saying why nothing was measured
   */
  async close(experiment: LessonExperiment): Promise<Closing> {
    const { title } = experiment
    if ('sharedCounter' in experiment) {
      if (this.#runs.active !== null) throw new LabFault('busy', 'A run is going on.')
      const counted = await countTogether(experiment.sharedCounter, this.#engineFolder)
      return {
        title,
        verdict: describeCount(counted),
        result: null,
        counted: [...counted.counted],
      }
    }
    const result = await this.#runs.measure(experiment.spec)
    if (result.kind === 'corewise-sweep') throw new LabFault('failed', 'expected one run')
    const { compare } = experiment
    const words = compare === undefined ? verdict(result) : comparePair(result, compare)
    return { title, verdict: words, result, counted: null }
  }
}
