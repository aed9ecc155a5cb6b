import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { compileFunction, constants } from 'node:vm'
import * as loop from '../loop'
import { compileJob, EXPORTS, IMPORTER } from './compile-job'
import { silence } from './silence'
import { jobModuleOf, type JobModule } from './job-module'
import type { JobFile } from './trial'

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
 * Loads a job file into the calling thread and runs its top level: somebody's code, with all that
 * the process may do.
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

/** Loads a job file and the files in TypeScript and JSON that it imports, each once. */
class JobImporter {
  readonly #loaded = new Map<string, Promise<Record<string, unknown>>>()
  /** Which file waits for which others to be loaded. */
  readonly #awaited = new Map<string, Set<string>>()

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
    if (name.endsWith('.json')) return Promise.resolve(jsonModule(createRequire(from)(name)))
    if (!/^\.{0,2}\//.test(name)) return undefined
    const wanted = resolve(dirname(from), name)
    const candidates = [
      wanted,
      `${wanted}.ts`,
      wanted.replace(/\.(m?)js$/, '.$1ts'),
      join(wanted, 'index.ts'),
    ]
    const file = candidates.find((candidate) => isTypeScript(candidate) && isFile(candidate))
    return file === undefined ? undefined : this.#await(file, from)
  }

  /** @throws Error where the other file waits for this one, and neither could go on */
  async #await(file: string, from: string): Promise<unknown> {
    if (file === from || this.#waitsFor(file, from)) {
      const [one, other] = [basename(from), basename(file)]
      throw new Error(
        `${one} imports ${other}, which is waiting for it in turn: a circular import of TypeScript cannot be loaded. Move what both need into a file of its own`,
      )
    }
    const awaited = this.#awaited.get(from) ?? new Set()
    this.#awaited.set(from, awaited.add(file))
    try {
      return await this.load(file, readFileSync(file, 'utf8'))
    } finally {
      awaited.delete(file)
    }
  }

  #waitsFor(file: string, other: string): boolean {
    const awaited = [...(this.#awaited.get(file) ?? [])]
    return awaited.some((next) => next === other || this.#waitsFor(next, other))
  }
}

/** What a file in JSON exports: all of it as the default, and its fields by their names. */
function jsonModule(content: unknown): object {
  const fields = typeof content === 'object' && content !== null ? content : {}
  return { ...fields, default: content }
}

function isTypeScript(file: string): boolean {
  return /\.[mc]?ts$/.test(file)
}

function isFile(path: string): boolean {
  // Of a path through a file, as of a folder, `statSync` would throw.
  return existsSync(path) && statSync(path).isFile()
}
