import { z } from 'zod'
import { programLanguages } from '../../engine/recorder/recording/recording'
import { recordingFileSchema } from '../../engine/recorder/recording/recording-file'

export type { ProgramLanguage } from '../../engine/recorder/recording/recording'

/** A program to run on the loop, in a world of its own with limits of time and memory. */
export const programRequestSchema = z.strictObject({
  name: z.string().max(200),
  language: z.enum(programLanguages),
  source: z.string().max(1_000_000),
  clock: z.enum(['real', 'virtual']),
  controls: z.record(
    z.string().max(200),
    z.union([z.number(), z.boolean(), z.string().max(10_000)]),
  ),
})
export type ProgramRequest = z.infer<typeof programRequestSchema>

const stoppedSchema = z.strictObject({
  kind: z.literal('stopped'),
  message: z.string(),
  /** Of the loop in its code that went round last, from 1; null where none did. */
  line: z.number().int().nullable(),
  /** There where the line is that of a call which did not come back. */
  isCall: z.literal(true).optional(),
})
export type StoppedProgram = z.infer<typeof stoppedSchema>

/** How a program ended. */
const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finished') }),
  z.strictObject({
    kind: z.literal('failed'),
    message: z.string(),
    /** From 1; null where it is not known. */
    line: z.number().int().nullable(),
  }),
  stoppedSchema,
])
export type ProgramOutcome = z.infer<typeof outcomeSchema>

/** How a program ended, and what was recorded of it; nothing where it never began. */
export const programReplySchema = z.strictObject({
  outcome: outcomeSchema,
  recording: recordingFileSchema.nullable(),
})
export type ProgramReply = z.infer<typeof programReplySchema>

/** That a program was stopped, why, and in which of its loops, or at which line. */
export function stoppedText({ message, line, isCall }: Omit<StoppedProgram, 'kind'>): string {
  const place = line === null ? '' : ` in ${isCall === true ? '' : 'the loop of '}line ${line}`
  return `The program was stopped${place}: ${message}.`
}
