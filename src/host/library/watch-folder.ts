import { watch } from 'node:fs'
import { makeFolder } from '../output/output-folder'

/** As long as what is written together may take: a run's folder and what is in it. */
const SETTLED_MS = 400

/**
 * Calls `onChange` once some folder in this one came, went or was renamed, also by another process.
 * Where it cannot be watched nothing is called. Keeps no process from ending.
 */
export async function watchFolder(folder: string, onChange: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await makeFolder(folder)
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      // What the lab notes down for itself is no run.
      if (name?.startsWith('.') === true) return
      clearTimeout(timer)
      timer = setTimeout(onChange, SETTLED_MS).unref()
    })
    watcher.on('error', () => {
      watcher.close()
    })
  } catch {
    // Out of watches, or a file system that has none: what is new is seen at the next list.
  }
}
