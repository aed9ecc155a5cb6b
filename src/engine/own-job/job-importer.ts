import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFunction, constants } from 'node:vm'
import * as loop from '../loop'
import { SourceError } from '../strip-types'
import { compileJob, SCOPE, type Binding, type JobFileScope } from './compile-job'

/** An import by this name is the lab's loop: `import { sleep, gather } from 'corewise'`. */
const OWN_NAME = 'corewise'

/** A file that was loaded, or is being loaded. */
interface LoadedFile {
  readonly path: string
  /** What it exports so far. */
  readonly exports: Record<string, unknown>
  /** Resolves once it has run. */
  loaded: Promise<void>
  /** Files whose end it waits for. */
  readonly awaited: Set<LoadedFile>
  /** Files that have imported from it, and what gives them its values of now. */
  readonly importers: { readonly file: LoadedFile; readonly bind: () => void }[]
}

/**
 * Loads a job file and the files in TypeScript and JSON that it imports, each once. Of files that
 * import each other, the one that was asked for first is given what the others export by the time
 * it runs, as modules are: functions are always there, and values once their file has run.
 */
export class JobImporter {
  readonly #files = new Map<string, LoadedFile>()

  /**
   * What a file exports, once it has run.
   *
   * @throws SourceError where it does not parse, Error where a file that it imports does not, or
   *   what one of them throws
   */
  async load(path: string, source: string): Promise<Record<string, unknown>> {
    const file = this.#begin(path, compileJob(source, languageOf(path)))
    await file.loaded
    return file.exports
  }

  #begin(path: string, compiled: string): LoadedFile {
    const file: LoadedFile = {
      path,
      exports: {},
      loaded: Promise.resolve(),
      awaited: new Set(),
      importers: [],
    }
    this.#files.set(path, file)
    // Not before it is known who waits for it.
    file.loaded = Promise.resolve().then(() => this.#run(file, compiled))
    return file
  }

  async #run(file: LoadedFile, compiled: string): Promise<void> {
    const { path, exports } = file
    const given = [SCOPE, 'require', 'module', 'exports', '__filename', '__dirname']
    const run = compileFunction(`return (async () => {${compiled}\n})()`, given, {
      filename: path,
      // Packages are looked for from the file's own folder.
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (...args: unknown[]) => Promise<void>
    const module: { exports: unknown } = { exports: {} }
    const scope: JobFileScope = {
      exports,
      meta: metaOf(path),
      import: (name, asNode, bindings = []) => this.#import(file, name, asNode, bindings),
      handOn: (others, names = namesOf(others)) => {
        handOn(others, names, exports)
      },
      changed: (value) => {
        tellImporters(file, new Set())
        return value
      },
    }
    await run(scope, createRequire(path), module, module.exports, path, dirname(path))
    // Properties are kept as they are: a module's bindings are read when they are asked for.
    const common = Object.getOwnPropertyDescriptors(module.exports ?? {})
    for (const [name, property] of Object.entries(common)) {
      if (!(name in exports)) Object.defineProperty(exports, name, property)
    }
    tellImporters(file, new Set())
  }

  async #import(
    from: LoadedFile,
    name: string,
    asNode: (name: string) => Promise<object>,
    bindings: readonly Binding[],
  ): Promise<object> {
    const file = this.#fileFor(name, from)
    if (file === null) {
      const exports = foreignExports(name, from.path) ?? (await asNode(name))
      for (const [wanted, set] of bindings) set(exportOf(exports, wanted, name))
      return exports
    }
    // Of two that wait for each other, neither could go on.
    const isCircular = file === from || waitsFor(file, from, new Set())
    const bind = binder(file, bindings)
    file.importers.push({ file: from, bind })
    if (!isCircular) {
      from.awaited.add(file)
      await file.loaded
      from.awaited.delete(file)
      for (const [wanted] of bindings) exportOf(file.exports, wanted, name)
    }
    bind()
    return file.exports
  }

