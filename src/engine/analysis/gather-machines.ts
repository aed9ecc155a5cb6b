import { figuresOf } from '../result/measured-figures'
import type { Interval } from '../measure/statistics/interval'
import { effectiveCores } from '../measure/processors/processors'
import type { Result } from '../result/result'
import { mainPairOf, type Pair } from '../spec/main-pair'
import { claimOf, comparisonOf } from './claim'
import { workIdentity } from './compare-runs'

/** A run of somebody's machine, by the name that tells where it came from. */
export interface NamedRun {
  readonly name: string
  readonly result: Result
}

/** How far the first of a pair is from the second on one machine. */
export interface MachineRatio {
  /** First to second, with its 95 % interval. */
  readonly ratio: Interval
  /** Whether that may be called a difference; `none` where it is within noise. */
  readonly claim: 'more' | 'less' | 'none'
}

/** What one run adds to the picture of many machines. */
export interface MachineRun extends NamedRun {
  /** Cores that the machine really gave, fractions kept. */
  readonly cores: number
  readonly jobsPerSecond: MachineRatio
  /** Null where too little CPU time was used to divide by. */
  readonly jobsPerCoreSecond: MachineRatio | null
}

/** Runs of the same jobs under the same load, from any number of machines. */
export interface Gathering {
  readonly pair: Pair
  /** By cores, the fewest first. At least one, or one is left out. */
  readonly machines: readonly MachineRun[]
  /**
   * Runs that allow no comparison of the pair: not to be trusted, without one of the two, too
   * short.
   */
  readonly leftOut: readonly NamedRun[]
}

/**
 * Puts the runs of many machines together: those whose jobs, load and main pair are the same, the
 * largest gathering first. Rates of different machines say nothing of each other; the ratio of two
 * contenders within a run does (bheisler/criterion.rs#684). A run that is given twice counts once.
 */
export function gatherMachines(runs: readonly NamedRun[]): Gathering[] {
  const groups = new Map<string, NamedRun[]>()
  for (const run of once(runs)) {
    const key = workOf(run.result)
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return [...groups.values()]
    .map(gatheringOf)
    .sort((a, b) => b.machines.length - a.machines.length || b.leftOut.length - a.leftOut.length)
}

function gatheringOf(runs: readonly NamedRun[]): Gathering {
  const pair = runs[0] === undefined ? null : mainPairOf(runs[0].result.spec)
  if (pair === null) throw new RangeError('a gathering has at least one run')
  const compared = runs.map((run) => ({ run, machine: machineOf(run, pair) }))
  return {
    pair,
    machines: compared
      .flatMap(({ machine }) => machine ?? [])
      .sort((a, b) => a.cores - b.cores || a.name.localeCompare(b.name)),
    leftOut: compared.flatMap(({ run, machine }) => (machine === null ? [run] : [])),
  }
}

function machineOf(run: NamedRun, pair: Pair): MachineRun | null {
  const { result } = run
  const comparison = comparisonOf(result, ...pair)
  if (comparison === null) return null
  const { jobsPerSecond, jobsPerCoreSecond } = comparison
  const ratio = (interval: Interval, figure: 'jobsPerSecond' | 'jobsPerCoreSecond') => ({
    ratio: interval,
    claim: claimOf(result, interval, figure),
  })
  return {
    ...run,
    cores: effectiveCores(result.environment),
    jobsPerSecond: ratio(jobsPerSecond, 'jobsPerSecond'),
    jobsPerCoreSecond:
      jobsPerCoreSecond === null ? null : ratio(jobsPerCoreSecond, 'jobsPerCoreSecond'),
  }
}

/**
 * What must be the same for ratios to be about the same question. Threads are the machine's own.
 */
function workOf({ spec }: Result): string {
  const { workload, load, concurrency, faults } = spec
  // Files lie elsewhere on each machine.
  const work = workload.kind === 'files' ? { kind: workload.kind } : workIdentity(workload)
  return JSON.stringify([work, load, concurrency, faults, mainPairOf(spec)])
}

/**
 * A file that was sent twice is one run; two runs never begin in the same millisecond with the same
 * counts.
 */
function once(runs: readonly NamedRun[]): NamedRun[] {
  const seen = new Map<string, NamedRun>()
  for (const run of runs) {
    const { startedAt, environment, contenders } = run.result
    const counts = contenders.map((contender) => figuresOf(contender)?.completed ?? null)
    const key = JSON.stringify([startedAt, environment.cpuModel, counts])
    if (!seen.has(key)) seen.set(key, run)
  }
  return [...seen.values()]
}
