import { isolated } from '../isolated-text'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { spreadOf, type Interval } from '../../engine/measure/statistics/interval'
import type { Sweep } from '../../engine/result/sweep'
import type { Environment, Result } from '../../engine/result/result'
import { pythonTitle } from '../../engine/measure/machine/python'
import { moment } from '../format'
import { coresOf } from '../processor-words'
import { percent } from '../verdict/wording'

/** Where a picture's figures are from: what stands at its foot. */
interface Source {
  readonly environment: Environment
  readonly startedAt: string
  /** Null where nothing was drawn from one. */
  readonly seed: number | null
  /** What one contender came to against itself; null where that was not measured. */
  readonly check: Interval | null
}

/**
 * "noise ±8 % · AMD EPYC, 2 cores · Node 20.20.2 · 2026-11-29 13:20 UTC · seed 1 · Corewise 0.1.0".
 */
export function sourceLine({ environment, startedAt, seed, check }: Source): string {
  return [
    ...noiseOf(check),
    ...machineParts(environment),
    moment(startedAt),
    ...(seed === null ? [] : [`seed ${seed}`]),
    `Corewise ${environment.corewise}`,
  ].join(' · ')
}

/** The source of one run, with the noise of the figure that the picture is about. */
export function runSource(result: Result, checked: Checked): string {
  const { environment, startedAt, spec } = result
  return sourceLine({ environment, startedAt, seed: spec.seed, check: checkOf(result, checked) })
}

/** The source of a sweep: the noise is that of its noisiest point. */
export function sweepSource({ points, startedAt, over }: Sweep, checked: Checked): string {
  const [first] = points
  if (first === undefined) return moment(startedAt)
  // Over cores every point but the last has fewer than the machine.
  const most = points.reduce((a, b) => (b.value > a.value ? b : a), first)
  const { environment, spec } = (over === 'cores' ? most : first).result
  const check = widest(points.map(({ result }) => checkOf(result, checked)))
  return sourceLine({ environment, startedAt, seed: spec.seed, check })
}

/** The source of several runs; a machine that they do not share is in their own reports. */
export function runsSource(results: readonly Result[], checked: Checked): string {
  const [first] = results
  if (first === undefined) return ''
  const machines = new Set(results.map(({ environment }) => machineParts(environment).join(' · ')))
  const [machine = ''] = machines
  const check = widest(results.map((result) => checkOf(result, checked)))
  return [
    ...noiseOf(check),
    machines.size === 1 ? machine : `${machines.size} machines or runtimes`,
    `Corewise ${first.environment.corewise}`,
  ].join(' · ')
}

/** The figure whose noise is told. */
export type Checked = 'jobsPerSecond' | 'jobsPerCoreSecond' | 'latency'

function checkOf(result: Result, checked: Checked): Interval | null {
  const { selfCheck } = result
  if (selfCheck === null || distrustOf(result) !== null) return null
  return checked === 'latency'
    ? (selfCheck.latency[0]?.ratio ?? selfCheck.jobsPerSecond)
    : selfCheck[checked]
}

/** Beyond it a share of the figure says nothing: repeats of the same are told as times. */
const MOST_SHARE = 0.5
/** Beyond it nobody cares how many times. */
const MOST_TIMES = 10

/** How far one contender was from itself at most. */
function noiseOf(check: Interval | null): string[] {
  if (check === null) return []
  const { low, high } = check
  if (spreadOf(check) <= MOST_SHARE) {
    const spread = percent(spreadOf(check))
    return [/^(0|under) /.test(spread) ? 'noise under ±1 %' : `noise ±${spread}`]
  }
  const times = Math.max(high, 1 / Math.max(low, 1 / (2 * MOST_TIMES)))
  const most = times > MOST_TIMES ? `over ${MOST_TIMES}` : `up to ${times.toPrecision(2)}`
  return [`noisy: repeats differ ${most}-fold`]
}

function widest(checks: readonly (Interval | null)[]): Interval | null {
  return checks.reduce(
    (a, b) => (a === null || (b !== null && spreadOf(b) > spreadOf(a)) ? b : a),
    null,
  )
}

function machineParts(environment: Environment): string[] {
  const { cpuModel, versions } = environment
  const runtime = versions.electron === undefined ? [] : [`Electron ${versions.electron}`]
  const node = versions.node === undefined ? [] : [`Node ${versions.node}`]
  const python = environment.python === null ? [] : [pythonTitle(environment.python)]
  return [`${isolated(cpuModel)}, ${coresOf(environment)}`, ...runtime, ...node, ...python]
}
