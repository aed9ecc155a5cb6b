import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { compileFunction, constants } from 'node:vm'
import * as loop from '../loop'
import { compileJob, EXPORTS, IMPORTER } from './compile-job'
import { silence } from './silence'
import { jobModuleOf, type JobModule } from './job-module'

/** Where a person's job is, and which version of the file was agreed to. */
export interface JobFile {
  /** Its whole path. */
  readonly file: string
  readonly sha256: string
  /** Draws the inputs where they are a function of it. */
  readonly seed: number
}

/** A file that is no longer what it was when its person agreed to run it. */
export class JobChangedError extends Error {
  override readonly name = 'JobChangedError'
}

/** An import by this name is the lab's loop: `import { sleep, gather } from 'corewise'`. */
const OWN_NAME = 'corewise'

/** The digest by which a job file is known. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Loads a job file into the calling thread and runs its top level: somebody's code, with all that the
 * process may do.
 *
 * @throws JobChangedError where the file is another by now
 * @throws SourceError, JobExportError, or what the file throws
 */
export async function loadJob({ file, sha256, seed }: JobFile): Promise<JobModule> {
  silence()
  const source = readFileSync(file, 'utf8')
  if (digestOf(source) !== sha256) {
    throw new JobChangedError('the file was changed since it was tried; run it again')
  }
  return jobModuleOf(await new JobImporter().load(file, source), seed)
}

/** Loads a job file and the files in TypeScript that it imports, each once. */
class JobImporter {
  readonly #loaded = new Map<string, Promise<Record<string, unknown>>>()

  load(file: string, source: string): Promise<Record<string, unknown>> {
    const known = this.#loaded.get(file)
    if (known !== undefined) return known
    const loading = this.#run(file, source)
    this.#loaded.set(file, loading)
    return loading
  }

  async #run(file: string, source: string): Promise<Record<string, unknown>> {
    const language = isTypeScript(file) ? 'typescript' : 'javascript'
    const body = `return (async () => {${compileJob(source, language)}\n})()`
    const given = [IMPORTER, EXPORTS, 'require', 'module', 'exports', '__filename', '__dirname']
    const exported: Record<string, unknown> = {}
    const module = { exports: {} as Record<string, unknown> }
    const run = compileFunction(body, given, {
      filename: file,
      // Packages are looked for from the file's own folder.
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (...args: unknown[]) => Promise<void>
    const importer = (name: string): Promise<unknown> | undefined => this.#import(name, file)
    const require = createRequire(file)
    await run(importer, exported, require, module, module.exports, file, dirname(file))
    // Properties are kept as they are: a module's bindings are read when they are asked for.
    return Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(module.exports),
        ...Object.getOwnPropertyDescriptors(exported),
      },
    )
  }

  /** What the lab imports itself; undefined for what Node does. */
  #import(name: string, from: string): Promise<unknown> | undefined {
    if (name === OWN_NAME) return Promise.resolve(loop)
    if (!/^\.{0,2}\//.test(name)) return undefined
    const wanted = resolve(dirname(from), name)
    const file = [wanted, `${wanted}.ts`, wanted.replace(/\.(m?)js$/, '.$1ts')].find(
      (candidate) => isTypeScript(candidate) && isFile(candidate),
    )
    return file === undefined ? undefined : this.load(file, readFileSync(file, 'utf8'))
  }
}

function isTypeScript(file: string): boolean {
  return /\.[mc]?ts$/.test(file)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
