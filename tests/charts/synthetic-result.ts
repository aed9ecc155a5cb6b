import { nodeContenders } from '../node-contenders'
import { contenderNames, runtimeOf } from '../../src/engine/contender'
import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import { predict } from '../../src/engine/analysis/ceiling'
import { checkSelf, infer } from '../../src/engine/analysis/infer'
import { sweepSchema } from '../../src/engine/result/sweep'
import { blockSchema } from '../../src/engine/result/figures'
import { contenderResultSchema, resultSchema } from '../../src/engine/result/result'
import type { Sweep } from '../../src/engine/result/sweep'
import type { Block } from '../../src/engine/result/figures'
import type { ContenderResult, Result } from '../../src/engine/result/result'
import { specSchema } from '../../src/engine/spec/spec'
import type { ContenderName, Spec } from '../../src/engine/spec/spec'
import { selfCheckedOf, slotsOf } from '../../src/engine/run/slots'

/** Figures that nobody measured, chosen by a test. */
export interface Made {
  readonly jobsPerSecond: number
  readonly coresUsed: number
  readonly latencyMs: number
  /** How much longer the slowest of 10,000 jobs takes, as a factor. */
  readonly tail?: number
  readonly status?: ContenderResult['status']
  readonly error?: string
  readonly failed?: number
  /** Jobs that began while measuring; as many as ended unless it has to be others. */
  readonly started?: number
  readonly seconds?: number
  /** How much the rate moves from one sample to the next, as a share. */
  readonly ripple?: number
  readonly jobsPerCoreSecond?: number | null
  readonly cpuSource?: 'proc-schedstat' | 'process-wide'
  /** How much the rate differs from block to block, as a share. */
  readonly noise?: number
  /** Blocks measured to their end; 8 unless it has to be fewer. */
  readonly blocks?: number
  /** Jobs that came in and that were turned away, for open load. */
  readonly arrived?: number
  readonly rejected?: number
  /** Median parts of the latency; the whole of it unless it has to be others. */
  readonly queueingMs?: number
  /**
   * Seconds for which its threads waited for a core, and that other programs, or other machines,
   * had.
   */
  readonly waited?: number
  readonly others?: number
  readonly stolen?: number
  /** How many threads it has. */
  readonly threads?: number
  readonly serviceMs?: number
}

export const syntheticSpec = (changes: Record<string, unknown> = {}): Spec =>
  specSchema.parse({
    name: 'synthetic, not measured',
    workload: { kind: 'wait', waitMs: 20 },
    concurrency: 400,
    workers: 8,
    durationMs: 5_000,
    warmupMs: 2_000,
    contenders: [...nodeContenders],
    seed: 1,
    ...changes,
  })

const seen = {
  sequential: { jobsPerSecond: 49.6, coresUsed: 0.0031, latencyMs: 8_050, tail: 1.02 },
  'event-loop': { jobsPerSecond: 19_583, coresUsed: 0.412, latencyMs: 20.3, tail: 1.6 },
  async: { jobsPerSecond: 19_420, coresUsed: 0.47, latencyMs: 20.5, tail: 1.7 },
  'thread-pool': { jobsPerSecond: 396.2, coresUsed: 0.086, latencyMs: 1_009, tail: 1.05 },
  'loop-per-core': { jobsPerSecond: 19_790, coresUsed: 0.55, latencyMs: 20.1, tail: 1.3 },
} satisfies Partial<Record<ContenderName, Made>>

/** What each contender of a preset does. */
export const typical = seen as Partial<Record<ContenderName, Made>> as Record<ContenderName, Made>

/**
 * `make`, computed once for equal arguments. What it returns is frozen, so that one test cannot
 * change it for the next; `structuredClone` gives one to change.
 */
const once = <Args extends readonly unknown[], Value>(
  make: (...args: Args) => Value,
): ((...args: Args) => Value) => {
  const kept = new Map<string, Value>()
  return (...args) => {
    const key = JSON.stringify(args, (_, value: unknown) =>
      value === undefined ? 'undefined' : value,
    )
    const made = kept.get(key) ?? frozen(make(...args))
    kept.set(key, made)
    return made
  }
}

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach(frozen)
  return Object.freeze(value)
}

