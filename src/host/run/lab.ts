import { resolve } from 'node:path'
import type { Experiment, ExperimentPoint } from '../../engine/gallery/experiment'
import { repeatExperiment } from '../../engine/gallery/repeat-experiment'
import { findCrossover } from '../../engine/search/find-crossover'
import { findHighestRate } from '../../engine/search/find-highest-rate'
import type { CostSpec } from '../../engine/cost/cost-request'
import type { CostResult } from '../../engine/cost/cost-result'
import type { Progress } from '../../engine/result/progress'
import type { Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import type { NotePoints } from '../../engine/search/run-point'
import { runSweep } from '../../engine/search/run-sweep'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Spec } from '../../engine/spec/spec'
import { sweepPoints, type SweepParameter, type SweepPoint } from '../../engine/search/sweep'
import type { Milliseconds } from '../../engine/measure/statistics/quantity'
import type { MemoryProgress, MemorySpec } from '../../engine/footprint/footprint-message'
import type { MemoryResult } from '../../engine/footprint/memory-result'
import { runMemory } from '../../engine/footprint/run-memory'
import type { TakenProfiles } from '../../engine/profile/profile-message'
import { readEnvironment } from '../../engine/measure/machine/read-environment'
import type { JobFile, Tried } from '../../engine/own-job/trial'
import type { StartProcess } from '../../engine/process/own-process'
import { startNodeProcess } from '../../engine/process/start-node-process'
import { buildInfo } from '../build-info'
import { AgreedJobs } from '../own-job/agreed-jobs'
import { tryJob } from '../own-job/try-job'
import { coordinate, type RunOptions } from './engine/coordinate'
import { environmentOf } from './environment-of'
import { withPython } from './pythons'
import { whileServed, withService } from './engine/loopback-service'
import { measureCost, type MeasureCostOptions } from './engine/measure-cost'
import { nullIfNotStopped } from './run-error'
import { takeProfile, type TakeProfileOptions } from './engine/take-profile'

/** What only the shell knows. */
export interface LabOptions {
  /** The folder with the built threads, such as coordinator-thread.cjs. */
  readonly engineFolder: string
  /** What a `files` workload reads where its spec names no folder. */
  readonly filesFolder: string
  /** Starts the lab's own processes; by default as children of Node. */
  readonly startProcess?: StartProcess
  /** How long a cancelled run may take to end by itself before it is ended. */
  readonly cancelGraceMs?: number
}

/** Which point of a sweep is being run. */
export interface SweepStep {
  readonly index: number
  readonly count: number
  readonly value: number
}

/** What a caller of a sweep may want to know and to say. */
export interface SweepOptions {
  readonly onProgress?: ((progress: Progress, step: SweepStep) => void) | undefined
  /** Is given what there is after each point; the next one waits for it. */
  readonly onPoint?: NotePoints | undefined
  /** Ends the sweep within a second; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/** What a caller of a measurement of memory may want to know and to say. */
export interface MeasureMemoryOptions {
  readonly onProgress?: ((progress: MemoryProgress) => void) | undefined
  /** Ends it at once; what was measured until then is kept. */
  readonly signal?: AbortSignal | undefined
}

/** Runs experiments for a shell, in processes of their own. */
export class Lab {
  readonly #options: LabOptions
  readonly #startProcess: StartProcess
  readonly #agreedJobs = new AgreedJobs()

  constructor(options: LabOptions) {
    this.#options = options
    this.#startProcess = options.startProcess ?? startNodeProcess
  }

