import { createHash } from 'node:crypto'
import { FIELDS } from '../spec/amount-table'
import { drawnAmounts, drawnArrivals, plannedAmounts } from '../spec/drawn-jobs'
import type { Spec } from '../spec/spec'
import { folderOf, kindOf } from './kinds'
import { PART_STRIDE, Plan, PLAN_LENGTH } from './plan'
import { seededText } from './seeded-text'

/** What the amounts of a plan depend on besides the spec. */
export interface PlanBasis {
  /** Rounds of its computing in a millisecond of this machine, as they were calibrated. */
  readonly roundsPerMs: number
  /** The files of a `files` workload, from `listFiles`. */
  readonly files?: readonly string[]
}

/**
 * Draws the plan of a spec from its seed: the same spec and seed give the same amounts on every
 * machine, and the same rounds for the same `roundsPerMs`. Mixed work is split evenly around its
 * wait; HTTP work follows the answer. Throws a RangeError for a `files` workload without files.
 */
export function makePlan(
  { workload, load, seed, faults }: Pick<Spec, 'workload' | 'load' | 'seed' | 'faults'>,
  { roundsPerMs, files = [] }: PlanBasis,
): Plan {
  const { needs, canWait, hasTimers, areStepsNoted } = kindOf(workload)
  const { hiddenMs = 0 } = plannedAmounts(workload)
  if (needs === 'files' && files.length === 0) {
    throw new RangeError(`workload.path: no readable file in "${folderOf(workload) ?? ''}"`)
  }
  const amounts = drawnAmounts(
    { workload, seed },
    new Float64Array(new SharedArrayBuffer(PLAN_LENGTH * FIELDS * Float64Array.BYTES_PER_ELEMENT)),
  )
  const plan = {
    kind: workload.kind,
    files: needs === 'files' ? files : [],
    own: workload.kind === 'own' ? { file: workload.file, sha256: workload.sha256, seed } : null,
    responseBytes: 'responseBytes' in workload ? workload.responseBytes : 0,
    ...('hash' in workload && { hash: workload.hash }),
    ...('lookups' in workload && { lookups: workload.lookups }),
    ...('parts' in workload && { parts: workload.parts, partStride: PART_STRIDE }),
    faults,
  }
  const length = load.kind === 'open' ? PLAN_LENGTH + 1 : 0
  const arrivals = drawnArrivals(
    { load, seed },
    new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT)),
  )
  const loadPlan =
    load.kind === 'open' ? { arrivalsPerSecond: load.arrivalsPerSecond } : { arrivalsPerSecond: 0 }
  // Taken before milliseconds become rounds: their rate is measured anew in every run.
  const sha256 = createHash('sha256')
    .update(JSON.stringify(plan))
    .update(new Uint8Array(amounts.buffer))
    .update(new Uint8Array(arrivals.buffer))
    .update(load.kind === 'open' ? String(load.arrivalsPerSecond) : '')
    .digest('hex')
  let mostRounds = 0
  for (let at = 0; at < amounts.length; at += FIELDS) {
    amounts[at] = Math.round((amounts[at] ?? 0) * roundsPerMs)
    amounts[at + 2] = Math.round((amounts[at + 2] ?? 0) * roundsPerMs)
    if (hiddenMs === 0) continue
    const rounds = Math.max(1, Math.round((amounts[at + 1] ?? 0) * roundsPerMs))
    amounts[at + 1] = Math.min(MOST_ROUNDS, rounds)
    mostRounds = Math.max(mostRounds, rounds)
  }
  return Plan.attach({
    ...plan,
    ...loadPlan,
    canWait,
    hasTimers,
    areStepsNoted,
    amounts,
    text: seededText(seed, workload.kind === 'zlib' ? textBytes(mostRounds) : 0),
    arrivals,
    firstJob: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    sha256,
  })
}

/** What the ways to hash take at most. */
const MOST_ROUNDS = 2 ** 31 - 1

/** Room for the job that compresses most, and for others to begin elsewhere. */
function textBytes(mostRounds: number): number {
  return Math.min(MOST_TEXT_BYTES, mostRounds + SPARE_BYTES)
}

const SPARE_BYTES = 256 * 2 ** 10
const MOST_TEXT_BYTES = 64 * 2 ** 20
