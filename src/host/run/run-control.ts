import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Emit } from '../../contract/channel/handlers'
import { LabFault, type Reply } from '../../contract/channel/reply'
import type { LibraryEntry, RunOrSweep } from '../../contract/library'
import type { ActiveRun, RunHandle, SweepRequest } from '../../contract/run'
import { searchProblem, type SearchRequest } from '../../contract/search'
import { hasOutcome } from '../../engine/result/has-outcome'
import type { Progress } from '../../engine/result/progress'
import type { Result } from '../../engine/result/result'
import type { Sweep } from '../../engine/result/sweep'
import { milliseconds } from '../../engine/measure/statistics/quantity'
import type { Spec } from '../../engine/spec/spec'
import { pointsFor } from '../../engine/gallery/repeat-experiment'
import type { Experiment } from '../../engine/gallery'
import { sweepPoints } from '../../engine/search/sweep'
import { Activity } from './activity'
import { environmentOf } from './environment-of'
import type { Lab, SweepStep } from './lab'
import { GrowingResult } from '../library/growing-result'
import type { Library } from '../library/library'
import { verdictOf } from '../library/library-entry'
import { messageOf } from '../output/output-error'
import type { MeasuringLock } from './measuring-lock'

/** Measures something until it ends or is cancelled, and reports how it goes. */
type Measure<R extends RunOrSweep> = (
  report: (progress: Progress, point?: ActiveRun['point']) => void,
  signal: AbortSignal,
  onPoint: (soFar: RunOrSweep) => Promise<void>,
) => Promise<R>

/** The one run that may go on at a time: starts it, tells how it goes, keeps what comes of it. */
export class RunControl {
  readonly #lab: Lab
  readonly #library: Library
  readonly #activity: Activity<ActiveRun>
  readonly #emit: Emit

  constructor(lab: Lab, library: Library, lock: MeasuringLock, emit: Emit) {
    this.#lab = lab
    this.#library = library
    this.#activity = new Activity(lock, 'run')
    this.#emit = emit
  }

  /** The run that is going on. */
  get active(): ActiveRun | null {
    return this.#activity.about
  }

  /**
   * Starts a run and returns at once; its events follow.
   *
   * @throws LabFault `busy` while another or a survey goes on
   */
  start(spec: Spec): RunHandle {
    const runId = randomUUID()
    void this.#run(runId, spec)
    return { runId }
  }

  /**
   * Runs something to its end; its events are those of any run.
   *
   * @param signal cancels this run, and no other that goes on then
   * @throws LabFault `busy` while another or a survey goes on, or saying why nothing was measured
   */
  measure(spec: Spec, signal?: AbortSignal): Promise<Result> {
    return this.#toItsEnd((runId) => this.#run(runId, spec), signal)
  }

  /**
   * Repeats an experiment of the gallery to its end; its events are those of any.
   *
   * @param signal cancels this one, and nothing else that goes on then
   * @throws LabFault as `measure` does
   * @throws InputError where this machine has not the cores that it takes
   */
  repeat(experiment: Experiment, signal?: AbortSignal): Promise<Sweep> {
    return this.#toItsEnd((runId) => this.#repeat(runId, experiment), signal)
  }