  /**
   * Tries a person's own job, which they agreed to, before anything is measured.
   *
   * @param python which Python tries one in Python; null takes the usual one
   * @throws InputError naming file and line, where it cannot be used
   * @throws RunError `not-stopped` where it was cancelled
   */
  tryJob(file: JobFile, signal?: AbortSignal, python: string | null = null): Promise<Tried> {
    const { engineFolder } = this.#options
    return tryJob(file, { engineFolder, startProcess: this.#startProcess, signal, python })
  }

  /** Which jobs of their own a person agreed to run. */
  get agreedJobs(): AgreedJobs {
    return this.#agreedJobs
  }

  /**
   * Runs one spec. Cancelling it is no error: the result is marked partial then.
   *
   * @throws InputError where the folder of a `files` workload cannot be read, or there are not the
   *   cores that the spec takes
   * @throws RunError where there is no result, `not-stopped` where it was cancelled before it began
   *   and did not stop by itself
   */
  async run(spec: Spec, options: RunOptions = {}): Promise<Result> {
    const { engineFolder, filesFolder, cancelGraceMs } = this.#options
    const resolved = withFolder(spec, filesFolder)
    const environment = await withPython(environmentOf(spec), spec, engineFolder)
    await this.#agreedJobs.assert(resolved)
    const parts = { engineFolder, startProcess: this.#startProcess }
    return withService(resolved, parts, async (service) => {
      const order = {
        spec: resolved,
        engineFolder,
        httpPort: service?.port ?? null,
        httpPid: service?.pid ?? null,
        hostPid: process.pid,
        environment,
      }
      if (service === null) {
        return coordinate(order, this.#startProcess, options, cancelGraceMs)
      }
      return whileServed(service, options, (served) =>
        coordinate(order, this.#startProcess, served, cancelGraceMs),
      )
    })
  }

  /**
   * Runs the contenders of a run's main pair once more on the same jobs, unmeasured, and samples
   * what each of their threads executes.
   *
   * @throws InputError where the folder of a `files` workload cannot be read, or its person never
   *   agreed to the job
   * @throws RunError where there is none, `not-stopped` where it was cancelled before there was any
   */
  async profile(
    { spec, plan }: Pick<Result, 'spec' | 'plan'>,
    options: TakeProfileOptions = {},
  ): Promise<TakenProfiles> {
    const { engineFolder, filesFolder } = this.#options
    const resolved = withFolder(spec, filesFolder)
    await this.#agreedJobs.assert(resolved)
    const contenders = mainPairOf(spec).filter((name) => spec.contenders.includes(name))
    const parts = { engineFolder, startProcess: this.#startProcess }
    return withService(resolved, parts, (service) =>
      takeProfile(
        {
          spec: resolved,
          contenders: contenders.length === 0 ? spec.contenders : contenders,
          roundsPerMs: plan.roundsPerMs,
          engineFolder,
          httpPort: service?.port ?? null,
          environment: environmentOf(spec),
        },
        this.#startProcess,
        options,
      ),
    )
  }

  /**
   * Runs a spec at several values of one of its parameters, one after the other.
   *
   * @throws RangeError naming a value that the spec cannot take, before anything is run
   * @throws InputError, RunError as `run` does
   */
  async sweep(
    spec: Spec,
    over: SweepParameter,
    values: readonly number[],
    options: SweepOptions = {},
  ): Promise<Sweep> {
    const points = sweepPoints(spec, over, values)
    const { length: count } = points
    for (const point of points) environmentOf(point.spec)
    return runSweep(
      spec,
      over,
      values,
      (point, index) => this.#runPoint(point, { index, count }, options),
      options.signal,
      options.onPoint,
    )
  }

  /**
   * Repeats a published experiment: runs its points, one after the other.
   *
   * @param points those of the experiment, measured as long as is wanted
   * @throws InputError, RunError as `run` does
   */
  async repeat(
    experiment: Pick<Experiment, 'name' | 'over'>,
    points: readonly ExperimentPoint[],
    options: SweepOptions = {},
  ): Promise<Sweep> {
    const { length: count } = points
    for (const { spec } of points) environmentOf(spec)
    return repeatExperiment(
      experiment,
      points,
      (point, index) => this.#runPoint(point, { index, count }, options),
      options.signal,
      options.onPoint,
    )
  }

  /**
   * Finds the share of computing at which the pool overtakes the loop; as many runs as it takes.
   *
   * @throws RangeError where the spec has no such share, lacks one of the two or has an open load
   * @throws InputError, RunError as `run` does
   */
  async findCrossover(spec: Spec, options: SweepOptions = {}): Promise<Sweep> {
    return findCrossover(spec, this.#probe(options), options.signal, options.onPoint)
  }

  /**
   * Finds each contender's highest arrival rate that keeps p99 within `limitMs`, from `startRate`,
   * or from where it sees fit itself (null).
   *
   * @throws RangeError where every job alone takes longer than the limit
   * @throws InputError, RunError as `run` does
   */
  async findHighestRate(
    spec: Spec,
    limitMs: Milliseconds,
    startRate: number | null,
    options: SweepOptions = {},
  ): Promise<Sweep> {
    const { signal, onPoint } = options
    return findHighestRate(spec, limitMs, startRate, this.#probe(options), signal, onPoint)
  }

  /** How many runs a search takes is known once it is over: each counts as the last. */
  #probe(options: SweepOptions) {
    return (point: SweepPoint, index: number): Promise<Result | null> =>
      this.#runPoint(point, { index, count: index + 1 }, options)
  }

  /** Runs one point of a sweep; null where it was cancelled before there was a result. */
  #runPoint(
    { spec, value }: SweepPoint,
    step: Omit<SweepStep, 'value'>,
    { onProgress, signal }: SweepOptions,
  ): Promise<Result | null> {
    return nullIfNotStopped(
      this.run(spec, {
        onProgress: (progress) => onProgress?.(progress, { ...step, value }),
        signal,
      }),
    )
  }

  /**
   * Measures what switching and measuring cost on this machine. Cancelling it is no error: the
   * result is marked partial then.
   *
   * @throws RunError where there is no result, as `run` does
   */
  cost(spec: CostSpec, options: MeasureCostOptions = {}): Promise<CostResult> {
    const { engineFolder, cancelGraceMs } = this.#options
    const order = { spec, engineFolder, environment: readEnvironment(buildInfo) }
    return measureCost(order, this.#startProcess, options, cancelGraceMs)
  }

  /** Measures what waiting costs in memory on this machine, in processes of its own. */
  memory(
    spec: MemorySpec,
    { onProgress, signal = new AbortController().signal }: MeasureMemoryOptions = {},
  ): Promise<MemoryResult> {
    const { engineFolder } = this.#options
    return runMemory(
      { spec, engineFolder, environment: readEnvironment(buildInfo) },
      {
        report: (progress) => onProgress?.(progress),
        signal,
        startProcess: this.#startProcess,
      },
    )
  }
}

/**
 * A `files` spec with its folder's whole path. The folder is looked at in the engine: a disk that
 * does not answer must not stop this process.
 *
 * @param fallback the folder where the spec names none
 */
function withFolder(spec: Spec, fallback: string): Spec {
  if (!('path' in spec.workload)) return spec
  return { ...spec, workload: { ...spec.workload, path: resolve(spec.workload.path ?? fallback) } }
}
