import { z } from 'zod'
import { isJobFile } from '../engine/contender/job-variant'
import { specSchema } from '../engine/spec/spec'

export { jobFileTypes } from '../engine/contender/job-variant'

/** A job file has at most so many characters. */
export const MOST_IN_JOB = 1_048_576

/** The name of a job file alone: it never leads into another folder. */
const jobFileName = z
  .string()
  .max(100)
  .regex(
    /^[^/\\:*?"<>|.\p{Cc}][^/\\:*?"<>|\p{Cc}]*$/u,
    'expected the name of a file without a folder',
  )
  .refine(isJobFile, 'expected a job in TypeScript, JavaScript or Python')

/** A path that the host gave out; it takes no other. */
const origin = z.string().max(4_096)

/** A job to begin with: a template, an example, or a file that the person chose. */
export const jobSourceSchema = z.strictObject({
  kind: z.enum(['template', 'example', 'file']),
  /** Where it stands; null for what is kept beside the library once it is tried. */
  origin: origin.nullable(),
  fileName: jobFileName,
  source: z.string().max(MOST_IN_JOB),
})
export type JobSource = z.infer<typeof jobSourceSchema>

/** A job as it stands in the editor, to be tried before anything is measured. */
export const trialRequestSchema = z.strictObject({
  origin: origin.nullable(),
  fileName: jobFileName,
  source: z.string().max(MOST_IN_JOB),
  /** Digest of the version that the person agreed to run; null where they were not asked. */
  agreedTo: z.string().max(64).nullable(),
})
export type TrialRequest = z.infer<typeof trialRequestSchema>

/** What came of a trial. */
export const trialOutcomeSchema = z.discriminatedUnion('kind', [
  /** Nobody agreed to run this version; `words` ask for it. */
  z.strictObject({ kind: z.literal('unagreed'), sha256: z.string(), words: z.string() }),
  /** It cannot be used; `message` names file and line. */
  z.strictObject({
    kind: z.literal('faulty'),
    message: z.string(),
    line: z.number().int().nullable(),
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({
    kind: z.literal('tried'),
    /** Compares the contenders on it. */
    spec: specSchema,
    /** What was seen, a sentence each. */
    words: z.array(z.string()),
  }),
])
export type TrialOutcome = z.infer<typeof trialOutcomeSchema>
