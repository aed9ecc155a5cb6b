import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll } from 'vitest'

/**
 * Gives each file of tests a temporary folder of its own, and to all that it starts, and removes it
 * at the end. Fails the file where the lab left a folder in it, or a process that goes on: what a
 * test itself writes lies in a folder whose name begins with "scratch-".
 */

const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR'
/** What was told to end has ended by then, also on a machine that stands still for a moment. */
const ENDING_MS = 50_000

const before = process.env[variable]
const folder = mkdtempSync(join(tmpdir(), 'corewise-'))
process.env[variable] = folder

afterAll(async () => {
  const processes = await processesLeft()
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
  const folders = readdirSync(folder).filter((name) => name.startsWith('corewise-'))
  if (before === undefined) Reflect.deleteProperty(process.env, variable)
  else process.env[variable] = before
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  const left = [...processes.map(({ pid, line }) => `process ${pid}: ${line}`), ...folders]
  if (left.length > 0) throw new Error(`These tests left something behind:\n${left.join('\n')}`)
})

/** The processes that still go on, once those that are ending have ended; on Linux alone. */
async function processesLeft(): Promise<{ pid: number; line: string }[]> {
  if (process.platform !== 'linux') return []
  const endMs = performance.now() + ENDING_MS
  for (;;) {
    const left = readdirSync('/proc').flatMap((name) => {
      try {
        // A process has the variables of the one that started it.
        const variables = readFileSync(`/proc/${name}/environ`, 'latin1').split('\0')
        if (!variables.includes(`${variable}=${folder}`)) return []
        const line = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')
        return [{ pid: Number(name), line: line.slice(0, 300) }]
      } catch {
        // It is no process, or one that has just ended.
        return []
      }
    })
    if (left.length === 0 || performance.now() > endMs) return left
    await delay(50)
  }
}