/** A synthetic latency: a body near its median, a tail that grows with the nines. */
const syntheticLatency = once((jobs: number, latencyMs: number, tail: number | undefined) => {
  const histogram = build({
    bitBucketSize: 64,
    numberOfSignificantValueDigits: 3,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3_600_000_000_000,
  })
  const steps = Math.min(jobs, 20_000)
  for (let step = 0; step < steps; step += 1) {
    const nines = 1 / (1 - (step + 0.5) / steps)
    const factor =
      0.97 + 0.03 * Math.min(2, nines) + ((tail ?? 1.5) - 1) * (Math.log10(nines) / 4) ** 2
    histogram.recordValueWithCount(
      Math.round(latencyMs * factor * 1e6),
      Math.floor(jobs / steps) + (step < jobs % steps ? 1 : 0),
    )
  }
  const percentiles = [50, 90, 99, 99.9]
    .filter((percentile) => jobs >= 10 / (1 - percentile / 100) - 1e-6)
    .map((percentile) => ({
      percentile,
      valueMs: histogram.getValueAtPercentile(percentile) / 1e6,
    }))
  return {
    count: jobs,
    meanMs: jobs === 0 ? 0 : histogram.mean / 1e6,
    maxMs: jobs === 0 ? 0 : histogram.maxValue / 1e6,
    percentiles,
    histogram: encodeIntoCompressedBase64(histogram),
  }
})

/** Blocks around the given rate; their noise is a fixed pattern, another one for each name. */
export const syntheticBlocks = once((name: string, made: Made): Block[] => {
  const { jobsPerSecond, coresUsed, noise = 0.01, blocks = 8, seconds = 5 } = made
  return Array.from({ length: blocks }, (_, round) => {
    const rate = jobsPerSecond * (1 + noise * Math.sin(round * 2.4 + name.length * 1.7))
    const measuredSeconds = seconds / 8
    const completed = Math.round(rate * measuredSeconds)
    return blockSchema.parse({
      round,
      warmUpMs: 2_000,
      discardedJobs: 100,
      isSteady: true,
      measuredSeconds,
      completed,
      cpuSeconds: coresUsed * measuredSeconds,
      latency: syntheticLatency(completed, made.latencyMs, made.tail),
    })
  })
})

/** One of a contender's threads, with an equal part of its CPU time. */
const threadOf = (index: number, { coresUsed, seconds = 5, threads = 1 }: Made): unknown => ({
  name: `worker ${index + 1}`,
  completed: 0,
  cpuSeconds: (coresUsed * seconds) / threads,
  utilisation: null,
  voluntarySwitches: null,
  involuntarySwitches: null,
  gcMs: null,
})

/** Single jobs: one at each percentile, and the slowest, all of which waited behind job 812. */
const syntheticJobs = ({ percentiles, maxMs }: ReturnType<typeof syntheticLatency>): unknown => {
  const jobs = [...percentiles.map(({ valueMs }) => valueMs), maxMs].map((endedMs, index) => {
    const behind = {
      holds: 1 + index,
      heldMs: 0.55 * endedMs,
      longest: { job: 812, ms: 0.5 * endedMs, isBlocked: false },
      isWhole: true,
    }
    return {
      job: 1_000 + index,
      round: index % 8,
      thread: 'loop',
      atMs: 10 * index,
      submittedMs: 0,
      startedMs: 0.01 * endedMs,
      finishedMs: endedMs,
      endedMs,
      behind: null,
      waits: [
        { beganMs: 0.02 * endedMs, readyMs: 0.4 * endedMs, resumedMs: 0.98 * endedMs, behind },
      ],
      moreWaits: 0,
      waitedMs: 0.96 * endedMs,
      around: { overMs: 100, gcMs: 0.5, runQueueMs: null },
    }
  })
  return maxMs === 0 ? null : { slowest: [...jobs].reverse(), sample: jobs }
}

const syntheticContender = once((name: ContenderName, made: Made): ContenderResult =>
  contenderResultSchema.parse(contenderOf(name, made)),
)