  async #toItsEnd<R extends RunOrSweep>(
    begin: (runId: string) => Promise<Reply<R>>,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    const runId = randomUUID()
    const cancel = (): void => {
      this.#activity.cancel((active) => active.runId === runId)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const reply = await begin(runId)
      if (reply.ok) return reply.value
      throw new LabFault(reply.error.code, reply.error.message, reply.error.fields)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  /**
   * Starts a sweep and returns at once; its events follow.
   *
   * @throws LabFault `busy` while another or a survey goes on, `invalid-input` for a value that the
   *   spec cannot take
   */
  startSweep({ spec, over, values }: SweepRequest): RunHandle {
    assertValues(spec, over, values)
    const point = { over, index: 0, count: values.length, value: values[0] ?? 0 }
    const runId = randomUUID()
    void this.#begin({ runId, spec, point, search: null }, (report, signal, onPoint) =>
      this.#lab.sweep(spec, over, values, {
        onProgress: (progress, step) => {
          report(progress, { over, ...step })
        },
        onPoint,
        signal,
      }),
    )
    return { runId }
  }

  /**
   * Starts a search and returns at once; its events follow, with the number of runs unknown.
   *
   * @throws LabFault `busy` while another or a survey goes on, `invalid-input` for a spec that
   *   cannot be searched with
   */
  startSearch({ spec, search }: SearchRequest): RunHandle {
    const problem = searchProblem(spec, search)
    if (problem !== null) throw new LabFault('invalid-input', problem)
    const over = search.kind === 'crossover' ? 'cpu-share' : 'arrival-rate'
    const runId = randomUUID()
    void this.#begin({ runId, spec, point: null, search }, (report, signal, onPoint) => {
      const onProgress = (progress: Progress, { index, value }: SweepStep): void => {
        report(progress, { over, index, count: null, value })
      }
      return search.kind === 'crossover'
        ? this.#lab.findCrossover(spec, { onProgress, onPoint, signal })
        : this.#lab.findHighestRate(spec, milliseconds(search.limitMs), null, {
            onProgress,
            onPoint,
            signal,
          })
    })
    return { runId }
  }

  /**
   * Starts an experiment of the gallery and returns at once; its events follow.
   *
   * @throws LabFault `busy` while another or a survey goes on
   * @throws InputError where this machine has not the cores that it takes
   */
  startExperiment(experiment: Experiment): RunHandle {
    const runId = randomUUID()
    void this.#repeat(runId, experiment)
    return { runId }
  }

  #repeat(runId: string, experiment: Experiment): Promise<Reply<Sweep>> {
    const { over } = experiment
    const points = pointsFor(experiment)
    const [first] = points
    if (first === undefined) throw new LabFault('invalid-input', `${experiment.name} has no points`)
    for (const { spec } of points) environmentOf(spec)
    const point = { over, index: 0, count: points.length, value: first.value }
    return this.#begin(
      { runId, spec: first.spec, point, search: null },
      (report, signal, onPoint) =>
        this.#lab.repeat(experiment, points, {
          onProgress: (progress, step) => {
            report(progress, { over, ...step })
          },
          onPoint,
          signal,
        }),
    )
  }

  /**
   * Cancels the run; what was measured is kept, and its last event follows.
   *
   * @throws LabFault `not-found` if that run does not go on
   */
  cancel(runId: string): void {
    this.#activity.cancelOnly((active) => active.runId === runId)
  }

  /** Cancels whatever goes on and waits until it has ended and is kept. */
  stop(): Promise<void> {
    return this.#activity.stop()
  }

  #run(runId: string, spec: Spec): Promise<Reply<Result>> {
    return this.#begin({ runId, spec, point: null, search: null }, (report, signal) =>
      this.#lab.run(spec, { onProgress: report, signal }),
    )
  }

  /** Throws at once where it cannot begin; what it gives is never rejected. */
  #begin<R extends RunOrSweep>(
    begun: Omit<ActiveRun, 'latest'>,
    measure: Measure<R>,
  ): Promise<Reply<R>> {
    const { runId } = begun
    const about = { ...begun, latest: null }
    const growing = new GrowingResult(this.#library.place)
    return this.#activity.begin<R, LibraryEntry>(about, {
      begun: () => {
        this.#emit('run', { kind: 'started', ...about })
      },
      measure: async (going) => {
        const result = await measure(
          (progress, point = null) => {
            const latest = isOver(progress) ? going.about.latest : progress
            going.about = { ...going.about, point, latest }
            this.#emit('run', { kind: 'progressed', runId, point, progress })
          },
          going.signal,
          (soFar) => growing.update(soFar),
        )
        return hasOutcome(result) ? result : null
      },
      keep: async (result) => {
        const { entry } = await this.#library.read(basename(await growing.finish(result)))
        this.#emit('library', null)
        return entry
      },
      finished: (result, saved) => {
        this.#emit('run', { kind: 'finished', runId, verdict: verdictOf(result), result, saved })
      },
      failed: (error) => {
        this.#emit('run', { kind: 'failed', runId, error })
      },
    })
  }
}

/** Whether it tells of an end, not of where a run is. */
const isOver = ({ kind }: Progress): boolean =>
  kind === 'block-finished' || kind === 'contender-finished'

function assertValues(spec: Spec, over: SweepRequest['over'], values: readonly number[]): void {
  try {
    for (const point of sweepPoints(spec, over, values)) environmentOf(point.spec)
  } catch (error) {
    const message = messageOf(error)
    throw new LabFault('invalid-input', message, [{ path: 'values', message }])
  }
}
