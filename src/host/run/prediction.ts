import { coresText, duration } from '../../report/format'
import type { Prediction } from '../../contract/spec'
import { areAmountsPlanned, hasAmounts, meanAmounts } from '../../engine/spec/mean-amounts'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { effectiveCores } from '../../engine/measure/processors/processors'
import type { Python } from '../../engine/measure/machine/python'
import { freeMemory } from '../../engine/measure/machine/free-memory'
import { predict as ceilingsOf, type Machine } from '../../engine/analysis/ceiling'
import { expectedMs } from '../../engine/run/run-clock'
import { usableCores } from './environment-of'
import type { Ceiling } from '../../engine/result/result'
import type { Spec } from '../../engine/spec/spec'

/**
 * The ceilings of a spec on a machine with these cores, and one sentence that says them.
 *
 * @param pythonFault why there is no Python, in a sentence; null where there is one
 */
export function predict(
  spec: Spec,
  machine: Machine & { readonly python?: Python | null },
  pythonFault: string | null = null,
): Prediction {
  const contenders = ceilingsOf(spec, machine)
  const cores = effectiveCores(machine)
  const { loops } = threadCounts(spec, machine)
  const sentence = sentenceOf(spec, contenders, cores)
  return {
    sentence,
    cores,
    loops,
    usableCores: usableCores(),
    python: machine.python ?? null,
    pythonFault,
    expectedMs: expectedMs(spec),
    contenders,
    freeBytes: freeMemory(),
  }
}

function sentenceOf(spec: Spec, ceilings: readonly Ceiling[], cores: number): string {
  const { workload, load } = spec
  if (!hasAmounts(workload)) {
    return 'How long these jobs take is not known before a run: no ceiling can be given.'
  }
  if (ceilings.length === 0) {
    return 'These jobs neither wait nor compute: what is measured is the contenders’ own cost.'
  }
  const parts = ceilings.map(({ name, jobsPerSecond }) => `${name} ${count(jobsPerSecond)}`)
  const limits = [
    'Little’s law',
    coresText(cores),
    ...(load.kind === 'open' ? [`${count(load.arrivalsPerSecond)} arrivals/s`] : []),
  ]
  const who = `${limits.slice(0, -1).join(', ')} and ${limits.at(-1) ?? ''}`
  const most = areAmountsPlanned(workload) ? 'at most' : 'about, by the trial'
  return `${who} allow ${most}, in jobs/s: ${parts.join(', ')}.${shortness(spec)}`
}

/** What a run will not see because its blocks end before a job does; empty where they do not. */
function shortness({ workload, durationMs, blocks }: Spec): string {
  const { waitMs, cpuMs } = meanAmounts(workload)
  const blockMs = durationMs / blocks
  if (waitMs + cpuMs <= blockMs) return ''
  return ` But a job takes ${duration(waitMs + cpuMs)} and a block ${duration(blockMs)}: few jobs, or none, will end in it.`
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}
