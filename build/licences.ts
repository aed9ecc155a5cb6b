import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** The notices of one library, as they have to travel with it. */
export interface Notice {
  readonly name: string
  readonly version: string
  /** Its licence, as an SPDX expression. */
  readonly licence: string
  readonly text: string
}

/** What Vite writes of the libraries that it built in, one file a build (`build.license`). */
export const BUNDLED_FILE = 'licences.json'

/** Where all notices are in the built page, which is where people read them. */
const NOTICES_FILE = 'licences.txt'

/** What is copied into the page, and what is compiled into it under licences of its own. */
const copied: Readonly<Record<string, readonly string[]>> = {
  speedscope: [
    'aphrodite (MIT)',
    'jfrview (MIT)',
    'jszip (MIT)',
    'pako (MIT AND Zlib)',
    'preact (MIT)',
    'protobufjs (BSD-3-Clause)',
    'source-map (BSD-3-Clause)',
    'uint8array-json-parser (MIT)',
  ],
}

/** Licences that ask for nothing but their notice. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Zlib',
])

/** What is used unchanged under a licence that asks for its source, and where that is. */
const withSource: Readonly<Record<string, { licence: string; source: string }>> = {
  pyodide: { licence: 'MPL-2.0', source: 'https://github.com/pyodide/pyodide' },
}

/** Whose package lacks its notice: who wrote it, and the licences, in `resources/licences`. */
const withoutNotice: Readonly<Record<string, { authors: string; texts: readonly string[] }>> = {
  '@assemblyscript/loader': {
    authors: 'Copyright The AssemblyScript Authors.',
    texts: ['Apache-2.0'],
  },
  pyodide: {
    authors:
      'Copyright Pyodide contributors and Mozilla. It holds CPython, copyright Python Software Foundation.',
    texts: ['MPL-2.0', 'PSF-2.0'],
  },
}

/**
 * Writes the notices of the lab, its fonts and every library that travels with it, once all is
 * built. A library under any other licence than those above fails the build.
 */
export function noticesPlugin(projectFolder: string): Plugin {
  return {
    name: 'corewise-notices',
    apply: 'build',
    closeBundle() {
      const folder = join(projectFolder, 'out/renderer')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, NOTICES_FILE), noticesText(projectFolder))
    },
  }
}

/** @throws Error where a library has no notice, or a licence that does not suit */
function noticesText(projectFolder: string): string {
  const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8').trim()
  const parts = [
    `Corewise\n\n${read('LICENSE')}`,
    `Fonts: IBM Plex Mono and Inter\n\n${read('resources/fonts/LICENSE.txt')}`,
    ...noticesOf(projectFolder).map((notice) => {
      assertSuits(notice)
      const source = withSource[notice.name]?.source
      const where = source === undefined ? '' : `\nUnchanged. Its source: ${source}`
      return `${notice.name} ${notice.version} (${notice.licence})${where}\n\n${notice.text}`
    }),
  ]
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

/** The notices of every library that is built in or installed beside, by name, each once. */
export function noticesOf(projectFolder: string): Notice[] {
  const all = new Map<string, Notice>()
  for (const notice of [
    ...bundledNotices(projectFolder),
    ...copiedNotices(projectFolder),
    ...installedNotices(projectFolder),
  ]) {
    all.set(`${notice.name}@${notice.version}`, notice)
  }
  return [...all.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, notice]) => notice)
}

/** @throws Error if the licence is not permissive, and the library not one that is known */
export function assertSuits({ name, licence, text }: Notice): void {
  if (text === '') throw new Error(`${name} brings no notice of its licence (${licence})`)
  const suits = licence
    .replace(/[()]/g, '')
    .split(/ AND | OR /)
    .every((part) => permissive.has(part))
  if (suits || withSource[name]?.licence === licence) return
  throw new Error(
    `${name} is licensed under ${licence || 'nothing'}, which is not known as permissive: take another library, or see build/licences.ts`,
  )
}

