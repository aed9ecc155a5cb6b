import { z } from 'zod'
import { PipedProcess } from '../../process/piped-process'
import type { ThreadAnswer } from '../start/start-threads'

/** How long it may take to end by itself: a cancelled run has a second in all. */
const GRACE_MS = 150

/** How long the first answer may take: as many processes are to be started as there are workers. */
const START_LIMIT_MS = 90_000

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('parked'), kept: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
])

/** A contender's process of another runtime, which takes up jobs and lets them be. */
export class ForeignProcess {
  /** Resolves with why it ended, or answers no more, without having been asked to. */
  readonly died: Promise<Error>
  readonly #name: string
  readonly #process: PipedProcess
  #fail: (error: Error) => void = () => undefined
  #hear: (answer: ThreadAnswer) => void = () => undefined
  #hasAnswered = false
  #isStopping = false

  constructor(name: string, program: string, args: readonly string[]) {
    this.#name = name
    this.died = new Promise((resolve) => (this.#fail = resolve))
    this.#process = new PipedProcess(program, args, (answer) => {
      this.#take(answer)
    })
    void this.#process.ended.then((how) => {
      this.#die(how)
    })
  }

  /** What it and its processes said on standard error: the end of it. */
  get complaint(): string {
    return this.#process.complaint
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
      this.#process.say(word)
    })
  }

  /** Asks it to end, and ends it and all that it started by force where it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#process.say('halt')
    this.#process.say('end')
    const timer = setTimeout(() => {
      this.#process.kill()
    }, GRACE_MS)
    await this.#process.ended
    clearTimeout(timer)
  }

  #take(answer: unknown): void {
    const read = answerSchema.safeParse(answer)
    if (!read.success) this.#die('it answers what is no answer')
    else if (read.data.kind === 'failed') this.#die(read.data.message)
    else this.#hear(read.data)
  }

  #die(why: string): void {
    if (this.#isStopping) return
    this.#fail(new Error(`${this.#name}: ${why}`))
  }
}
