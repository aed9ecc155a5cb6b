import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Programs of the checkout that the window never starts. */
const notOfTheWindow = /^(bench(-\w+)?|cli|fuzz|package|pictures|server|start)\.cjs$/

const requireCall = /\brequire\(["']([^"']+)["']\)/g

/** What is packed: files of `out/main`, and names of production dependencies with all of theirs. */
export interface Used {
  readonly files: ReadonlySet<string>
  readonly packages: ReadonlySet<string>
}

/** Follows the window's programs and threads to all that they load. */
export function usedByWindow(projectFolder: string): Used {
  const folder = join(projectFolder, 'out/main')
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const [, name = ''] of readFileSync(join(folder, file), 'utf8').matchAll(requireCall)) {
      if (name.startsWith('.')) visit(join(dirname(file), name))
      else addPackage(packageOf(name), projectFolder)
    }
  }
  const addPackage = (name: string, from: string): void => {
    const place = folderOf(name, from)
    if (place === null || packages.has(name)) return
    packages.add(name)
    const { dependencies, optionalDependencies } = readAbout(place)
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) {
      addPackage(other, place)
    }
  }
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.cjs') && !notOfTheWindow.test(name)) visit(name)
  }
  // Python comes up in a thread that imports it by its address.
  addPackage('pyodide', projectFolder)
  return { files, packages }
}

/** Production dependencies, and theirs, that are installed but not loaded by the window. */
export function unusedPackages(projectFolder: string, used: Used): string[] {
  const all = new Set<string>()
  const visit = (name: string, from: string): void => {
    const place = folderOf(name, from)
    if (place === null || all.has(name)) return
    all.add(name)
    const { dependencies, optionalDependencies } = readAbout(place)
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) {
      visit(other, place)
    }
  }
  for (const name of Object.keys(readAbout(projectFolder).dependencies ?? {})) {
    visit(name, projectFolder)
  }
  return [...all].filter((name) => !used.packages.has(name))
}

interface About {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

function readAbout(folder: string): About {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About
}

/** The name of a package in what is required of it: `chart.js/helpers`, `@napi-rs/canvas`. */
function packageOf(path: string): string {
  const parts = path.split('/')
  return parts.slice(0, path.startsWith('@') ? 2 : 1).join('/')
}

function folderOf(name: string, from: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return dirname(from) === from ? null : folderOf(name, dirname(from))
}
