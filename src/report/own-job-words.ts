import {
  contenders,
  contendersOn,
  runtimeOf,
  runtimeOfJob,
  variantFor,
  type ContenderName,
  type OwnJob,
} from '../engine/contender'
import { jobVariants } from '../engine/contender/job-variant'
import { waitOf, type Tried } from '../engine/own-job/trial'
import { count, duration } from './format'

/** What a person is told before their job is run for the first time. */
export function consentWords(name: string): string {
  return [
    `${name} is a program. It runs in a process of its own, with all that it imports. Both may do all that you may: read and delete files, use the network.`,
    'You are asked again where this file changes, not where what it imports does.',
  ].join(' ')
}

/** What they agree to, as a question. */
export const CONSENT_QUESTION = 'Run it, and again until it changes?'

/** What a trial saw, and which contenders cannot take part: a sentence each. */
export function trialWords(
  file: string,
  { inputs, costs }: Pick<Tried, 'inputs' | 'costs'>,
): string[] {
  const variants = jobVariants.filter((variant) => costs[variant] !== undefined)
  const job: OwnJob = { file, variants }
  const took = variants.map((variant) => {
    const { cpuMs, waitMs } = costs[variant] ?? { cpuMs: 0, waitMs: 0 }
    const computes = `\`${variant}\` computes ${duration(cpuMs)}`
    if (waitOf(waitMs) === 0) return `${computes} a job and does not wait.`
    return `${computes} and waits ${duration(waitMs)} a job.`
  })
  const held = variants.flatMap((variant) =>
    costs[variant]?.holdsLoop === true
      ? [
          `\`${variant}\` holds its loop while it waits, so no other job runs meanwhile: it calls what blocks. Await it, or make it \`blocking\`.`,
        ]
      : [],
  )
  const compared =
    variants.length > 1 ? ['All variants gave the same for the inputs that were compared.'] : []
  const missing = contendersOn(runtimeOfJob(file)).filter(
    (name) => contenders[name].runs.length > 0 && variantFor(name, job) === null,
  )
  const left =
    missing.length === 0 ? [] : [`Left out, for want of a variant: ${missing.join(', ')}.`]
  const awaited = isAwaitedByPool(job)
    ? ['There is no `blocking`: a thread of the pool awaits its one job, and does nothing else.']
    : []
  return [`${count(inputs, 'input')}.`, ...took, ...held, ...compared, ...left, ...awaited]
}

/** Why a contender cannot run a job, a sentence; null where it can. */
export function leftOutReason(name: ContenderName, job: OwnJob): string | null {
  if (variantFor(name, job) !== null) return null
  const fileName = job.file.split(/[/\\]/).at(-1) ?? job.file
  if (runtimeOf(name) !== runtimeOfJob(job.file)) {
    const languages = { node: 'TypeScript or JavaScript', python: 'Python' }
    const [runs, has] = [languages[runtimeOf(name)], languages[runtimeOfJob(job.file)]]
    return `This contender runs jobs in ${runs}, and ${fileName} is in ${has}.`
  }
  if (contenders[name].runs.length === 0) {
    return 'This contender hands computing to threads, and what your own job computes is not told apart from its waits.'
  }
  const wanted = contenders[name].runs.map((variant) => `\`${variant}\``).join(' or ')
  return `This contender runs ${wanted}, which ${fileName} has not.`
}

/** Whether the threads of Node's pool await a job that was written for an event loop. */
function isAwaitedByPool({ file, variants }: OwnJob): boolean {
  const isOfNode = runtimeOfJob(file) === 'node'
  return isOfNode && !variants.includes('blocking') && variants.includes('job')
}
