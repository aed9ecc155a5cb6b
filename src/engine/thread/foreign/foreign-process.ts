import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { withMore } from '../../process/own-process'
import type { ThreadAnswer } from '../start-threads'

/** How long it may take to end by itself: a cancelled run has a second in all. */
const GRACE_MS = 150

/** How long the first answer may take: as many processes are to be started as there are workers. */
const START_LIMIT_MS = 90_000

/** Longer lines are no answer. */
const MOST_IN_LINE = 10_000

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('parked'), kept: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
])

/** Its standard input, output and error, and the descriptor of its answers. */
type Pipes = readonly [Writable, null, Readable, Readable]

/**
 * A contender's process of another runtime, with all that it starts, in a group of its own: so no
 * Ctrl-C reaches it, and it can be ended whole. Words go in on its standard input, one a line; answers
 * come back on descriptor 3, a JSON object a line.
 */
export class ForeignProcess {
  /** Resolves with why it ended, or answers no more, without having been asked to. */
  readonly died: Promise<Error>
  readonly #name: string
  readonly #child: ChildProcess
  readonly #exited: Promise<void>
  #fail: (error: Error) => void = () => undefined
  #hear: (answer: ThreadAnswer) => void = () => undefined
  #hasAnswered = false
  #isStopping = false
  #complaint = ''

  constructor(name: string, program: string, args: readonly string[]) {
    this.#name = name
    this.died = new Promise((resolve) => (this.#fail = resolve))
    this.#child = spawn(program, args, {
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const [words, , complaints, answers] = this.#child.stdio as unknown as Pipes
    // Whoever has ended hears nothing; its end says so.
    words.on('error', () => undefined)
    complaints.on('data', (text: Buffer) => {
      this.#complaint = withMore(this.#complaint, text.toString())
    })
    this.#listen(answers)
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        resolve()
        // What it wrote last is still on its way.
        setImmediate(() => {
          this.#die(`${signal ?? `it ended with code ${code ?? 0}`}${this.#lastWords()}`)
        })
      })
      this.#child.once('error', (error) => {
        if (this.#child.pid !== undefined) return
        this.#die(`it could not be started: ${error.message}`)
        resolve()
      })
    })
  }

  /** Says a word and resolves with its answer; stays pending where it dies before. */
  ask(word: string): Promise<ThreadAnswer> {
    return new Promise((resolve) => {
      const limit = this.#hasAnswered
        ? undefined
        : setTimeout(() => {
            this.#die(`it did not answer within ${START_LIMIT_MS / 1_000} s`)
          }, START_LIMIT_MS)
      void this.died.then(() => {
        clearTimeout(limit)
      })
      this.#hear = (answer) => {
        clearTimeout(limit)
        this.#hasAnswered = true
        resolve(answer)
      }
      this.#say(word)
    })
  }

  /** Asks it to end, and ends it and all that it started by force where it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#say('halt')
    this.#say('end')
    const timer = setTimeout(() => {
      this.#kill()
    }, GRACE_MS)
    await this.#exited
    clearTimeout(timer)
  }

  #say(word: string): void {
    this.#child.stdin?.write(`${word}\n`)
  }

  #listen(answers: Readable): void {
    let rest = ''
    answers.on('data', (text: Buffer) => {
      const lines = (rest + text.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.#take(line)
      if (rest.length > MOST_IN_LINE) this.#die('it answers what is no answer')
    })
  }

  #take(line: string): void {
    const read = answerSchema.safeParse(parsed(line))
    if (!read.success) this.#die('it answers what is no answer')
    else if (read.data.kind === 'failed') this.#die(read.data.message)
    else this.#hear(read.data)
  }

  #die(why: string): void {
    if (this.#isStopping) return
    this.#fail(new Error(`${this.#name}: ${why}`))
  }

  /** The last line of its complaint: of a Python that breaks off, the error. */
  #lastWords(): string {
    const line = this.#complaint.trim().split('\n').at(-1)?.trim() ?? ''
    return line === '' ? '' : `: ${line}`
  }

  #kill(): void {
    const { pid } = this.#child
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // No group: on Windows, or gone already.
      this.#child.kill('SIGKILL')
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