const contenderOf = (name: ContenderName, made: Made): unknown => {
  const { status = 'measured', error = 'synthetic failure', seconds = 5, ripple = 0.03 } = made
  if (status === 'not-run') return { status, name }
  const { jobsPerSecond, coresUsed, cpuSource = 'proc-schedstat', failed = 0 } = made
  const completed = Math.round(jobsPerSecond * seconds)
  const partOf = (latencyMs = made.latencyMs) => syntheticLatency(completed, latencyMs, made.tail)
  const latency = partOf()
  const samples = Array.from({ length: Math.round(seconds * 10) }, (_, index) => ({
    atMs: (index + 1) * 100,
    jobsPerSecond: jobsPerSecond * (1 + ripple * Math.sin(index * 2.1 + name.length)),
    coresUsed,
    inFlight: 400,
    p50Ms: null,
    p99Ms: null,
  }))
  const perCore = coresUsed === 0 ? null : jobsPerSecond / coresUsed
  const figures = {
    measuredSeconds: seconds,
    completed,
    failed,
    started: made.started ?? completed + failed,
    errors: failed === 0 ? [] : [{ message: 'synthetic error of a job', count: failed }],
    jobsPerSecond,
    latency,
    service: partOf(made.serviceMs),
    cpuSource,
    cpuSeconds: coresUsed * seconds,
    coresUsed,
    runQueueSeconds: made.waited ?? 0,
    otherSeconds: made.others ?? null,
    stolenSeconds: made.stolen ?? null,
    jobsPerCoreSecond: made.jobsPerCoreSecond === undefined ? perCore : made.jobsPerCoreSecond,
    arrivals:
      made.arrived === undefined
        ? null
        : {
            arrived: made.arrived,
            rejected: made.rejected ?? 0,
            queueing: partOf(made.queueingMs),
            uncorrected: latency,
          },
    timerLateness: null,
    gcMs: 1.5,
    peakMemoryBytes: 90_000_000,
    memoryPerJobBytes: 1_200,
    voluntarySwitches: 4_000,
    involuntarySwitches: 12,
    threads: Array.from({ length: made.threads ?? 0 }, (_, index) => threadOf(index, made)),
    samples,
    blocks: syntheticBlocks(name, made),
    jobs: runtimeOf(name) === 'node' ? syntheticJobs(latency) : null,
  }
  return status === 'failed' ? { status, name, error, figures } : { status, name, figures }
}

/** The figures of each contender of a result. */
type MadeRun = Partial<Record<ContenderName, Made>>

const contendersOf = (made: MadeRun): ContenderResult[] =>
  contenderNames.flatMap((name) => {
    const figures = made[name]
    return figures === undefined ? [] : [syntheticContender(name, figures)]
  })

const inferenceOf = once((made: MadeRun, seed: number) => infer(contendersOf(made), { seed }))

const selfCheckOf = once((name: ContenderName, made: Made, seed: number) =>
  checkSelf(
    { name, blocks: syntheticBlocks(name, made) },
    { name, blocks: syntheticBlocks('again', made) },
    { seed },
  ),
)

/** A result that passes the schema and says in its names that nobody measured it. */
export const syntheticResult = (
  made: MadeRun = typical,
  spec: Spec = syntheticSpec(),
  changes: Record<string, unknown> = {},
): Result => {
  const checkedName = made['event-loop'] === undefined ? selfCheckedOf(spec) : 'event-loop'
  const checked = made[checkedName]
  return resultSchema.parse({
    kind: 'corewise-result',
    schemaVersion: 2,
    id: 'synthetic',
    startedAt: '2026-11-22T21:40:00.000Z',
    status: 'complete',
    spec,
    plan: { length: 16_384, sha256: '0'.repeat(64), roundsPerMs: 1_000 },
    environment: {
      cpuModel: 'Synthetic CPU (test data)',
      cores: 8,
      memoryBytes: 16e9,
      loadAverage1m: 0.1,
      governor: null,
      platform: 'linux',
      osRelease: '6.1.0',
      versions: { node: '20.20.2', v8: '11.3', uv: '1.46' },
      commit: null,
      corewise: '0.1.0',
    },
    order: slotsOf(spec),
    contenders: contendersOf(made),
    machine: { otherCores: 0.02, serviceCores: null, coreMhz: null },
    // Figures that a test makes up need not be possible.
    predicted: predict(spec, { cores: 8, processors: null }).filter(
      ({ name, jobsPerSecond }) => jobsPerSecond >= (made[name]?.jobsPerSecond ?? 0),
    ),
    selfCheck: checked === undefined ? null : selfCheckOf(checkedName, checked, spec.seed),
    inference: inferenceOf(made, spec.seed),
    ...changes,
  })
}

/** A sweep of synthetic results, one for each value. */
export const syntheticSweep = (
  over: Sweep['over'],
  values: readonly number[],
  resultAt: (value: number) => Result,
): Sweep =>
  sweepSchema.parse({
    kind: 'corewise-sweep',
    schemaVersion: 2,
    id: 'synthetic-sweep',
    startedAt: '2026-11-22T21:40:00.000Z',
    status: 'complete',
    over,
    finding: null,
    points: values.map((value) => ({ value, result: resultAt(value) })),
  })
