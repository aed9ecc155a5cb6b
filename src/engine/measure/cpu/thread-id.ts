import { readFileSync } from 'node:fs'

/**
 * The system's id of the calling thread, as its parent process sees it: on Linux, the first field
 * of /proc/thread-self/stat. Null on other systems, and where /proc is not mounted.
 */
export function currentThreadId(): number | null {
  if (process.platform !== 'linux') return null
  try {
    const tid = Number.parseInt(readFileSync('/proc/thread-self/stat', 'latin1'), 10)
    return Number.isNaN(tid) ? null : tid
  } catch {
    return null
  }
}
