import { z } from 'zod'
import { costRequestSchema } from '../engine/cost/cost-request'
import { costSchema } from '../engine/cost/cost-result'
import { memoryRequestSchema } from '../engine/footprint/memory-request'
import { memorySchema } from '../engine/footprint/memory-result'
import { labErrorSchema, replySchema } from './channel/reply'
import { runIdSchema } from './library'

/** What can be measured of a machine and its runtime, with no contender compared. */
export const surveyKinds = ['memory', 'cost'] as const
export type SurveyKind = (typeof surveyKinds)[number]

/** What is surveyed, and how thoroughly. */
export const surveyRequestSchema = z.discriminatedUnion('kind', [
  memoryRequestSchema,
  costRequestSchema,
])
export type SurveyRequest = z.infer<typeof surveyRequestSchema>

/** Names a survey while it goes on; not the name of the folder that it is kept in. */
const activeIdSchema = z.string().min(1).max(80)

export const surveyHandleSchema = z.strictObject({ surveyId: activeIdSchema })
export type SurveyHandle = z.infer<typeof surveyHandleSchema>

const surveyProgressSchema = z.strictObject({
  /** Measurements that are over, of so many. */
  done: z.number().int().min(0),
  total: z.number().int().min(1),
  /** What is measured next, in words. */
  step: z.string(),
})

/** The survey that goes on, for an interface that was opened or loaded again in the middle. */
export const activeSurveySchema = z.strictObject({
  surveyId: activeIdSchema,
  kind: z.enum(surveyKinds),
  /** Null before the first measurement. */
  progress: surveyProgressSchema.nullable(),
})
export type ActiveSurvey = z.infer<typeof activeSurveySchema>

/** What was surveyed. */
export const surveySchema = z.discriminatedUnion('kind', [memorySchema, costSchema])
export type SurveyResult = z.infer<typeof surveySchema>

const surveyFinishedSchema = z.strictObject({
  kind: z.literal('finished'),
  surveyId: activeIdSchema,
  result: surveySchema,
  /** Not ok where it could not be kept, such as on a full disk; the result is here. */
  saved: replySchema(z.strictObject({ id: runIdSchema })),
})
export type SurveyFinished = z.infer<typeof surveyFinishedSchema>

/** What happens to a survey, in this order: started, progressed …, then finished or failed. */
export const surveyEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), survey: activeSurveySchema }),
  z.strictObject({ kind: z.literal('progressed'), survey: activeSurveySchema }),
  surveyFinishedSchema,
  z.strictObject({ kind: z.literal('failed'), surveyId: activeIdSchema, error: labErrorSchema }),
])
export type SurveyEvent = z.infer<typeof surveyEventSchema>

/** A survey that was kept; its id is the name of its folder. */
export const storedSurveySchema = z.strictObject({ id: runIdSchema, result: surveySchema })
export type StoredSurvey = z.infer<typeof storedSurveySchema>

export const newestSurveysSchema = z.strictObject({
  memory: storedSurveySchema.nullable(),
  cost: storedSurveySchema.nullable(),
  /** Folders that could not be read, one line each; they are left as they are. */
  problems: z.array(z.string()),
})
export type NewestSurveys = z.infer<typeof newestSurveysSchema>
