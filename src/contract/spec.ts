import { z } from 'zod'
import { specSchema, type Load } from '../engine/spec/spec'
import { quantity } from '../engine/measure/statistics/quantity-schema'
import type { Bytes } from '../engine/measure/statistics/quantity'
export { pythonTitle } from '../engine/measure/machine/python'
import { pythonSchema } from '../engine/measure/machine/python'
import { sweepSchema } from '../engine/result/sweep'
import { ceilingSchema } from '../engine/result/result'

/** What a user interface knows of the contenders: their names, and how each is described. */
export {
  byRuntime,
  contenderNames,
  contenders,
  hasWorkers,
  runtimeTitles,
  threadsForJobs,
} from '../engine/contender'
export type { ContenderName } from '../engine/contender'

/** What a user interface knows of the kinds of work: their names, captions and controls. */
export { jobKinds, workloadKinds } from '../engine/workload/kinds'
export { mainPairOf } from '../engine/spec/main-pair'
export { canShareOut, needsHiddenThreads, waitsForSeveral } from '../engine/spec/mean-amounts'
export {
  servicePlan,
  serviceSpec,
  type OwnWork,
  type Service,
} from '../engine/analysis/service-plan'
export { predictedRange } from '../engine/analysis/predicted-range'
export type { WorkControl, WorkloadKind } from '../engine/workload/kinds'

/** What a run is told. */
export type { Load, Spec } from '../engine/spec/spec'
export type { Workload } from '../engine/workload/kinds'
export type LoadKind = Load['kind']
/** A spec as it is passed: fields that have a default may be left out. */
export type SpecInput = z.input<typeof specSchema>

/** A spec to start from, with the one sentence that says what it shows. */
export const presetSchema = z.strictObject({
  name: z.string(),
  sentence: z.string(),
  spec: specSchema,
  /** What it is run over; null for a single run. */
  sweep: z.strictObject({ over: sweepSchema.shape.over, values: z.array(z.number()) }).nullable(),
})
export type Preset = z.infer<typeof presetSchema>

/**
 * What can be said of a spec before it is run: ceilings, not expectations. Without contenders
 * where nothing is known of the waits beforehand, as with files.
 */
export const predictionSchema = z.strictObject({
  sentence: z.string(),
  /** Effective ones: 0.5 under a quota of half a core. */
  cores: z.number().positive(),
  /** Loops of loop-per-core: one for each of them, or as many as the spec says. */
  loops: z.number().int().min(1),
  /** Cores that a run can be kept to; null where the system cannot keep threads to some. */
  usableCores: z.number().int().min(1).nullable(),
  /** The Python that contenders would run on; null where there is none, or none was looked for. */
  python: pythonSchema.nullable().default(null),
  /** Why no contender can run on Python, in a sentence; null where they can. */
  pythonFault: z.string().nullable(),
  /** About how long a run takes, in milliseconds. */
  expectedMs: z.number().min(0),
  contenders: z.array(ceilingSchema),
  /** Memory that a run could still get. */
  freeBytes: quantity<Bytes>(),
})
export type { Ceiling } from '../engine/result/result'
export type Prediction = z.infer<typeof predictionSchema>
