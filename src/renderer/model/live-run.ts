import type {
  ActiveRun,
  Progress,
  Sample,
  Sampled,
  SweepPoint,
  ThreadState,
  BlockPlace,
  Cores,
  Milliseconds,
  PerSecond,
} from '../../contract/run'
import type { ContenderName, Spec } from '../../contract/spec'
import { figuresOf, type Figures } from '../../contract/library'

/** How far a contender is in the run that goes on. */
export type Stage =
  | 'to-come'
  | 'starting'
  | 'warm-up'
  | 'measuring'
  | 'between'
  | 'measured'
  | 'partial'
  | 'failed'
  | 'not-run'

/** What one thread was found doing at each look, oldest first. */
export interface Lane {
  readonly name: string
  readonly states: ThreadState[]
  coresUsed: number | null
}

/** What is known of one contender while the run goes on. */
export interface LiveContender {
  readonly name: ContenderName
  stage: Stage
  /** Measured ones only; warm-up is not drawn. */
  samples: Sample[]
  latest: Sample | null
  completed: number
  failed: number
  /** Sums over the measured samples, whose ratio is the headline. */
  jobs: number
  seconds: number
  cpuSeconds: number
  isCpuKnown: boolean
  /** Where its samples of the block under way begin, as if its blocks followed one another. */
  beforeMs: number
  /** Of its blocks, from 0 to 1. */
  share: number
  lanes: Lane[]
  /** How often its threads were looked at. */
  looks: number
  /** Once it has ended. */
  figures: Figures | null
  error: string | null
}

/** A run that goes on, as its progress has told so far. */
export interface LiveRun {
  readonly runId: string
  readonly spec: Spec
  point: SweepPoint | null
  /** Whether each contender is run by itself; then there is only the one that is measured. */
  readonly isAlone: boolean
  /** Cores that other programs use, where the run waits for them; null where it does not. */
  otherCores: number | null
  elapsedMs: number
  totalMs: number
  active: ContenderName | null
  block: BlockPlace | null
  contenders: LiveContender[]
}

/** Twice as many samples as a chart has points; past it, pairs are merged. */
const MOST_SAMPLES = 600
/** Half a minute of looks: as many as a lane has room to show. */
const MOST_LOOKS = 300

/** A run of which nothing is known yet but its spec, and where it is if it was joined. */
export function startLiveRun({ runId, spec, point, search, latest }: ActiveRun): LiveRun {
  const isAlone = search?.kind === 'highest-rate'
  const contenders = isAlone ? [] : spec.contenders.map(untouched)
  const run: LiveRun = {
    runId,
    spec,
    point,
    isAlone,
    otherCores: null,
    elapsedMs: 0,
    totalMs: spec.durationMs * contenders.length,
    active: null,
    block: null,
    contenders,
  }
  if (latest !== null) advance(run, latest, point)
  return run
}

function untouched(name: ContenderName): LiveContender {
  return {
    name,
    stage: 'to-come',
    samples: [],
    latest: null,
    completed: 0,
    failed: 0,
    jobs: 0,
    seconds: 0,
    cpuSeconds: 0,
    isCpuKnown: true,
    beforeMs: 0,
    share: 0,
    lanes: [],
    looks: 0,
    figures: null,
    error: null,
  }
}

/**
 * A copy that is told apart from the one before, so that what is drawn of it is drawn again. The
 * samples and states in it are shared, not copied.
 */
export function snapshot(run: LiveRun): LiveRun {
  const contenders = run.contenders.map((contender) => ({
    ...contender,
    lanes: contender.lanes.map((lane) => ({ ...lane })),
  }))
  return { ...run, contenders }
}

