import type { Sample } from '../../contract/run'
import { duration, figure, plusMinus } from '../../report/format'
import { missingLatency, missingRate } from '../../report/note/missing-figure'
import type { LiveContender, Stage } from './live-run'
import type { ContenderName, Spec } from '../../contract/spec'
import type { ContenderResult, Figures, Result, Inference } from '../../contract/library'

type Intervals = Readonly<Record<'jobsPerCoreSecond' | 'jobsPerSecond' | 'coresUsed', string>>

/** What a tile shows of one contender; null where there is nothing that could be said. */
export interface Readout {
  readonly name: ContenderName
  readonly stage: Stage
  /** Of its part of the run, from 0 to 1. */
  readonly share: number
  readonly jobsPerCoreSecond: number | null
  readonly jobsPerSecond: number | null
  readonly latency: string | null
  readonly coresUsed: number | null
  /** "±0.7%": half of the 95 % intervals; empty where the blocks allow none. */
  readonly intervals: Intervals
  readonly inFlight: number | null
  readonly failed: number
  readonly error: string | null
}

/** The tile of a contender in the run that goes on: mean values since its measuring began. */
export function liveReadout(contender: LiveContender): Readout {
  const { name, stage, share, figures, error, failed } = contender
  if (figures !== null) return { ...measured(figures, null), name, stage, share, error }
  const { jobs, seconds, cpuSeconds, isCpuKnown, latest } = contender
  const hasRate = seconds > 0
  const hasCpu = isCpuKnown && hasRate
  return {
    name,
    stage,
    share,
    jobsPerCoreSecond: hasCpu && cpuSeconds > 0 ? jobs / cpuSeconds : null,
    jobsPerSecond: hasRate ? jobs / seconds : null,
    latency: stage === 'measuring' ? intervalLatency(latest) : null,
    coresUsed: hasCpu ? cpuSeconds / seconds : null,
    intervals: none,
    inFlight: stage === 'measuring' || stage === 'warm-up' ? (latest?.inFlight ?? null) : null,
    failed,
    error,
  }
}

/** The tile of a contender in a result, with what the result infers of it. */
export function resultReadout(
  contender: ContenderResult,
  { inference, spec }: Pick<Result, 'inference' | 'spec'>,
): Readout {
  const { name, status } = contender
  const error = contender.status === 'failed' ? contender.error : null
  const figures = contender.status === 'not-run' ? null : contender.figures
  const share = status === 'measured' ? 1 : 0
  const intervals = intervalsOf(name, inference)
  if (figures !== null) {
    const read = { ...measured(figures, spec), intervals, name, stage: status, share, error }
    return { ...read, latency: missingLatency(figures, spec) ?? read.latency }
  }
  return { ...nothing, name, stage: status, share, error }
}

const none: Intervals = { jobsPerCoreSecond: '', jobsPerSecond: '', coresUsed: '' }

function intervalsOf(name: ContenderName, inference: Inference | null): Intervals {
  const inferred = inference?.contenders.find((contender) => contender.name === name)
  if (inferred === undefined) return none
  return {
    jobsPerCoreSecond: plusMinus(inferred.jobsPerCoreSecond),
    jobsPerSecond: plusMinus(inferred.jobsPerSecond),
    coresUsed: plusMinus(inferred.coresUsed),
  }
}

const nothing = {
  intervals: none,
  jobsPerCoreSecond: null,
  jobsPerSecond: null,
  latency: null,
  coresUsed: null,
  inFlight: null,
  failed: 0,
}

function measured(figures: Figures, spec: Spec | null) {
  const isTold = missingRate(figures, spec) === null
  return {
    jobsPerCoreSecond: isTold ? figures.jobsPerCoreSecond : null,
    jobsPerSecond: isTold ? figures.jobsPerSecond : null,
    latency: highestPercentile(figures),
    intervals: none,
    coresUsed: figures.coresUsed,
    inFlight: null,
    failed: figures.failed,
  }
}

/** p99, or the highest percentile below it that the sample supports. */
function highestPercentile({ latency: { percentiles } }: Figures): string | null {
  const upTo99 = percentiles.filter(({ percentile }) => percentile <= 99)
  const found = upTo99.at(-1)
  return found === undefined ? null : percentileText(found.percentile, found.valueMs)
}

function intervalLatency(latest: Sample | null): string | null {
  if (latest === null) return null
  if (latest.p99Ms !== null) return percentileText(99, latest.p99Ms)
  return latest.p50Ms === null ? null : percentileText(50, latest.p50Ms)
}

/** The 99th is what the row is about; another percentile says so. */
function percentileText(percentile: number, valueMs: number): string {
  return percentile === 99 ? duration(valueMs) : `p${figure(percentile)} ${duration(valueMs)}`
}
