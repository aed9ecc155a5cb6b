import { readEnvironment } from '../engine/measure/machine/read-environment'
import { threadsFor } from '../engine/measure/processors/processors'
import { buildInfo } from '../host/build-info'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { JobFile } from '../engine/own-job/trial'
import { ownSpec } from '../engine/own-job/own-spec'
import type { Spec } from '../engine/spec/spec'
import { InputError } from '../host/input/input-error'
import { readJobFile } from '../host/own-job/try-job'
import type { Lab } from '../host/run/lab'
import { CONSENT_QUESTION, consentWords, trialWords } from '../report/own-job-words'
import { CancelledError, cancelOnSignals } from './cancellation'
import type { CommandContext } from './command-context'
import { parseNumber } from './flag/parse-amount'
import type { SpecFlagValues } from './flag/spec-flag'
import { printable } from './terminal'
import { isAgreedTo } from './view/question'

/** Adds the flag that agrees to run a job where nobody can be asked. */
export function addTrustFlag(command: Command): Command {
  return command.option('--trust', 'run a job file of your own without being asked')
}

/**
 * Asks whether a person's own job may be run, unless they said so before, and tries it.
 *
 * @returns the spec that compares the contenders on it
 * @throws InputError where the file cannot be used, or nobody agreed
 * @throws CancelledError where a signal ended the trial
 */
export async function ownJob(
  path: string,
  flags: SpecFlagValues,
  { lab, terminal }: Pick<CommandContext, 'lab' | 'terminal'>,
): Promise<Spec> {
  const seed = typeof flags.seed === 'string' ? parseNumber(flags.seed) : null
  const file = await readJobFile(path, seed ?? 1)
  const name = basename(file.file)
  await agree(file, name, flags.trust === true, lab)
  if (flags.quiet !== true) terminal.tell(`Trying ${printable(name)} …`)
  const cancellation = cancelOnSignals(terminal)
  try {
    const python = typeof flags.python === 'string' ? flags.python : null
    const tried = await lab.tryJob(file, cancellation.signal, python)
    if (flags.quiet !== true) {
      for (const line of trialWords(file.file, tried)) terminal.tell(printable(line))
    }
    return ownSpec(file, tried, name, threadsFor(readEnvironment(buildInfo)))
  } catch (error) {
    throw cancellation.signal.aborted ? new CancelledError(cancellation) : error
  } finally {
    cancellation.release()
  }
}

/** What a job would be run as if it had every variant: to be looked at, never to be run. */
export function untriedSpec(path: string): Spec {
  const cost = { cpuMs: 1, waitMs: 1, apart: 0 }
  const costs = { blocking: cost, job: cost, coroutine: cost }
  const file = { file: path, sha256: '0'.repeat(64), seed: 1 }
  return ownSpec(file, { kind: 'tried', inputs: 1, costs }, basename(path), 1)
}

async function agree(
  { sha256 }: JobFile,
  name: string,
  isTrusted: boolean,
  lab: Lab,
): Promise<void> {
  if (await lab.agreedJobs.has(sha256)) return
  if (!isTrusted) {
    if (!(await isAgreedTo(`${consentWords(printable(name))}\n${CONSENT_QUESTION}`))) {
      const message = `${name} is a program that may do all that you may: agree to run it, or give --trust`
      throw new InputError('invalid-field', message, { source: name })
    }
  }
  await lab.agreedJobs.add(sha256)
}
