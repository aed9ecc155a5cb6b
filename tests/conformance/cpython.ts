import { Worker } from 'node:worker_threads'
import type { Body } from './random-program/random-program'

/** The programs of one topic as CPython runs them, by their sentences. */
export interface Recording {
  readonly recordedWith: string
  readonly programs: Readonly<Record<string, readonly string[]>>
}

type Method = 'version' | 'recordings' | 'traces'

interface Answer {
  readonly id: number
  readonly value?: string
  readonly error?: string
}

interface Asked {
  readonly resolve: (value: string) => void
  readonly reject: (error: Error) => void
}

/** Tasks that await each other in a circle are cancelled by recursion in C. */
const STACK_MIB = 64

/** CPython's asyncio, in a thread of this process: no Python needs to be installed. */
export class CPython {
  readonly #thread: Worker
  readonly #asked = new Map<number, Asked>()
  #count = 0

  constructor() {
    this.#thread = new Worker(new URL('cpython-thread.mjs', import.meta.url), {
      resourceLimits: { stackSizeMb: STACK_MIB },
    })
    this.#thread.on('message', (answer: Answer) => {
      const asked = this.#asked.get(answer.id)
      this.#asked.delete(answer.id)
      if (answer.error === undefined) asked?.resolve(answer.value ?? '')
      else asked?.reject(new Error(`CPython: ${answer.error}`))
    })
    this.#thread.on('error', (error: Error) => {
      this.#end(error)
    })
    this.#thread.on('exit', () => {
      this.#end(new Error('the thread of CPython ended'))
    })
  }

  /** Its version, such as 3.14.2. */
  version(): Promise<string> {
    return this.#ask('version', '')
  }

  /** Every program below `programs`, recorded anew, by topic. */
  async recordings(): Promise<Readonly<Record<string, Recording>>> {
    return JSON.parse(await this.#ask('recordings', '')) as Readonly<Record<string, Recording>>
  }

  /** The traces of random programs. */
  async traces(programs: readonly Body[]): Promise<readonly (readonly string[])[]> {
    const text = await this.#ask('traces', JSON.stringify(programs))
    return JSON.parse(text) as readonly (readonly string[])[]
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#thread.terminate()
  }

  #ask(method: Method, argument: string): Promise<string> {
    this.#count += 1
    const id = this.#count
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#thread.postMessage({ id, method, argument })
    })
  }

  #end(error: Error): void {
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }
}
