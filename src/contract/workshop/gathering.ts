import { z } from 'zod'
import { verdictSchema } from '../../report/verdict/verdict'
import { contenderNames } from '../../engine/spec/spec'
import { pictureSchema } from '../export'

const interval = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() })
const ratio = z.strictObject({ ratio: interval, claim: z.enum(['more', 'less', 'none']) })

/** Runs of the same jobs, as a table shows them. */
const gatheringSchema = z.strictObject({
  /** The two that are compared. */
  pair: z.tuple([z.enum(contenderNames), z.enum(contenderNames)]),
  /** What the jobs are. */
  work: z.string(),
  verdict: verdictSchema,
  /** By cores, the fewest first. */
  machines: z.array(
    z.strictObject({
      name: z.string(),
      cpuModel: z.string(),
      /** Effective ones. */
      cores: z.number().positive(),
      jobsPerSecond: ratio,
      jobsPerCoreSecond: ratio.nullable(),
    }),
  ),
  leftOut: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
})

/** The runs of many machines, put together. */
export const gatheredSchema = z.strictObject({
  /** The largest first. */
  gatherings: z.array(gatheringSchema),
  /** Files that could not be used, one line each. */
  passedOver: z.array(z.string()),
})
export type Gathered = z.infer<typeof gatheredSchema>
export type MachineRatios = Gathered['gatherings'][number]['machines'][number]

/** Where runs were gathered from: a folder that the person chose, or the session. */
const gatheredFrom = z.enum(['folder', 'session'])
export type GatheredFrom = z.infer<typeof gatheredFrom>

/** A chart of gathered runs, drawn by the host. */
export const gatheredChartSchema = z.strictObject({
  from: gatheredFrom,
  /** The place among the gatherings, from 0. */
  place: z.number().int().min(0),
  chart: z.enum(['machines-throughput', 'machines-cpu']),
  picture: pictureSchema.prefault({}),
})
export type GatheredChart = z.infer<typeof gatheredChartSchema>

/** The charts of all gathered runs, with a table. */
export const gatheredExportSchema = z.strictObject({
  from: gatheredFrom,
  picture: pictureSchema.prefault({}),
})
