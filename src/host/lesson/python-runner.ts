import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  THREAD_STACK_MIB,
  type ProgramOrder,
  type ProgramRun,
} from '../../engine/program/program-message'
import type { PythonMessage } from '../../engine/python/python-message'
import { RunError } from '../run/run-error'

/** What the thread may take beyond its program's time: to start, and to tell what it did. */
const GRACE_MS = 60_000
/** Of the thread itself: CPython has a memory of its own. */
const THREAD_MEMORY_MIB = 512

/** The program that runs, for the call that waits for it. */
interface Playing {
  readonly resolve: (run: ProgramRun) => void
  readonly reject: (error: RunError) => void
}

/**
 * Plays Python programs one after the other in a thread that has CPython ready. The thread is
 * started with the first program, or before it; while nothing runs it keeps no process alive.
 */
export class PythonRunner {
  readonly #engineFolder: string
  #thread: Worker | null = null
  #playing: Playing | null = null
  /** Each program waits for the one before it. */
  #last: Promise<unknown> = Promise.resolve()

  /** @param engineFolder the folder with the built threads */
  constructor(engineFolder: string) {
    this.#engineFolder = engineFolder
  }

  /** Starts the thread, so that the first program need not wait for it. */
  warm(): void {
    this.#thread ??= this.#start()
  }

  /**
   * Plays a program.
   *
   * @param signal ends it and its thread
   * @throws RunError where the thread itself fails
   */
  play(order: ProgramOrder, signal: AbortSignal | undefined): Promise<ProgramRun> {
    const played = this.#last.then(() => this.#play(order, signal))
    this.#last = played.catch(() => undefined)
    return played
  }

  /** Ends the thread, and the program that runs. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  async #play(order: ProgramOrder, signal: AbortSignal | undefined): Promise<ProgramRun> {
    if (signal?.aborted === true) return stopped('it was cancelled')
    const thread = (this.#thread ??= this.#start())
    const limitMs = 2 * order.timeLimitMs + GRACE_MS
    let timer: NodeJS.Timeout | undefined
    let end: ((message: string) => void) | undefined
    const abort = (): void => end?.('it was cancelled')
    thread.ref()
    try {
      return await new Promise<ProgramRun>((resolve, reject) => {
        this.#playing = { resolve, reject }
        end = (message) => {
          // It is in the middle of something, so that it cannot play another.
          void this.close()
          resolve(stopped(message))
        }
        timer = setTimeout(() => {
          end?.(`its thread did not answer within ${limitMs / 1_000} s`)
        }, limitMs)
        signal?.addEventListener('abort', abort, { once: true })
        thread.postMessage(order)
      })
    } finally {
      this.#playing = null
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      thread.unref()
    }
  }

  #start(): Worker {
    const thread = new Worker(join(this.#engineFolder, 'python-thread.cjs'), {
      name: 'python',
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MIB, stackSizeMb: THREAD_STACK_MIB },
    })
    const forget = (): void => {
      if (this.#thread === thread) this.#thread = null
    }
    const fail = (message: string, stack?: string): void => {
      forget()
      this.#playing?.reject(new RunError('died', `The thread of Python failed: ${message}`, stack))
    }
    thread.on('message', (message: PythonMessage) => {
      if (message.kind === 'failed') {
        fail(message.message)
        return
      }
      if (!message.isReusable) void this.close()
      this.#playing?.resolve(message.run)
    })
    thread.on('error', (error: Error) => {
      fail(error.message, error.stack)
    })
    thread.on('exit', (code) => {
      if (this.#thread === thread) fail(`it ended without a result (code ${code})`)
    })
    thread.unref()
    return thread
  }
}

function stopped(message: string): ProgramRun {
  return { outcome: { kind: 'stopped', message, line: null }, recording: null }
}
