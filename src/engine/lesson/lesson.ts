import { z } from 'zod'
import type { ProgramLanguage } from '../recorder/recording/recording'
import { contenderNames, specSchema } from '../spec/spec'
import { fitsControl, takenBy, type NumberControl } from './control'

const short = z.string().min(1).max(200)

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

/** A lesson may come from anybody, and a pattern that tries very many ways would stop the page. */
const MOST_REPEATS = 3
const QUICK_PATTERN = `expected a regular expression that repeats no group and has at most ${MOST_REPEATS} of * + {`

function isQuickPattern(pattern: string): boolean {
  try {
    new RegExp(pattern)
  } catch {
    return false
  }
  const repeats = pattern.match(/[*+{]/g)?.length ?? 0
  return repeats <= MOST_REPEATS && !/\)[*+?{]/.test(pattern)
}

/** What is looked at in a recorded run; what it gives is text. */
const observationSchema = z.union([
  /** The last value announced under a name. */
  z.strictObject({ shared: short }),
  /** The n-th printed line, from 1; below 0 from the end. */
  z.strictObject({ printed: z.number().int() }),
  /** Whether every line that begins with `lines` matches the pattern: "yes" or "no". */
  z.strictObject({ lines: short, match: short.refine(isQuickPattern, QUICK_PATTERN) }),
  /** How many iterations began between the first line and the first such line after it. */
  z.strictObject({ iterationsBetween: z.tuple([short, short]) }),
  /** The same in lessons of early versions. */
  z
    .strictObject({ turnsBetween: z.tuple([short, short]) })
    .transform(({ turnsBetween }) => ({ iterationsBetween: turnsBetween })),
  /** How many steps the task of that name had. */
  z.strictObject({ stepsOf: short }),
  /** How many tasks were created. */
  z.strictObject({ count: z.literal('tasks') }),
])
export type Observation = z.infer<typeof observationSchema>

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
])
export type LessonExperiment = z.infer<typeof experimentSchema>

/** What stands at the head of a lesson's text. */
export const lessonHeadSchema = z.strictObject({
  title: short,
  minutes: z.number().min(1).max(120),
  clock: z.enum(['real', 'virtual']).default('virtual'),
  /** What the lanes of its run have on their axis: events, all equally long, or the loop's time. */
  lanes: z.enum(['events', 'time']).default('events'),
  question: questionSchema,
  controls: z.array(controlSchema).max(10).default([]),
  experiment: z.array(experimentSchema).max(4).default([]),
})

/** A lesson: a program that is explained, asked about and run. */
export const lessonSchema = z.strictObject({
  ...lessonHeadSchema.shape,
  /** From its folder: 7 of `07-fetcher-and-monitor`. */
  number: z.number().int().min(0).max(10_000),
  /** The rest of the folder's name. */
  name: short,
  /** Markdown, read before the question is answered. */
  explanation: z.string().max(MAX_TEXT),
  /** Markdown, shown once the run has answered the question; empty where there is nothing to add. */
  conclusion: z.string().max(MAX_TEXT).default(''),
  /** Markdown, for who teaches. */
  notes: z.string().max(MAX_TEXT),
  /** In TypeScript, the twin of the original. */
  program: z.string().max(MAX_TEXT),
  /** In Python, the lesson's first language. */
  original: z.string().max(MAX_TEXT),
})
export type Lesson = Readonly<z.infer<typeof lessonSchema>>

/** The program of a lesson in one of its two languages. */
export function programIn({ program, original }: Lesson, language: ProgramLanguage): string {
  return language === 'python' ? original : program
}

/** The name of its file. */
export const programFiles: Readonly<Record<ProgramLanguage, string>> = {
  python: 'original.py',
  typescript: 'program.ts',
}
