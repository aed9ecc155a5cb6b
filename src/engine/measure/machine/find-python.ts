import { execFile } from 'node:child_process'
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
    execFile(
      program,
      ['-B', join(pythonFolder(engineFolder), 'describe.py')],
      { timeout: ANSWER_LIMIT_MS, maxBuffer: MOST_ANSWER_BYTES, killSignal: 'SIGKILL' },
      (error, answer) => {
        resolve(error === null ? readAnswer(answer) : { python: null, why: whyNot(error) })
      },
    )
  })
}

function readAnswer(answer: string): FoundPython {
  const read = pythonSchema.safeParse(parsed(answer))
  if (!read.success) return { python: null, why: 'does not answer as a Python does' }
  const python = read.data
  const [major = 0, minor = 0] = python.version.split('.').map(Number)
  const [leastMajor, leastMinor] = LEAST_VERSION
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return { python }
  const least = LEAST_VERSION.join('.')
  return {
    python: null,
    why: `is Python ${python.version}, and ${least} is the oldest that will do`,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function whyNot(error: Error & { readonly code?: unknown; readonly killed?: boolean }): string {
  switch (error.code) {
    case 'ENOENT':
      return 'is not installed'
    case 'EACCES':
      return 'may not be run'
    case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
      return 'does not answer as a Python does'
    default:
  }
  if (error.killed === true) return `did not answer within ${ANSWER_LIMIT_MS / 1_000} s`
  return typeof error.code === 'number'
    ? `is no Python that runs: it ended with code ${error.code}`
    : 'is no Python that runs'
}
