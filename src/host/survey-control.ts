import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { costStep } from '../charts/cost-caption'
import { memoryStep } from '../charts/memory-caption'
import type { Emit } from '../contract/handlers'
import { LabFault } from '../contract/lab-error'
import type { Reply } from '../contract/reply'
import type { ActiveSurvey, SurveyHandle, SurveyRequest } from '../contract/survey'
import { costSpecOf } from '../engine/cost/cost-request'
import { memorySpecOf } from '../engine/footprint/memory-request'
import { hasFigures, type Survey } from '../engine/survey'
import { explain } from './explain'
import type { Lab } from './lab'
import { nullIfNotStopped } from './run-error'
import type { Surveys } from './surveys'
import type { Turn } from './turn'

interface Going {
  about: ActiveSurvey
  readonly controller: AbortController
}

/** The one survey that may go on at a time: starts it, tells how it goes, keeps what comes of it. */
export class SurveyControl {
  readonly #lab: Lab
  readonly #surveys: Surveys
  readonly #turn: Turn
  readonly #emit: Emit
  #going: Going | null = null
  /** Fulfilled when nothing goes on. */
  #ended: Promise<unknown> = Promise.resolve()

  constructor(lab: Lab, surveys: Surveys, turn: Turn, emit: Emit) {
    this.#lab = lab
    this.#surveys = surveys
    this.#turn = turn
    this.#emit = emit
  }

  /** The survey that is going on. */
  get active(): ActiveSurvey | null {
    return this.#going?.about ?? null
  }

  /**
   * Starts a survey and returns at once; its events follow.
   *
   * @throws LabFault `busy` while a run or another survey goes on
   */
  start(request: SurveyRequest): SurveyHandle {
    this.#turn.take('survey')
    const surveyId = randomUUID()
    const about: ActiveSurvey = { surveyId, kind: request.kind, progress: null }
    const going: Going = { about, controller: new AbortController() }
    this.#going = going
    this.#emit('survey', { kind: 'started', survey: about })
    this.#ended = this.#follow(going, request)
    return { surveyId }
  }

  /**
   * Cancels the survey; what was measured is kept, and its last event follows.
   *
   * @throws LabFault `not-found` if that survey does not go on
   */
  cancel(surveyId: string): void {
    if (this.#going?.about.surveyId !== surveyId) {
      throw new LabFault('not-found', 'That survey is not going on any more.')
    }
    this.#going.controller.abort()
  }

  /** Cancels whatever goes on and waits until it has ended and is kept. */
  async stop(): Promise<void> {
    this.#going?.controller.abort()
    await this.#ended
  }

  async #follow(going: Going, request: SurveyRequest): Promise<void> {
    const { surveyId } = going.about
    try {
      const record = await nullIfNotStopped(this.#measure(going, request))
      if (record === null || !hasFigures(record)) {
        throw new LabFault('failed', 'Cancelled before anything was measured.')
      }
      const saved = await this.#keep(record)
      this.#end()
      this.#emit('survey', { kind: 'finished', surveyId, record, saved })
    } catch (cause) {
      this.#end()
      this.#emit('survey', { kind: 'failed', surveyId, error: explain(cause) })
    }
  }

  #measure(going: Going, request: SurveyRequest): Promise<Survey> {
    const { signal } = going.controller
    const report = (done: number, total: number, step: string): void => {
      going.about = { ...going.about, progress: { done, total, step } }
      this.#emit('survey', { kind: 'progressed', survey: going.about })
    }
    return request.kind === 'memory'
      ? this.#lab.memory(memorySpecOf(request), {
          signal,
          onProgress: (progress) => {
            report(progress.done, progress.total, memoryStep(progress))
          },
        })
      : this.#lab.cost(costSpecOf(request, availableParallelism()), {
          signal,
          onProgress: (progress) => {
            report(progress.done, progress.total, costStep(progress))
          },
        })
  }

  #end(): void {
    this.#going = null
    this.#turn.giveBack()
  }

  /** A full disk must not lose what was measured: it goes to the interface all the same. */
  async #keep(record: Survey): Promise<Reply<{ id: string }>> {
    try {
      return { ok: true, value: { id: await this.#surveys.keep(record) } }
    } catch (error) {
      return { ok: false, error: explain(error) }
    }
  }
}
