import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { env } from 'node:process'

/** Between two looks at whether the parent is still there. */
const LOOK_EVERY_MS = 400

/** Names the process that a program of the lab was started by, where that one is the lab's too. */
const STARTER = 'COREWISE_STARTER'

/** What a program of the lab is to have in its environment that this process starts. */
export function asStarter(): Readonly<Record<string, string>> {
  return { [STARTER]: String(process.pid) }
}

/**
 * Ends this process as SIGHUP would: by what listens to that signal, at once where nothing does.
 * A listener tells it from a signal that was sent by the number, which it lacks.
 */
export function hangUp(): void {
  if (!process.emit('SIGHUP', 'SIGHUP')) process.exit(129)
}

/**
 * Calls `act` once when this process has lost the one that started it: one that is killed passes
 * nothing on, and npm passes no SIGHUP on. Only for a script of npm and for what the lab itself
 * starts, since a program that is started from a shell may outlive it.
 */
export function whenParentIsGone(act: () => void): void {
  const parent = expectedParent()
  if (parent === null) return
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(timer)
    act()
  }, LOOK_EVERY_MS)
  timer.unref()
}

/** The process without which this one is not to go on; null where there is none such. */
function expectedParent(): number | null {
  if (env[STARTER] !== undefined) return Number(env[STARTER])
  const program = process.argv[1]
  // By whole words: the name of a folder may be a part of a script's path.
  const words = env.npm_lifecycle_script?.split(/\s+/) ?? []
  const isScript =
    program !== undefined && words.some((word) => basename(word) === basename(program))
  if (!isScript) return null
  // npm is of the group of its scripts. One that was gone before this began has left an orphan, and
  // what adopts those is of another.
  return groupOf(process.ppid) === groupOf(process.pid) ? process.ppid : Number.NaN
}

/** Where a parent that ends leaves its number to its children, as on Windows. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** From Linux's /proc/<pid>/stat (proc(5)), where it is third after the name; null elsewhere. */
function groupOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.split(') ').at(-1)?.split(' ')[2] ?? null
  } catch {
    return null
  }
}
