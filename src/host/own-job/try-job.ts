import { basename, join, resolve } from 'node:path'
import { digestOf } from '../../engine/own-job/load-job'
import { lineIn } from '../../engine/own-job/line-in'
import { runtimeOfJob } from '../../engine/contender'
import { pythonFolder } from '../../engine/measure/machine/find-python'
import {
  hangs,
  HANGS_AFTER_MS,
  placeOf,
  type JobFile,
  type PythonForJob,
  type Tried,
  type TrialNews,
  type TrialResult,
} from '../../engine/own-job/trial'
import type { Stands } from '../../engine/process/engine-message'
import type { StartProcess } from '../../engine/process/own-process'
import { InputError } from '../input/input-error'
import { readText } from '../input/read-text'
import { followEngine } from '../run/engine/follow-engine'
import { pythonFor } from '../run/pythons'
import { RunError } from '../run/run-error'
import { startEngine } from '../run/engine/start-engine'

/** It may take so long to tell at which line it hangs; one in Python does so by itself. */
const TELLS_MS = 3_000

/** A job file has at most so many bytes. */
const MAX_BYTES = 1_048_576

/**
 * A job file as it stands now, not yet run.
 *
 * @throws InputError where it cannot be read
 */
export async function readJobFile(path: string, seed: number): Promise<JobFile> {
  const file = resolve(path)
  return { file, sha256: digestOf(await readJobText(file)), seed }
}

/**
 * The text of a job file.
 *
 * @throws InputError where it cannot be read
 */
export function readJobText(path: string): Promise<string> {
  return readText(path, { maxBytes: MAX_BYTES, expected: 'a job file' })
}

/** A job file that cannot be used as it is; the message names the file and the line. */
export class JobError extends InputError {
  /** From 1; null where it is not known. */
  readonly line: number | null

  constructor(file: string, line: number | null, why: string) {
    const at = line === null ? '' : `:${line}`
    super('invalid-field', `${basename(file)}${at} ${why}`, { source: file })
    this.line = line
  }
}

/** What is followed, as people are told. */
const TITLE = 'trial of the job'

/** Why a trial failed, to follow upon the job's name and the place. */
function ofJob(message: string): string {
  return message
    .replace(`The ${TITLE} failed: `, '')
    .replace(`The process of the ${TITLE} ended`, 'its process ended')
}

/** How a trial is followed. */
export interface TrialOptions {
  readonly engineFolder: string
  readonly startProcess: StartProcess
  readonly signal?: AbortSignal | undefined
  /** Which Python tries a job in it, by its path or name; null takes the usual one. */
  readonly python?: string | null
}

/**
 * Tries a job in a process of its own: whatever it does, that process is ended and nothing else is.
 *
 * @throws JobError naming file and line, where it cannot be used, hangs, or ends its process, and
 *   where its variants give different results
 * @throws InputError where there is no Python for it
 * @throws RunError `not-stopped` where it was cancelled
 */
export async function tryJob(
  file: JobFile,
  { engineFolder, startProcess, signal, python: program = null }: TrialOptions,
): Promise<Tried> {
  const python = await pythonForJob(file, program, engineFolder)
  const hang = new AbortController()
  const engine = startEngine<TrialNews | Stands, TrialResult>(startProcess, engineFolder)
  /** Asks a job that seems to hang where it stands. */
  const ask = (): void => {
    isAsked = true
    if (python === null) engine.post({ kind: 'where', file: file.file })
    limit = setTimeout(() => {
      hang.abort()
    }, TELLS_MS)
  }
  let trying: TrialNews = { kind: 'trying', part: 'load', input: 0, standsAt: null }
  let isAsked = false
  let limit = setTimeout(ask, HANGS_AFTER_MS)
  try {
    const result = await followEngine<TrialNews | Stands, TrialResult>(engine, {
      order: { thread: 'trial', engineFolder, order: { ...file, python } },
      title: TITLE,
      hear: (news) => {
        if (news.kind === 'stands') {
          if (news.line !== null) trying = { ...trying, standsAt: news.line }
          if (isAsked) hang.abort()
          return
        }
        trying = news
        isAsked = false
        clearTimeout(limit)
        limit = setTimeout(ask, HANGS_AFTER_MS)
        engine.post('heard')
      },
      soFar: () => null,
      signal: signal === undefined ? hang.signal : AbortSignal.any([hang.signal, signal]),
      graceMs: 0,
    })
    return usable(result, file.file)
  } catch (error) {
    if (!(error instanceof RunError) || signal?.aborted === true) throw error
    throw hang.signal.aborted
      ? new JobError(file.file, trying.standsAt, hangs(trying, HANGS_AFTER_MS))
      : new JobError(
          file.file,
          lineIn(error, file.file),
          `fails ${placeOf(trying)}: ${ofJob(error.message)}`,
        )
  } finally {
    clearTimeout(limit)
  }
}

/**
 * The Python that tries a job; null for one that is not in Python.
 *
 * @throws InputError where there is none
 */
async function pythonForJob(
  { file }: JobFile,
  program: string | null,
  engineFolder: string,
): Promise<PythonForJob | null> {
  if (runtimeOfJob(file) !== 'python') return null
  const { executable } = await pythonFor(basename(file), program, engineFolder)
  return { executable, script: join(pythonFolder(engineFolder), 'contender.py') }
}

function usable(result: TrialResult | undefined, file: string): Tried {
  switch (result?.kind) {
    case 'tried':
      return result
    case 'faulty':
      throw new JobError(file, result.line, result.why)
    case 'different': {
      const gave = result.results.map(({ variant, text }) => `\`${variant}\` gives ${text}`)
      const isAlike = new Set(result.results.map(({ text }) => text)).size === 1
      const advice = isAlike
        ? ', which differ in what is not shown here: give back plain data, which can be compared'
        : ''
      const why = `cannot be compared: for input ${result.input}, ${result.given}, ${gave.join(' and ')}${advice}`
      throw new JobError(file, null, why)
    }
    default:
      // Its code can post messages in the name of its thread.
      throw new JobError(file, null, 'answers in place of its trial: take out its `postMessage`')
  }
}