function bundledNotices(projectFolder: string): Notice[] {
  const files = ['main', 'preload', 'renderer']
    .map((part) => join(projectFolder, 'out', part, BUNDLED_FILE))
    .filter((path) => existsSync(path))
  return files.flatMap((path) =>
    (JSON.parse(readFileSync(path, 'utf8')) as Bundled[]).map((library) => ({
      name: library.name,
      version: library.version,
      licence: library.identifier ?? '',
      text: library.text?.trim() ?? '',
    })),
  )
}

function copiedNotices(projectFolder: string): Notice[] {
  return Object.entries(copied).map(([name, parts]) => {
    const folder = join(projectFolder, 'node_modules', name)
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About
    const compiled = ['Compiled into it:', ...parts].join('\n')
    const text = [textIn(folder), ...fontNotices(folder), compiled].join('\n\n')
    return { name, version: about.version, licence: about.license ?? '', text }
  })
}

/** Licences of the fonts that a built package brings along. */
function fontNotices(folder: string): string[] {
  const built = join(folder, 'dist/release')
  return readdirSync(built)
    .filter((name) => /licen[cs]e/i.test(name))
    .map((name) => readFileSync(join(built, name), 'utf8').trim())
}

/** A library in the file that Vite writes. */
interface Bundled {
  readonly name: string
  readonly version: string
  readonly identifier?: string | null
  readonly text?: string
}

/** The production dependencies, and theirs, as far as they are installed on this system. */
function installedNotices(projectFolder: string): Notice[] {
  const seen = new Map<string, Notice>()
  const visit = (name: string, from: string, parent: Notice | null): void => {
    const folder = folderOf(name, from)
    if (folder === null || seen.has(folder)) return
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About
    // A binary for one system comes without; it is the same work as what asks for it.
    const text =
      textIn(folder) || (name.startsWith(`${parent?.name ?? ' '}-`) ? (parent?.text ?? '') : '')
    const notice = {
      name,
      version: about.version,
      licence: about.license ?? '',
      text: [text, compiledInto(folder)].filter((part) => part !== '').join('\n\n'),
    }
    seen.set(folder, notice)
    const needed = { ...about.dependencies, ...about.optionalDependencies }
    for (const other of Object.keys(needed)) visit(other, folder, notice)
  }
  const project = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as About
  for (const name of Object.keys(project.dependencies ?? {})) visit(name, projectFolder, null)
  return [...seen.values()].map((notice) =>
    notice.text === '' ? { ...notice, text: ownText(notice.name, projectFolder) } : notice,
  )
}

/** The part of a `package.json` that is read here. */
interface About {
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The folder of a package, found as Node finds it; null where it is not installed. */
function folderOf(name: string, from: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return dirname(from) === from ? null : folderOf(name, dirname(from))
}

function ownText(name: string, projectFolder: string): string {
  const own = withoutNotice[name]
  if (own === undefined) return ''
  const texts = own.texts.map((licence) =>
    readFileSync(join(projectFolder, 'resources/licences', `${licence}.txt`), 'utf8').trim(),
  )
  return [own.authors, ...texts].join('\n\n')
}

/** The part of a CycloneDX bill of materials that is read here. */
interface Materials {
  readonly components: readonly {
    readonly type: string
    readonly name: string
    readonly version?: string
    readonly licenses?: readonly {
      readonly expression?: string
      readonly license?: { readonly id?: string; readonly name?: string }
    }[]
  }[]
}

/** What a package says is compiled into its binary, a line for each, with the licences of each. */
function compiledInto(folder: string): string {
  const file = join(folder, 'sbom.cdx.json')
  if (!existsSync(file)) return ''
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as Materials
  const lines = components
    .filter(({ type }) => type === 'library')
    .map(({ name, version, licenses }) => {
      const known = licenses?.map((one) => one.expression ?? one.license?.id ?? one.license?.name)
      return `${[name, version].filter(Boolean).join(' ')} (${known?.join(', ') ?? 'not stated'})`
    })
  return [
    'Compiled into it; the source of each is at https://crates.io or its project:',
    ...lines,
  ].join('\n')
}

function textIn(folder: string): string {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n')
}
