import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Body } from './random-program'

// asyncio was changed in 3.11.4 (a time limit in a task that was cancelled before) and in 3.12.
const FIRST_PATCH = 4

/** Why the comparison with a live CPython cannot be made here; undefined where it can. */
export function whyNoPython(): string | undefined {
  const code = 'import sys; print(".".join(map(str, sys.version_info[:3])))'
  const { stdout, status } = spawnSync('python3', ['-c', code], { encoding: 'utf8' })
  if (status !== 0) return 'there is no python3'
  const version = stdout.trim()
  const [major, minor, patch] = version.split('.').map(Number)
  const isKnown = major === 3 && minor === 11 && (patch ?? 0) >= FIRST_PATCH
  if (isKnown) return undefined
  return `python3 is ${version}, but the traces are of 3.11.${FIRST_PATCH} or a later 3.11`
}

/** What `record.py` records, without writing it. */
export function recordAll(): unknown {
  const { stdout, stderr, status } = spawnSync('python3', [pathOf('record.py'), '--print'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`record.py failed: ${stderr}`)
  return JSON.parse(stdout)
}

/** One Python process that runs random programs one after the other. */
export class PythonInterpreter {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>

  constructor() {
    this.#process = spawn('python3', ['-W', 'ignore', pathOf('interpreter.py')])
    // Python grumbles about coroutines that a program left behind; that is no difference.
    this.#process.stderr.resume()
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]()
  }

  /** The trace of a program on CPython's asyncio. */
  async traceOf(body: Body): Promise<string[]> {
    this.#process.stdin.write(`${JSON.stringify(body)}\n`)
    const line = await this.#answers.next()
    if (line.done === true) throw new Error('the Python process ended')
    const answer = JSON.parse(line.value) as { trace: string[] } | { error: string }
    if ('error' in answer) throw new Error(`interpreter.py: ${answer.error}`)
    return answer.trace
  }

  close(): void {
    this.#process.stdin.end()
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}
