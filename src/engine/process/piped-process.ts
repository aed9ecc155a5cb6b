import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { withMore } from './own-process'
import { stacksIn } from './python-stacks'

/** Its standard input, output and error, and the descriptor of its answers. */
type Pipes = readonly [Writable, null, Readable, Readable]

/** Longer lines are no answer. */
const MOST_IN_LINE = 1_000_000

/**
 * A process of another runtime, with all that it starts, in a group of its own: so no Ctrl-C
 * reaches it, and it can be ended whole. Words go in on its standard input, one a line; answers
 * come back on descriptor 3, a JSON value a line. What it prints is let go.
 */
export class PipedProcess {
  /** Resolves with how it ended: "SIGKILL", or "it ended with code 1: ImportError: …". */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  #complaint = ''

  /** What it said on standard error: the end of it. */
  get complaint(): string {
    return this.#complaint
  }

  /** Undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid
  }

  /** @param hear is given each answer; undefined where one is no JSON */
  constructor(program: string, args: readonly string[], hear: (answer: unknown) => void) {
    this.#child = spawn(program, args, {
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const [words, , complaints, answers] = this.#child.stdio as unknown as Pipes
    // A process that has ended hears nothing; its end says so.
    words.on('error', () => undefined)
    complaints.on('data', (text: Buffer) => {
      this.#complaint = withMore(this.#complaint, text.toString())
    })
    listen(answers, hear)
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        // What it started, and left behind.
        this.kill()
        // What it wrote last is still on its way.
        setImmediate(() => {
          resolve(`${signal ?? `it ended with code ${code ?? 0}`}${this.#lastWords()}`)
        })
      })
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined) resolve(`it could not be started: ${error.message}`)
      })
    })
  }

  /** Says a word; one that has ended hears nothing. */
  say(word: string): void {
    this.#child.stdin?.write(`${word}\n`)
  }

  /** Ends it and all that it started, at once. */
  kill(): void {
    const { pid } = this.#child
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // No group: on Windows, or gone already.
      this.#child.kill('SIGKILL')
    }
  }

  /** The last line of its complaint: of a Python that breaks off, the error. */
  #lastWords(): string {
    const { words } = stacksIn(this.#complaint)
    const line = words.trim().split('\n').at(-1)?.trim() ?? ''
    return line === '' ? '' : `: ${line}`
  }
}

function listen(answers: Readable, hear: (answer: unknown) => void): void {
  let rest = ''
  answers.on('data', (text: Buffer) => {
    const lines = (rest + text.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(parsed(line))
    if (rest.length > MOST_IN_LINE) {
      rest = ''
      hear(undefined)
    }
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
