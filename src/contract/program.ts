import { z } from 'zod'
import { recordingFileSchema } from '../engine/recorder/recording-file'

/** A program to run on the loop, in a world of its own with limits of time and memory. */
export const programRequestSchema = z.strictObject({
  name: z.string().max(200),
  /** TypeScript. */
  source: z.string().max(1_000_000),
  clock: z.enum(['real', 'virtual']),
  controls: z.record(
    z.string().max(200),
    z.union([z.number(), z.boolean(), z.string().max(10_000)]),
  ),
})
export type ProgramRequest = z.infer<typeof programRequestSchema>

/** How a program ended, and what was recorded of it; nothing where it hung outside of its loops. */
export const programReplySchema = z.strictObject({
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('finished') }),
    z.strictObject({
      kind: z.literal('failed'),
      message: z.string(),
      /** From 1; null where it is not known. */
      line: z.number().int().nullable(),
    }),
    z.strictObject({
      kind: z.literal('stopped'),
      message: z.string(),
      /** Of the loop in its code that went round last, from 1; null where none did. */
      line: z.number().int().nullable(),
    }),
  ]),
  recording: recordingFileSchema.nullable(),
})
/** That a program was stopped, why, and in which of its loops where it was in one. */
export function stoppedText({ message, line }: { message: string; line: number | null }): string {
  const loop = line === null ? '' : ` in the loop of line ${line}`
  return `The program was stopped${loop}: ${message}.`
}

export type ProgramReply = z.infer<typeof programReplySchema>
