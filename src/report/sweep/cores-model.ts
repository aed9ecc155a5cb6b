import { cpuMsOf, modelledRate, type ModelledRate } from '../../engine/analysis/model/model-of-run'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { inferredOf } from '../../engine/result/measured-figures'
import type { MeasuredPoint, Sweep } from '../../engine/result/sweep'
import { hasWorkers } from '../../engine/contender'
import type { ContenderName, Spec } from '../../engine/spec/spec'
import { coresText, count, figure } from '../format'
import { percent } from '../verdict/wording'
import { contendersOf } from './sweep-status'

/** A model that is further off where it can be checked says nothing of where it can't. */
const MOST_OFF = 0.1
/** Of so many cores it is asked. */
const MANY_CORES = 64

/**
 * What a simulation of a sweep over cores says of many more of them, from what a job cost on the
 * fewest: only where it was near enough on every number that was measured. Empty for other sweeps,
 * where a run is not to be trusted, and where no model fits the jobs.
 */
export function coresModelSentences(sweep: Sweep): string[] {
  const points = [...sweep.points].sort((a, b) => a.value - b.value)
  const [fewest, ...others] = points
  if (sweep.over !== 'cores' || fewest === undefined || others.length === 0) return []
  if (points.some(({ result }) => distrustOf(result) !== null)) return []
  const said = contendersOf(sweep).flatMap((name) => sentenceOf(name, fewest, points) ?? [])
  if (said.length === 0) return []
  return [
    ...said,
    `Memory bandwidth, caches and clocks of ${MANY_CORES} cores are nothing that the model can know.`,
  ]
}

function sentenceOf(
  name: ContenderName,
  fewest: MeasuredPoint,
  points: readonly MeasuredPoint[],
): string | null {
  const cpuMs = cpuMsOf(fewest.result, name)
  if (cpuMs === null) return null
  const offs = points.map((point) => ({ point, off: offAt(point, name, cpuMs) }))
  const worst = offs.reduce((a, b) => ((b.off ?? Infinity) > (a.off ?? Infinity) ? b : a))
  if (worst.off === null) return null
  if (worst.off > MOST_OFF) {
    return `${name} (model): ${percent(worst.off)} off on ${coresText(worst.point.value)}, so it says nothing of ${MANY_CORES}.`
  }
  const many = ofMany(fewest, name, cpuMs)
  if (many === null) return null
  const rate = `${figure(many.simulated)} jobs a second${bandText(many)}`
  return `${name} (model): with ${loadText(name, fewest.result.spec)} ${rate}; at most ${percent(worst.off)} off as measured.`
}

/** More cores make no pool larger, and hand no more jobs in. */
function loadText(name: ContenderName, { workers, concurrency }: Spec): string {
  const threads = hasWorkers(name) ? `, ${count(workers, 'thread')}` : ''
  return `${MANY_CORES} cores${threads} and ${count(concurrency, 'job')} in flight`
}

/** Empty where bounds and simulation say the same. */
function bandText({ low, simulated, high }: ModelledRate): string {
  const [least, most] = [Math.min(low, simulated), Math.max(high, simulated)].map(figure)
  return least === most ? '' : `, ${least} to ${most}`
}

/**
 * How far a simulation is from what was measured, as a share of it; null where there is no one or
 * the other.
 */
function offAt({ result }: MeasuredPoint, name: ContenderName, cpuMs: number): number | null {
  const measured = inferredOf(result, name)?.jobsPerSecond
  const modelled = modelledRate(result.spec, result.environment, name, cpuMs)
  if (measured === undefined || modelled === null) return null
  return Math.abs(modelled.simulated / measured.estimate - 1)
}

function ofMany(
  { result }: MeasuredPoint,
  name: ContenderName,
  cpuMs: number,
): ModelledRate | null {
  const { spec, environment } = result
  const machine = { ...environment, cores: MANY_CORES, processors: null }
  const loops = spec.loops ?? MANY_CORES
  return modelledRate({ ...spec, cores: null, loops }, machine, name, cpuMs)
}
