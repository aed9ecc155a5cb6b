import { z } from 'zod'
import { jobVariants } from '../contender/job-variant'
import { PipedProcess } from '../process/piped-process'
import {
  placeOf,
  trialParts,
  type Faulty,
  type JobFile,
  type PythonForJob,
  type TrialNews,
  type TrialResult,
} from './trial'

const variant = z.enum(jobVariants)
const part = z.enum(trialParts)
const cost = z.strictObject({ cpuMs: z.number().min(0), waitMs: z.number().min(0) })

/** What Python's side of a trial says: on its way, and at its end. */
const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trying'),
    part,
    input: z.number().int().min(0),
  }),
  z.strictObject({
    kind: z.literal('tried'),
    inputs: z.number().int().min(1),
    costs: z.strictObject({ blocking: cost.optional(), job: cost.optional() }),
  }),
  z.strictObject({
    kind: z.literal('different'),
    input: z.number().int().min(0),
    given: z.string(),
    results: z.array(z.strictObject({ variant, text: z.string() })),
  }),
  z.strictObject({ kind: z.literal('faulty'), why: z.string(), line: z.number().nullable() }),
])

/**
 * Tries a job in Python, in a process of its own that ends with this one. Never rejects: a Python
 * that breaks off, or answers nonsense, makes the job one that cannot be used.
 */
export async function tryPythonJob(
  { file, sha256, seed }: JobFile,
  { executable, script }: PythonForJob,
  tell: (news: TrialNews) => void,
): Promise<TrialResult> {
  const order = JSON.stringify({ file, sha256, seed })
  let trying: TrialNews = { kind: 'trying', part: 'load', input: 0 }
  let kill = (): void => undefined
  const result = await new Promise<TrialResult>((resolve) => {
    const python = new PipedProcess(executable, ['-B', script, 'try', order], (answer) => {
      const read = answerSchema.safeParse(answer)
      if (!read.success) resolve(faulty('cannot be tried: Python answers what is no answer'))
      else if (read.data.kind === 'trying') tell((trying = read.data))
      else if (read.data.kind === 'tried') resolve({ ...read.data, costs: known(read.data.costs) })
      else resolve(read.data)
    })
    kill = () => {
      python.kill()
    }
    void python.ended.then((how) => {
      resolve(faulty(`ends its process ${placeOf(trying)}: ${how}`))
    })
  })
  kill()
  return result
}

function faulty(why: string): Faulty {
  return { kind: 'faulty', why, line: null }
}

/** Without the variants that are not there. */
function known<Cost>({
  blocking,
  job,
}: {
  readonly blocking?: Cost | undefined
  readonly job?: Cost | undefined
}): { readonly blocking?: Cost; readonly job?: Cost } {
  return { ...(blocking && { blocking }), ...(job && { job }) }
}
