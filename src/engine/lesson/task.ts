import { z } from 'zod'
import type { ProgramLanguage, Recording } from '../recorder/recording/recording'
import { observationSchema, shortText } from './observation'
import { observe } from './observe'

/** One thing that must be so in the recorded run: exactly one of the bounds is given. */
const checkSchema = z
  .strictObject({
    /** What is to be so, for a person: "The bystander's line comes first". */
    says: shortText,
    observe: observationSchema,
    is: z.string().max(200).optional(),
    isNot: z.string().max(200).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(
    ({ is, isNot, atLeast, atMost }) =>
      [is, isNot, atLeast, atMost].filter((bound) => bound !== undefined).length === 1,
    { error: 'expected one of is, isNot, atLeast and atMost' },
  )
type Check = z.infer<typeof checkSchema>

/** Something to do with a lesson's program; it is checked by what the changed program does. */
export const taskSchema = z.strictObject({
  /** Whether the lesson's program is to be changed, or another one written. */
  kind: z.enum(['change', 'write']).default('change'),
  text: z.string().min(1).max(500),
  /** Where to look, without the solution. */
  hint: z.string().min(1).max(500),
  /** What controls of the program are set to as it is checked. */
  controls: z.record(shortText, z.union([z.number(), z.boolean()])).default({}),
  checks: z.array(checkSchema).min(1).max(8),
})
export type LessonTask = z.infer<typeof taskSchema>

const MAX_SOLUTION = 200_000

/** A program that does what a task asks for, in both languages. */
export const solutionSchema = z.strictObject({
  python: z.string().max(MAX_SOLUTION),
  typescript: z.string().max(MAX_SOLUTION),
})

/** What a check of a task found in a run. */
export interface CheckResult {
  readonly says: string
  readonly isMet: boolean
  /** What was found, as text; null where there was nothing to see. */
  readonly found: string | null
}

/** Holds a recorded run against what a task asks for. */
export function checkTask(recording: Recording, { checks }: LessonTask): CheckResult[] {
  return checks.map((check) => {
    const found = observe(recording, check.observe)
    return { says: check.says, isMet: found !== null && isMet(found, check), found }
  })
}

function isMet(found: string, { is, isNot, atLeast, atMost }: Check): boolean {
  if (is !== undefined) return found === is
  if (isNot !== undefined) return found !== isNot
  const number = Number(found)
  if (found.trim() === '' || Number.isNaN(number)) return false
  return number >= (atLeast ?? -Infinity) && number <= (atMost ?? Infinity)
}

/** What somebody who writes a program of their own begins with. */
export const emptyPrograms: Readonly<Record<ProgramLanguage, string>> = {
  python: 'import asyncio\n\n\nasync def main():\n    pass\n\n\nasyncio.run(main())\n',
  typescript:
    "import { print, sleep, type Coroutine } from 'corewise'\n\nexport function* main(): Coroutine<void> {\n  yield* sleep(0)\n}\n",
}
