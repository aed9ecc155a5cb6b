import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LabFault } from '../../contract/channel/reply'
import type { JobSource, TrialOutcome, TrialRequest } from '../../contract/own-job'
import { isJobFile } from '../../engine/contender/job-variant'
import { threadsFor } from '../../engine/measure/processors/processors'
import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { digestOf } from '../../engine/own-job/load-job'
import { ownSpec } from '../../engine/own-job/own-spec'
import { consentWords, trialWords } from '../../report/own-job-words'
import { buildInfo } from '../build-info'
import { makeFolder } from '../output/output-folder'
import { replaceFile } from '../output/write-files'
import type { Lab } from '../run/lab'
import type { MeasuringLock } from '../run/measuring-lock'
import { RunError } from '../run/run-error'
import type { Shell } from '../shell'
import { JobError, readJobFile, readJobText } from './try-job'

/** Draws the inputs of a trial where they are a function of a seed. */
const SEED = 1

/** The templates among the examples have this name. */
const TEMPLATE = 'my-job'
/** In which order templates are offered. */
const templateEndings = ['ts', 'mjs', 'py'] as const

/** Of a digest, what tells kept versions apart. */
const SHORT_DIGEST = 16

/** What a person's own jobs in a window are made of. */
export interface OwnJobsParts {
  readonly lab: Lab
  readonly lock: MeasuringLock
  readonly shell: Pick<Shell, 'chooseJobFile' | 'agrees'>
  /** The templates and examples that come with the lab. */
  readonly examplesFolder: string
  /** Where what was written in the window is kept, each version for itself. */
  readonly keptFolder: string
  /** Which Python tries a job in it; null for the usual one. */
  readonly python: () => Promise<string | null>
}

/**
 * Jobs that a person writes or chooses in a window. They are tried one at a time, never while
 * something is measured, and only with the person's consent. A page names no path but those that it
 * was given.
 */
export class OwnJobs {
  readonly #parts: OwnJobsParts
  /** Files that were chosen in a dialog, with the digest of what was read or written there last. */
  readonly #chosen = new Map<string, string>()
  #trial: { readonly cancellation: AbortController; readonly ended: Promise<unknown> } | null = null

  constructor(parts: OwnJobsParts) {
    this.#parts = parts
  }

  /** The templates, then the examples. */
  async sources(): Promise<JobSource[]> {
    const { examplesFolder } = this.#parts
    const names = (await readdir(examplesFolder)).filter(isJobFile).sort()
    const templates = templateEndings.map((ending) => `${TEMPLATE}.${ending}`)
    const examples = names.filter((name) => !templates.includes(name))
    const read =
      (kind: 'template' | 'example') =>
      async (fileName: string): Promise<JobSource> => {
        const path = join(examplesFolder, fileName)
        const origin = kind === 'example' ? path : null
        return { kind, origin, fileName, source: await readJobText(path) }
      }
    return Promise.all([...templates.map(read('template')), ...examples.map(read('example'))])
  }

  /**
   * A file that the person chooses in a dialog; null where they closed it.
   *
   * @throws InputError where it cannot be read
   */
  async choose(): Promise<JobSource | null> {
    const path = await this.#parts.shell.chooseJobFile()
    if (path === null) return null
    const fileName = basename(path)
    if (!isJobFile(fileName)) {
      const message = `${fileName} is no job: choose a file in TypeScript, JavaScript or Python.`
      throw new LabFault('invalid-input', message)
    }
    const source = await readJobText(path)
    this.#chosen.set(path, digestOf(source))
    return { kind: 'file', origin: path, fileName, source }
  }

  /**
   * Tries a job, after the person agreed to this very version of it.
   *
   * @throws LabFault `busy` while something is measured or tried
   * @throws InputError where there is no Python for it; OutputError where it cannot be kept
   */
  async try(request: TrialRequest): Promise<TrialOutcome> {
    const { lab, lock, shell } = this.#parts
    const { fileName, source, agreedTo } = request
    lock.assertFree()
    const sha256 = digestOf(source)
    if (!(await lab.agreedJobs.has(sha256))) {
      const words = consentWords(fileName)
      const isAgreed = await shell.agrees(fileName, words, agreedTo === sha256)
      if (!isAgreed) return { kind: 'unagreed', sha256, words }
      await lab.agreedJobs.add(sha256)
    }
    lock.take('trial')
    const cancellation = new AbortController()
    const trial = this.#tryAt(request, cancellation.signal)
    this.#trial = { cancellation, ended: trial.catch(() => undefined) }
    try {
      return await trial
    } finally {
      this.#trial = null
      lock.giveBack()
    }
  }

  /** Ends the trial that goes on, if one does, with its process. */
  async cancel(): Promise<void> {
    this.#trial?.cancellation.abort()
    await this.#trial?.ended
  }

  async #tryAt(request: TrialRequest, signal: AbortSignal): Promise<TrialOutcome> {
    const { lab, python } = this.#parts
    try {
      const file = await readJobFile(await this.#placeOf(request), SEED)
      const tried = await lab.tryJob(file, signal, await python())
      const cores = threadsFor(readEnvironment(buildInfo))
      const spec = ownSpec(file, tried, request.fileName, cores)
      return { kind: 'tried', spec, words: trialWords(file.file, tried) }
    } catch (error) {
      if (error instanceof JobError) {
        return { kind: 'faulty', message: error.message, line: error.line }
      }
      if (error instanceof RunError && signal.aborted) return { kind: 'cancelled' }
      throw error
    }
  }

  /**
   * Where the job stands from which packages are looked for: in the file that was chosen, which is
   * saved where it was edited, in an example as it came, else in a file of its own, each version in
   * another.
   */
  async #placeOf({ origin, fileName, source }: TrialRequest): Promise<string> {
    const { examplesFolder, keptFolder } = this.#parts
    const sha256 = digestOf(source)
    if (origin !== null && this.#chosen.has(origin)) {
      await this.#save(origin, source)
      return origin
    }
    if (origin !== null && dirname(origin) === examplesFolder && isJobFile(origin)) {
      if (digestOf(await readJobText(origin)) === sha256) return origin
    } else if (origin !== null) {
      throw new LabFault('refused', `Choose ${fileName} in the dialog first.`)
    }
    const path = join(keptFolder, sha256.slice(0, SHORT_DIGEST), fileName)
    await makeFolder(dirname(path))
    await replaceFile(path, source)
    return path
  }

  /** Saves what was edited, unless another program changed the file meanwhile. */
  async #save(path: string, source: string): Promise<void> {
    const there = digestOf(await readJobText(path))
    const wanted = digestOf(source)
    if (there !== wanted) {
      if (there !== this.#chosen.get(path)) {
        const message = `${basename(path)} was changed by another program. Choose it again to go on with what is there now.`
        throw new LabFault('refused', message)
      }
      await replaceFile(path, source)
    }
    this.#chosen.set(path, wanted)
  }
}