  /** The file that the lab loads itself; null for what Node does. Begins to load it. */
  #fileFor(name: string, { path: from }: LoadedFile): LoadedFile | null {
    if (!/^\.{0,2}\//.test(name)) return null
    const wanted = resolve(dirname(from), name)
    const path = [
      wanted,
      `${wanted}.ts`,
      wanted.replace(/\.(m?)js$/, '.$1ts'),
      join(wanted, 'index.ts'),
    ].find((one) => this.#files.has(one) || (isTypeScript(one) && isFile(one)))
    if (path === undefined) return null
    return this.#files.get(path) ?? this.#begin(path, compiledPart(path))
  }
}

/**
 * A file that a job file imports, compiled.
 *
 * @throws Error naming it and the line, where it does not parse
 */
function compiledPart(path: string): string {
  try {
    return compileJob(readFileSync(path, 'utf8'), languageOf(path))
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { line, message } = error
    throw new Error(
      `${basename(path)}${line === null ? '' : `:${line}`} does not parse: ${message}`,
    )
  }
}

/** What the lab imports that is no file of a job's; null for what Node imports. */
function foreignExports(name: string, from: string): object | null {
  if (name === OWN_NAME) return loop
  if (!name.endsWith('.json')) return null
  const content: unknown = createRequire(from)(name)
  const fields = typeof content === 'object' && content !== null ? content : {}
  return { ...fields, default: content }
}

/**
 * What a module exports by a name. Of one in CommonJS all is in its default, and not always found
 * by name.
 *
 * @throws SyntaxError where there is none of that name
 */
function exportOf(exports: object, wanted: string, name: string): unknown {
  if (wanted === '*') return exports
  const { default: whole } = exports as { readonly default?: unknown }
  for (const place of [exports, whole]) {
    if (isObject(place) && wanted in place) return place[wanted]
  }
  throw new SyntaxError(`${name} exports no \`${wanted}\``)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** Gives an importer what a file exports, as far as it has run: it is called again then. */
function binder({ exports }: LoadedFile, bindings: readonly Binding[]): () => void {
  return () => {
    for (const [wanted, set] of bindings) {
      if (wanted === '*') set(exports)
      else if (isReadable(exports, wanted)) set(exports[wanted])
    }
  }
}

/** A variable cannot be read before its file has come to it. */
function isReadable(exports: Readonly<Record<string, unknown>>, name: string): boolean {
  try {
    return exports[name] !== undefined || name in exports
  } catch {
    return false
  }
}

/** Gives importers the values of now, and theirs, who may have handed them on. */
function tellImporters(file: LoadedFile, told: Set<LoadedFile>): void {
  told.add(file)
  for (const importer of file.importers) {
    importer.bind()
    if (!told.has(importer.file)) tellImporters(importer.file, told)
  }
}

/** All that `export *` hands on. */
function namesOf(exports: object): Readonly<Record<string, string>> {
  const names = Object.keys(exports).filter((name) => name !== 'default')
  return Object.fromEntries(names.map((name) => [name, name]))
}

/**
 * Exports what another file does, by the names that are given; what is there already comes first.
 */
function handOn(
  others: object,
  names: Readonly<Record<string, string>>,
  exports: Record<string, unknown>,
): void {
  for (const [exported, name] of Object.entries(names)) {
    if (exported in exports) continue
    const get = (): unknown => (name === '*' ? others : others[name as keyof typeof others])
    Object.defineProperty(exports, exported, { get, enumerable: true, configurable: true })
  }
}

function waitsFor(file: LoadedFile, other: LoadedFile, seen: Set<LoadedFile>): boolean {
  seen.add(file)
  return [...file.awaited].some(
    (next) => next === other || (!seen.has(next) && waitsFor(next, other, seen)),
  )
}

/** What a file knows of itself by `import.meta`. */
function metaOf(path: string): object {
  const url = pathToFileURL(path).href
  const resolved = (name: string): string => {
    if (isBuiltin(name)) return name
    if (/^(\.{0,2}\/|[a-z]+:)/.test(name)) return new URL(name, url).href
    return pathToFileURL(createRequire(path).resolve(name)).href
  }
  return { url, filename: path, dirname: dirname(path), resolve: resolved }
}

function languageOf(path: string): 'typescript' | 'javascript' {
  return isTypeScript(path) ? 'typescript' : 'javascript'
}

function isTypeScript(path: string): boolean {
  return /\.[mc]?ts$/.test(path)
}

function isFile(path: string): boolean {
  // Of a path through a file, as of a folder, `statSync` would throw.
  return existsSync(path) && statSync(path).isFile()
}
