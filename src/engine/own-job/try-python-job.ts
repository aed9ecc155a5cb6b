import { z } from 'zod'
import { jobVariants } from '../contender/job-variant'
import { PipedProcess } from '../process/piped-process'
import { lineInStacks, lineWhereItStands } from './python-standing'
import {
  hangs,
  HANGS_AFTER_MS,
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
const amount = z.number().min(0)
const cost = z.strictObject({
  cpuMs: amount,
  waitMs: amount,
  apart: amount,
  holdsLoop: z.boolean().default(false),
})

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
  hangsAfterMs = HANGS_AFTER_MS,
): Promise<TrialResult> {
  const order = JSON.stringify({ file, sha256, seed })
  let trying: TrialNews = { kind: 'trying', part: 'load', input: 0, standsAt: null }
  let limit: NodeJS.Timeout | undefined
  let take: (result: TrialResult) => void = () => undefined
  const result = new Promise<TrialResult>((resolve) => (take = resolve))
  const python = new PipedProcess(executable, ['-B', script, 'try', order], (answer) => {
    const { data } = answerSchema.safeParse(answer)
    if (data === undefined) take(faulty('cannot be tried: Python answers what is no answer'))
    else if (data.kind === 'trying') {
      trying = { ...data, standsAt: null }
      tell(trying)
      // A Python takes its time to start, which is not the job's.
      limit ??= setTimeout(() => void giveUp(), hangsAfterMs)
      limit.refresh()
    } else if (data.kind === 'tried') take({ ...data, costs: known(data.costs) })
    else take(data)
  })
  const giveUp = async (): Promise<void> => {
    const pids = python.pid === undefined ? [] : [python.pid]
    const line = await lineWhereItStands(pids, () => python.complaint, file)
    take(faulty(hangs(trying, hangsAfterMs), line))
  }
  void python.ended.then((how) => {
    const line = lineInStacks(python.complaint, file)
    take(faulty(`ends its process ${placeOf(trying)}: ${how}`, line))
  })
  try {
    return await result
  } finally {
    clearTimeout(limit)
    python.kill()
  }
}

function faulty(why: string, line: number | null = null): Faulty {
  return { kind: 'faulty', why, line }
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
