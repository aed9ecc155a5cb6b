import { app } from 'electron'
import { join, resolve } from 'node:path'

/** Inside the packaged application, files that must be real ones lie beside its archive. */
const beside = (folder: string): string => folder.replace('app.asar', 'app.asar.unpacked')

/** The built interface. */
export const pageFolder = join(import.meta.dirname, '../renderer')

/** The lessons that come with the lab. */
export const lessonsFolder = join(import.meta.dirname, '../../resources/lessons')

/** Templates and examples of jobs: what Python runs must be a real file. */
export const examplesFolder = beside(join(import.meta.dirname, '../../resources/examples'))

/** The built threads: a thread cannot be started from within an archive. */
export const engineFolder = beside(import.meta.dirname)

/** What a `files` workload reads where its spec names no folder: the project's own dependencies. */
export const filesFolder = (): string => join(beside(app.getAppPath()), 'node_modules')

/** Puts the window's own files under `COREWISE_HOME` too, where it is set. */
export function useHomeFolder(): void {
  const home = process.env.COREWISE_HOME
  if (home) app.setPath('userData', join(resolve(home), 'desktop'))
}
