import { canShareOut, meanAmounts, needsHiddenThreads } from '../spec/mean-amounts'
import { kindOf, workloadSchema } from '../workload/kinds'
import { sweepSchema } from '../result/sweep'
import type { Sweep } from '../result/sweep'
import { specSchema } from '../spec/spec'
import type { Spec, Workload } from '../spec/spec'

export const sweepParameters = sweepSchema.shape.over.options
export type SweepParameter = Sweep['over']

/** One point of a sweep: the spec to run and the value that was put in. */
export interface SweepPoint {
  readonly value: number
  readonly spec: Spec
}

/**
 * The spec at each of the values of one of its parameters. `cpu-share` (0 to 1) keeps the job's
 * total of waiting and computing and makes the share of it computing; whatever waits or computes
 * becomes a mixed job, except that requests stay requests. `arrival-rate` makes the load an open
 * one, `parts` is of jobs that ask others.
 *
 * @throws RangeError naming the parameter and the value where the spec cannot take it, and where
 *   a parameter does not apply to the workload.
 */
export function sweepPoints(
  spec: Spec,
  over: SweepParameter,
  values: readonly number[],
): readonly SweepPoint[] {
  if (values.length === 0) throw new RangeError(`Expected values to sweep ${over} over, got none`)
  return values.map((value) => ({ value, spec: specAt(spec, over, value) }))
}

/**
 * The spec at one value of a parameter.
 *
 * @throws RangeError as {@link sweepPoints} does
 */
export function specAt(spec: Spec, over: SweepParameter, value: number): Spec {
  const changed = changedSpec(spec, over, value)
  const parsed = specSchema.safeParse({ ...changed, name: nameAt(spec.name, over, value) })
  if (parsed.success) return parsed.data
  const problem = parsed.error.issues[0]?.message ?? 'not a valid spec'
  throw new RangeError(`Cannot sweep ${over} to \`${value}\`: ${problem}`)
}

function changedSpec(spec: Spec, over: SweepParameter, value: number): Spec {
  switch (over) {
    case 'cpu-share':
      return withCpuShare(spec, value)
    case 'arrival-rate': {
      const arrivals = spec.load.kind === 'open' ? spec.load.arrivals : 'poisson'
      return { ...spec, load: { kind: 'open', arrivalsPerSecond: value, arrivals } }
    }
    case 'uv-threads':
      if (!needsHiddenThreads(spec.workload)) {
        throw new RangeError(
          `Cannot sweep uv-threads over a \`${spec.workload.kind}\` workload: its jobs use no hidden threads`,
        )
      }
      return { ...spec, uvThreads: value }
    case 'parts':
      return withParts(spec, value)
    default:
      return { ...spec, [over]: value }
  }
}

/** Says where in the sweep a spec is from, within the length that a name may have. */
function nameAt(name: string, over: SweepParameter, value: number): string {
  const place = ` (${over} ${value})`
  return name.slice(0, 80 - place.length) + place
}

function withParts(spec: Spec, parts: number): Spec {
  if (spec.workload.kind !== 'fan-out') {
    throw new RangeError(
      `Cannot sweep parts over a \`${spec.workload.kind}\` workload: only jobs of \`fan-out\` have several`,
    )
  }
  return { ...spec, workload: { ...spec.workload, parts } }
}

function withCpuShare(spec: Spec, share: number): Spec {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Expected cpu-share to be from 0 to 1, got \`${share}\``)
  }
  return { ...spec, workload: workloadAt(spec.workload, share) }
}

function workloadAt(workload: Workload, share: number): Workload {
  const { withAmounts } = kindOf(workload)
  if (withAmounts === null || !canShareOut(workload)) {
    throw new RangeError(
      `Cannot sweep cpu-share over a \`${workload.kind}\` workload: what its jobs wait and compute is not ours to share out`,
    )
  }
  const { waitMs, cpuMs } = meanAmounts(workload)
  const totalMs = waitMs + cpuMs
  const amounts = { waitMs: totalMs * (1 - share), cpuMs: totalMs * share }
  return workloadSchema.parse(withAmounts(workload, amounts))
}
