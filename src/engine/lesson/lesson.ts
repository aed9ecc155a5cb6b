import { z } from 'zod'
import type { ProgramLanguage } from '../recorder/recording/recording'
import { experimentNames } from '../result/sweep'
import { contenderNames, specSchema } from '../spec/spec'
import { fitsControl, takenBy, type NumberControl } from './control'
import { observationSchema, shortText as short } from './observation'
import { orderSchema } from './order'
import { stageSchema } from './stage'
import { solutionSchema, taskSchema } from './task'

/** Characters of a text or a program. */
const MAX_TEXT = 200_000

const numberControlSchema = z
  .strictObject({
    kind: z.literal('number'),
    name: short,
    label: short,
    initial: z.number(),
    min: z.number(),
    max: z.number(),
    /** From min on, only every so many: 1 for what is counted. */
    step: z.number().positive().default(1),
  })
  .refine((control) => fitsControl(control, control.initial), {
    path: ['initial'],
    error: ({ input }) => `expected ${takenBy(input as NumberControl)}`,
  })
export type LessonNumber = z.infer<typeof numberControlSchema>

/** What a person can change in a lesson's program; `control(name, …)` reads it there. */
const controlSchema = z.discriminatedUnion('kind', [
  numberControlSchema,
  z.strictObject({ kind: z.literal('switch'), name: short, label: short, initial: z.boolean() }),
])

export type LessonControl = z.infer<typeof controlSchema>

const questionSchema = z.strictObject({
  text: z.string().min(1).max(500),
  /** What decides, in the recorded run. */
  observe: observationSchema,
  /** A choice came true if what was observed is its `is`. */
  choices: z
    .array(z.strictObject({ text: short, is: z.string().max(200) }))
    .min(2)
    .max(6)
    .refine((choices) => new Set(choices.map((choice) => choice.is)).size === choices.length, {
      error: 'expected every choice to have another `is`, as only one of them can come true',
    }),
})
export type Question = z.infer<typeof questionSchema>

/** A measured comparison that closes a lesson; its result gives the verdict. */
export const experimentSchema = z.union([
  z.strictObject({
    title: short,
    spec: specSchema,
    /** Which two to compare; without it the event loop and the thread pool. */
    compare: z.tuple([z.enum(contenderNames), z.enum(contenderNames)]).optional(),
  }),
  z.strictObject({
    title: short,
    /** Threads that count together in shared memory, in several ways, and a loop that does. */
    sharedCounter: z.strictObject({
      threads: z.number().int().min(2).max(64),
      updates: z.number().int().min(1_000).max(100_000_000),
    }),
  }),
  /** A published experiment of the gallery, whose claim is judged. */
  z.strictObject({ title: short, repeats: z.enum(experimentNames) }),
])
export type LessonExperiment = z.infer<typeof experimentSchema>

/** What stands at the head of a lesson's text. */
export const lessonHeadSchema = z
  .strictObject({
    title: short,
    minutes: z.number().min(1).max(120),
    clock: z.enum(['real', 'virtual']).default('virtual'),
    /** What the lanes of its run have on their axis: events, equally long, or the loop's time. */
    lanes: z.enum(['events', 'time']).default('events'),
    question: questionSchema,
    controls: z.array(controlSchema).max(10).default([]),
    experiment: z.array(experimentSchema).max(4).default([]),
    task: taskSchema.optional(),
    order: orderSchema.optional(),
    /** What is shown besides its program. */
    stage: stageSchema.optional(),
  })
  .refine(
    ({ stage, controls }) =>
      stage?.kind !== 'door' ||
      controls.some(({ kind, name }) => kind === 'number' && name === stage.pieces),
    {
      path: ['stage', 'pieces'],
      error: 'expected the name of a control that is a number',
    },
  )

/** A lesson: a program that is explained, asked about and run. */
export const lessonSchema = z.strictObject({
  ...lessonHeadSchema.shape,
  /** From its folder: 7 of `07-fetcher-and-monitor`. */
  number: z.number().int().min(0).max(10_000),
  /** The rest of the folder's name. */
  name: short,
  /** Markdown, read before the question is answered. */
  explanation: z.string().max(MAX_TEXT),
  /**
   * Markdown, shown once the run has answered the question; empty where there is nothing to add.
   */
  conclusion: z.string().max(MAX_TEXT).default(''),
  /** Markdown, for the instructor. */
  notes: z.string().max(MAX_TEXT),
  /** In TypeScript, the twin of the original. */
  program: z.string().max(MAX_TEXT),
  /** In Python, the lesson's first language. */
  original: z.string().max(MAX_TEXT),
  /** What its task asks for, in both languages. */
  solution: solutionSchema.optional(),
})
export type Lesson = Readonly<z.infer<typeof lessonSchema>>

/** The program of a lesson in one of its two languages. */
export function programIn({ program, original }: Lesson, language: ProgramLanguage): string {
  return language === 'python' ? original : program
}

/** The names of the files with the solution of a lesson's task. */
export const solutionFiles: Readonly<Record<ProgramLanguage, string>> = {
  python: 'solution.py',
  typescript: 'solution.ts',
}

/** The name of its file. */
export const programFiles: Readonly<Record<ProgramLanguage, string>> = {
  python: 'original.py',
  typescript: 'program.ts',
}
