import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { threadsFor } from '../../engine/measure/processors/processors'
import { buildInfo } from '../../host/build-info'
import { randomUUID } from 'node:crypto'
import { costStep } from '../../report/survey/cost-caption'
import { memoryStep } from '../../report/survey/memory-caption'
import type { Emit } from '../../contract/channel/handlers'
import type { ActiveSurvey, SurveyHandle, SurveyRequest } from '../../contract/survey'
import { costSpecOf } from '../../engine/cost/cost-request'
import { memorySpecOf } from '../../engine/footprint/memory-request'
import type { Survey } from '../../engine/survey'
import { Activity, type Going } from './activity'
import type { Lab } from './lab'
import { nullIfNotStopped } from './run-error'
import { withFigures } from './with-figures'
import type { Surveys } from '../library/surveys'
import type { MeasuringLock } from './measuring-lock'

/**
 * The one survey that may go on at a time: starts it, tells how it goes, keeps what comes of it.
 */
export class SurveyControl {
  readonly #lab: Lab
  readonly #surveys: Surveys
  readonly #activity: Activity<ActiveSurvey>
  readonly #emit: Emit

  constructor(lab: Lab, surveys: Surveys, lock: MeasuringLock, emit: Emit) {
    this.#lab = lab
    this.#surveys = surveys
    this.#activity = new Activity(lock, 'survey')
    this.#emit = emit
  }

  /** The survey that is going on. */
  get active(): ActiveSurvey | null {
    return this.#activity.about
  }

  /**
   * Starts a survey and returns at once; its events follow.
   *
   * @throws LabFault `busy` while a run or another survey goes on
   */
  start(request: SurveyRequest): SurveyHandle {
    const surveyId = randomUUID()
    const about: ActiveSurvey = { surveyId, kind: request.kind, progress: null }
    void this.#activity.begin<Survey, { id: string }>(about, {
      begun: () => {
        this.#emit('survey', { kind: 'started', survey: about })
      },
      measure: async (going) => {
        const result = await nullIfNotStopped(this.#measure(going, request))
        return withFigures(result, going.signal.aborted)
      },
      keep: async (result) => ({ id: await this.#surveys.keep(result) }),
      finished: (result, saved) => {
        this.#emit('survey', { kind: 'finished', surveyId, result, saved })
      },
      failed: (error) => {
        this.#emit('survey', { kind: 'failed', surveyId, error })
      },
    })
    return { surveyId }
  }

  /**
   * Cancels the survey; what was measured is kept, and its last event follows.
   *
   * @throws LabFault `not-found` if that survey does not go on
   */
  cancel(surveyId: string): void {
    this.#activity.cancelOnly((active) => active.surveyId === surveyId)
  }

  /** Cancels whatever goes on and waits until it has ended and is kept. */
  stop(): Promise<void> {
    return this.#activity.stop()
  }

  #measure(going: Going<ActiveSurvey>, request: SurveyRequest): Promise<Survey> {
    const { signal } = going
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
      : this.#lab.cost(costSpecOf(request, threadsFor(readEnvironment(buildInfo))), {
          signal,
          onProgress: (progress) => {
            report(progress.done, progress.total, costStep(progress))
          },
        })
  }
}
