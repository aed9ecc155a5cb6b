import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Line } from './explore'

/** An input that takes longer than that hangs; on a busy machine most take below a second. */
const HANG_MS = 60_000

/** What is wrong with an input, and its number. */
export interface Fault {
  readonly index: number
  readonly fault: string
}

/**
 * Tries inputs of a kind in a process of their own, which may hang, run out of memory or die.
 *
 * @param changes of each input only these; null for all
 * @returns the first fault, or null where there is none in all of them
 */
export function watch(
  program: string,
  kind: string,
  seed: number,
  [from, to]: readonly [number, number],
  changes: readonly number[] | null,
): Promise<Fault | null> {
  const args = [
    '--child',
    kind,
    String(seed),
    String(from),
    String(to),
    changes?.join(',') ?? 'all',
  ]
  const child = spawn(process.execPath, ['--max-old-space-size=1500', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let index = from
  let said = ''
  let found: Fault | null = null
  let timer: NodeJS.Timeout | undefined
  const end = (fault: string): void => {
    found ??= { index, fault }
    child.kill('SIGKILL')
  }
  const waitAgain = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      end(`no end within ${HANG_MS / 1_000} s`)
    }, HANG_MS)
  }
  child.stderr.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-2_000)))
  createInterface({ input: child.stdout }).on('line', (text) => {
    waitAgain()
    const line = JSON.parse(text) as Line
    if ('begun' in line) index = line.begun
    else if (line.fault !== null) end(line.fault)
  })
  waitAgain()
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code !== 0 && found === null) {
        found = { index, fault: `the process ended with ${String(code ?? signal)}: ${said}` }
      }
      resolve(found)
    })
  })
}
