import { dirname } from 'node:path'
import { z } from 'zod'
import type { Spec } from '../../engine/spec/spec'
import { InputError, quote } from '../input/input-error'
import { readJson } from '../input/read-json'
import { agreedJobsFile } from '../library/library-folder'
import { removeUnfinished } from '../output/leftover'
import { makeFolder } from '../output/output-folder'
import { replaceFile } from '../output/write-files'

/** As many are remembered; the oldest is forgotten first. */
const MOST_AGREED = 500

const fileSchema = z.object({
  kind: z.literal('corewise-agreed-jobs'),
  sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
})

/**
 * Which job files a person agreed to run, by their digests: a job is somebody's code, with all that
 * its person may do. A file that was changed, or came with a result of somebody else, is asked for
 * anew.
 */
export class AgreedJobs {
  readonly #path: string

  constructor(path = agreedJobsFile()) {
    this.#path = path
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#read()).includes(sha256)
  }

  /**
   * A spec can come from a file of somebody else and name any program on this machine, so only what
   * its person agreed to is run; the engine sees to it that the file is still that one.
   *
   * @throws InputError where its person did not
   */
  async assert({ workload }: Spec): Promise<void> {
    if (workload.kind !== 'own' || (await this.has(workload.sha256))) return
    const { file } = workload
    const message = `workload.file: ${quote(file)} was never agreed to on this machine; run the file itself first`
    throw new InputError('invalid-field', message, {
      source: file,
      field: 'workload.file',
      value: file,
    })
  }

  /** @throws OutputError where it cannot be kept */
  async add(sha256: string): Promise<void> {
    const others = (await this.#read()).filter((known) => known !== sha256)
    const kept = { kind: 'corewise-agreed-jobs', sha256: [sha256, ...others].slice(0, MOST_AGREED) }
    await makeFolder(dirname(this.#path))
    await replaceFile(this.#path, JSON.stringify(kept, null, 2))
    await removeUnfinished(dirname(this.#path), { isDeep: false })
  }

  /** A file that is not there, or not as it should be, has agreed to nothing. */
  async #read(): Promise<readonly string[]> {
    try {
      return fileSchema.parse(await readJson(this.#path)).sha256
    } catch {
      return []
    }
  }
}
