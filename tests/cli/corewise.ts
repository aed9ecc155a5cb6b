import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const program = resolve(import.meta.dirname, '../../out/main/cli.cjs')

/** What the command line did. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command line that is running. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves when standard error has shown this. */
  shows(text: string): Promise<void>
}

/** Flags of a short run, in which one contender has a core at some time on a busy machine too. */
export const brief = ['--blocks', '1', '--duration', '800ms', '--warmup', '20ms']

/**
 * Starts the built command line with a library of its own.
 *
 * @param output where its standard output goes; without it, to `ended`
 * @param preloaded a script that each of its threads runs before anything else
 */
export function start(
  args: readonly string[],
  home: string,
  cwd: string = home,
  output: number | 'pipe' = 'pipe',
  preloaded: string | null = null,
): Running {
  const options = preloaded === null ? {} : { NODE_OPTIONS: `--require ${preloaded}` }
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, COREWISE_HOME: home, CI: '1', FORCE_COLOR: undefined, ...options },
    stdio: ['ignore', output, 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const watchers = new Set<() => void>()
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text.toString()
    for (const watcher of watchers) watcher()
  })
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }))
  const shows = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stderr.includes(wanted)) return
        watchers.delete(look)
        resolve()
      }
      watchers.add(look)
      look()
      void ended.then(() => {
        reject(new Error(`The command line ended without showing "${wanted}": ${stderr}`))
      })
    })
  return { child, ended, shows }
}

/** Runs the built command line to its end. */
export function corewise(args: readonly string[], home: string, cwd?: string): Promise<Ended> {
  return start(args, home, cwd).ended
}
