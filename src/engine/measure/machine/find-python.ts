import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { pythonSchema, type Python } from './python'

/** The oldest that contenders run on: it has `asyncio.to_thread`. */
const LEAST_VERSION = [3, 9] as const

/** How long a Python may take to say what it is. */
const ANSWER_LIMIT_MS = 20_000
const MOST_ANSWER_BYTES = 65_536

/** What was found: a Python, or in half a sentence why there is none. */
export type FoundPython =
  | { readonly python: Python }
  /** "is Python 2.7.18, and 3.9 is the oldest that will do"; it follows the name of the program. */
  | { readonly python: null; readonly why: string }

/** The folder with Python's side of the lab, beside the built engine. */
export function pythonFolder(engineFolder: string): string {
  return join(engineFolder, '../../resources/python')
}

/**
 * Asks a program which Python it is. Never rejects, and ends a program that does not answer.
 *
 * @param program its path, or a name that the system looks up
 */
export function findPython(program: string, engineFolder: string): Promise<FoundPython> {
  return new Promise((resolve) => {
    const child = spawn(program, ['-B', join(pythonFolder(engineFolder), 'describe.py')], {
      // In a group of its own, so that it is ended with all that it started.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    })
    const end = (found: FoundPython): void => {
      clearTimeout(limit)
      endGroup(child)
      child.stdout.destroy()
      resolve(found)
    }
    const limit = setTimeout(() => {
      end(none(`did not answer within ${ANSWER_LIMIT_MS / 1_000} s`))
    }, ANSWER_LIMIT_MS)
    let answer = ''
    child.stdout.on('data', (text: Buffer) => {
      answer += text.toString()
      if (answer.length > MOST_ANSWER_BYTES) end(none(NO_ANSWER))
    })
    child.on('error', (error) => {
      end(none(whyNotStarted(error)))
    })
    child.on('exit', () => {
      // What it left behind would keep its output open.
      endGroup(child)
    })
    child.on('close', (code) => {
      const how = code === null ? '' : `: it ended with code ${code}`
      end(code === 0 ? readAnswer(answer) : none(`is no Python that runs${how}`))
    })
  })
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing is left of it.
  }
}

const NO_ANSWER = 'does not answer as a Python does'

function none(why: string): FoundPython {
  return { python: null, why }
}

function readAnswer(answer: string): FoundPython {
  const python = lastPython(answer)
  if (python === null) return none(NO_ANSWER)
  const [major = 0, minor = 0] = python.version.split('.').map(Number)
  const [leastMajor, leastMinor] = LEAST_VERSION
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return { python }
  const least = LEAST_VERSION.join('.')
  return none(`is Python ${python.version}, and ${least} is the oldest that will do`)
}

/** Of a Python that prints as it starts, or ends, the line that answers. */
function lastPython(answer: string): Python | null {
  for (const line of answer.split('\n').reverse()) {
    const read = pythonSchema.safeParse(parsed(line))
    if (read.success) return read.data
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function whyNotStarted({ code }: Error & { readonly code?: unknown }): string {
  if (code === 'ENOENT') return 'is not installed'
  return code === 'EACCES' ? 'may not be run' : 'is no Python that runs'
}