/** Adds one piece of progress to the run, in place: it comes ten times a second. */
export function advance(run: LiveRun, progress: Progress, point: SweepPoint | null): void {
  if (point !== null && point.index !== run.point?.index) {
    run.contenders = run.isAlone ? [] : run.spec.contenders.map(untouched)
  }
  run.point = point
  run.otherCores = progress.kind === 'waiting' ? progress.otherCores : null
  switch (progress.kind) {
    case 'waiting':
      return
    case 'prepared':
      run.totalMs = progress.totalMs
      return
    case 'block-started':
      if (run.isAlone && run.contenders.length === 0)
        run.contenders = [untouched(progress.contender)]
      run.active = progress.contender
      run.block = progress.block
      withContender(run, progress.contender, (contender) => {
        contender.stage = 'starting'
        contender.beforeMs = contender.samples.at(-1)?.atMs ?? 0
      })
      return
    case 'block-finished':
      withContender(run, progress.contender, (contender) => {
        contender.stage = 'between'
        if (progress.block.isSelfCheck) return
        contender.share = (progress.block.index + 1) / progress.block.count
      })
      return
    case 'sampled':
      run.active = progress.contender
      run.block = progress.block
      run.elapsedMs = progress.elapsedMs
      run.totalMs = progress.totalMs
      withContender(run, progress.contender, (contender) => {
        addSample(contender, progress, run.spec)
      })
      return
    case 'contender-finished':
      withContender(run, progress.result.name, (contender) => {
        const { result } = progress
        contender.stage = result.status
        contender.figures = figuresOf(result)
        contender.error = result.status === 'failed' ? result.error : null
        if (result.status === 'measured') contender.share = 1
      })
  }
}

function withContender(
  run: LiveRun,
  name: ContenderName,
  change: (contender: LiveContender) => void,
): void {
  const contender = run.contenders.find((candidate) => candidate.name === name)
  if (contender) change(contender)
}

function addSample(contender: LiveContender, progress: Sampled, spec: Spec): void {
  const { phase, sample, completed, failed, threads } = progress
  const { index, count, isSelfCheck } = progress.block
  contender.stage = phase
  contender.latest = sample
  if (!isSelfCheck) {
    const inBlock = phase === 'warm-up' ? 0 : Math.min(1, (sample.atMs * count) / spec.durationMs)
    contender.share = (index + inBlock) / count
    contender.completed = completed
    contender.failed = failed
  }
  contender.looks += 1
  for (const [index, { name, state, coresUsed }] of threads.entries()) {
    const lane = (contender.lanes[index] ??= { name, states: [], coresUsed: null })
    lane.states.push(state)
    lane.coresUsed = coresUsed
    if (lane.states.length > MOST_LOOKS) lane.states.shift()
  }
  // The second set of the one that is held against itself is in none of its figures.
  if (phase === 'warm-up' || isSelfCheck) return
  const atMs = (contender.beforeMs + sample.atMs) as Milliseconds
  const seconds = (atMs - (contender.samples.at(-1)?.atMs ?? 0)) / 1_000
  contender.jobs += sample.jobsPerSecond * seconds
  contender.seconds += seconds
  contender.cpuSeconds += (sample.coresUsed ?? 0) * seconds
  contender.isCpuKnown &&= sample.coresUsed !== null
  contender.samples.push({ ...sample, atMs })
  if (contender.samples.length > MOST_SAMPLES) contender.samples = halve(contender.samples)
}

/** Every second sample, its rates averaged with those of the one before over their time. */
function halve(samples: readonly Sample[]): Sample[] {
  const merged: Sample[] = []
  for (let index = 1; index < samples.length; index += 2) {
    const [start, first, second] = [samples[index - 2], samples[index - 1], samples[index]]
    if (first === undefined || second === undefined) continue
    const firstMs = first.atMs - (start?.atMs ?? 0)
    const secondMs = second.atMs - first.atMs
    const mean = (a: number, b: number): number =>
      (a * firstMs + b * secondMs) / (firstMs + secondMs)
    merged.push({
      ...second,
      jobsPerSecond: mean(first.jobsPerSecond, second.jobsPerSecond) as PerSecond,
      coresUsed: (first.coresUsed === null || second.coresUsed === null
        ? null
        : mean(first.coresUsed, second.coresUsed)) as Cores | null,
    })
  }
  return samples.length % 2 === 0 ? merged : [...merged, ...samples.slice(-1)]
}
