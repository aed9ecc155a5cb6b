import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { asStarter, hangUp, whenParentIsGone } from '../src/host/parent-process'
import { hasDisplay } from './runtime/display'
import { describeRuntime, findRuntime } from './runtime/find-runtime'
import { sandboxSwitches } from './runtime/sandbox'

/** What a program ends with that the system's loader could not start: a library is missing. */
const CANNOT_LOAD = 127

const projectFolder = join(import.meta.dirname, '../..')

/**
 * `npm start`: opens the lab in Electron where there is one and a display to show it on, and
 * otherwise serves the same lab to a browser on this machine.
 */
async function start(): Promise<void> {
  if (!hasDisplay(process.env)) {
    await serve('Runtime: the browser, because there is no display here')
    return
  }
  const runtime = await findRuntime({ environment: process.env, projectFolder, say })
  if (typeof runtime === 'string') {
    await serve(`Runtime: the browser. ${runtime}`)
    return
  }
  say(describeRuntime(runtime))
  const switches = sandboxSwitches()
  if (switches.length > 0) say("Running as root: Chromium's sandbox is off (--no-sandbox)")
  const code = await run(runtime.executable, [...switches, projectFolder, ...process.argv.slice(2)])
  if (code !== CANNOT_LOAD) process.exitCode = code
  else await serve('Runtime: the browser, because Electron lacks a system library here')
}

async function serve(reason: string): Promise<void> {
  say(reason)
  process.exitCode = await run(process.execPath, [
    join(import.meta.dirname, 'server.cjs'),
    ...process.argv.slice(2),
  ])
}

/** What ends with this program, while it runs. */
let running: ChildProcess | null = null

/** Runs a program in this terminal until it ends. */
function run(command: string, programArguments: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...asStarter() }
    const child = spawn(command, programArguments, { stdio: 'inherit', env })
    running = child
    child.once('error', reject)
    child.once('close', (code) => {
      running = null
      resolve(code ?? 1)
    })
  })
}

/** Has the program that runs end in its own way, or this one where none does yet. */
function end(signal: NodeJS.Signals): void {
  if (running === null) process.exit(128 + constants.signals[signal])
  running.kill(signal)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

// Ctrl-C reaches the program from the terminal as well; once it ends, another does no harm.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
whenParentIsGone(hangUp)
void start()
