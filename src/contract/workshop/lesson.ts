import { z } from 'zod'
import { verdictSchema } from '../../report/verdict/verdict'
import { experimentSchema, lessonSchema } from '../../engine/lesson/lesson'

export { changedTexts, fitsControl, takenBy } from '../../engine/lesson/control'
export { doorAt, doorRun, worstMoment } from '../../engine/lesson/door'
export { rightChoice } from '../../engine/lesson/observe'
export { busyShare, race, type Racer } from '../../engine/analysis/model/race'
export { programIn } from '../../engine/lesson/lesson'
export { assembled, didTheSame, orderPuzzle } from '../../engine/lesson/order'
export type { LessonOrder } from '../../engine/lesson/order'
export type { DoorPlan, LessonStage, RacePlan } from '../../engine/lesson/stage'
export { checkTask, emptyPrograms } from '../../engine/lesson/task'
export type { CheckResult, LessonTask } from '../../engine/lesson/task'
export type {
  Lesson,
  LessonControl,
  LessonExperiment,
  LessonNumber,
  Question,
} from '../../engine/lesson/lesson'

export const lessonListSchema = z.strictObject({
  /** In their order. */
  lessons: z.array(lessonSchema),
  /** Lessons that could not be read, one line each, with file and line. */
  problems: z.array(z.string()),
})

/** A measured comparison of a lesson. */
export const closingRequestSchema = experimentSchema

/** What a measured comparison gave. */
export const closingSchema = z.strictObject({
  /** Made of what was measured. */
  verdict: verdictSchema,
})
export type Closing = z.infer<typeof closingSchema>

/** An experiment that is an item of a workshop by itself, to be printed among its lessons. */
const handoutExperimentSchema = z.strictObject({
  /** Its place among the items, from 1; lessons are numbered with it. */
  number: z.number().int().min(1),
  minutes: z.number().int().min(0),
  notes: z.string().max(20_000),
  experiment: experimentSchema,
})

/** Lessons to be printed, with what their programs do when they are run for it. */
export const handoutRequestSchema = z.strictObject({
  lessons: z.array(lessonSchema).max(100),
  /** Beside the lessons; all are printed by their numbers. */
  experiments: z.array(handoutExperimentSchema).max(100).optional(),
  /** Of the workshop; without it, that of lessons. */
  title: z.string().min(1).max(200).optional(),
  format: z.enum(['html', 'pdf']),
  /** Whether the notes for teachers are in it. */
  hasNotes: z.boolean(),
  /**
   * Whether it gives the answers; without it, it does. Else it is for participants: nothing is run.
   */
  hasAnswers: z.boolean().optional(),
  /** Whether what closes the lessons is measured for it, with charts; that takes minutes. */
  isMeasured: z.boolean(),
})
export type HandoutRequest = z.infer<typeof handoutRequestSchema>
