import type { Recording } from '../../recorder/recording/recording'
import { MARKS } from '../compile/compile'
import { Interpreter, type Ended, type Value } from './interpreter'
import type { ProgramOrder } from '../program-message'
import {
  MAX_COLUMNS,
  MAX_REPORT,
  readReport,
  type WorldReport,
  PROGRAM_FILE,
  WORLD_FILE,
} from '../report'
import type { WorldOrder } from './program-world'

/** Nothing of a program runs yet while its world opens: a busy machine may take its time. */
const OPENING_LIMIT_MS = 60_000
/** What each part of telling what was recorded may take, which a program can have made slow. */
const OWN_LIMIT_MS = 5_000
const MAX_STACK = 100_000

/** Why a program was stopped. */
export type Stop =
  | { readonly why: 'time' | 'memory' }
  /** The interpreter gave up. */
  | { readonly why: 'broken'; readonly message: string }

/** What a world tells of its program. */
interface Told {
  readonly report: WorldReport
  readonly recording: Recording
  /** Where the program stood when it was stopped, as a stack of calls; empty between two steps. */
  readonly stack: string
}

/** The world of one program, seen from outside of its interpreter. */
export class SealedWorld {
  readonly #interpreter: Interpreter
  readonly #world: Value
  /** A program may go on for so long without a pause. */
  readonly #limitMs: number
  #stack: string | null = null

  private constructor(interpreter: Interpreter, world: Value, limitMs: number) {
    this.#interpreter = interpreter
    this.#world = world
    this.#limitMs = limitMs
    interpreter.onStop = () => {
      this.#notePlace()
    }
  }

  /**
   * Opens a world in an interpreter of its own.
   *
   * @param worldCode see `worldCode`
   * @throws Error where that is not the code of a world
   */
  static async open(order: ProgramOrder, worldCode: string): Promise<SealedWorld> {
    const { clock, controls, maxEvents, memoryLimitMiB, timeLimitMs } = order
    const interpreter = await Interpreter.start(memoryLimitMiB)
    const code = returned(interpreter.evaluate(worldCode, WORLD_FILE, OPENING_LIMIT_MS))
    const open = interpreter.property(code, 'open')
    const now = interpreter.numberFunction('now', () => performance.now())
    const text: WorldOrder = { clock, controls, maxEvents }
    const world = returned(
      interpreter.call(open, OPENING_LIMIT_MS, now, interpreter.text(JSON.stringify(text))),
    )
    return new SealedWorld(interpreter, world, timeLimitMs)
  }

  /** Begins a program; null where it can go on. */
  begin(code: string): Stop | null {
    // On one line, so that the program's lines keep their numbers.
    const text = `(function (exports, require, ${MARKS}) {${code}\n})`
    const body = this.#interpreter.evaluate(text, PROGRAM_FILE, OWN_LIMIT_MS)
    if (body.kind !== 'returned') return this.#stopOf(body)
    return this.#stopOf(this.#call('begin', this.#limitMs, body.value))
  }

  /** Goes on; gives the milliseconds until there is more to do, below 0 where there never is. */
  iteration(): number | Stop {
    const iteration = this.#interpreter.property(this.#world, 'iteration')
    const ended = this.#interpreter.iteration(iteration, this.#limitMs)
    if (ended.kind !== 'returned') return this.#stopOf(ended) ?? 0
    return this.#interpreter.asNumber(ended.value) ?? -1
  }

  /** What the program came to; null where what its world tells cannot be so. */
  tell(rest: Pick<Recording, 'clock' | 'program' | 'sites'>): Told | null {
    this.#notePlace()
    const text = this.#call('report', OWN_LIMIT_MS)
    const columns = this.#call('columns', OWN_LIMIT_MS)
    if (text.kind !== 'returned' || columns.kind !== 'returned') return null
    try {
      const bytes = this.#interpreter.asBytes(columns.value, MAX_COLUMNS)
      const told = readReport(this.#interpreter.asText(text.value, MAX_REPORT) ?? '', bytes, rest)
      return { ...told, stack: this.#stack ?? '' }
    } catch {
      return null
    }
  }

  /** Notes where the program stands: as it is stopped, or where it hangs since. */
  #notePlace(): void {
    if (this.#stack !== null) return
    this.#interpreter.makeRoom()
    const stack = this.#call('where', OWN_LIMIT_MS)
    this.#stack =
      stack.kind === 'returned' ? (this.#interpreter.asText(stack.value, MAX_STACK) ?? '') : ''
  }

  #call(name: string, limitMs: number, ...args: readonly Value[]): Ended {
    return this.#interpreter.call(this.#interpreter.property(this.#world, name), limitMs, ...args)
  }

  /** Null where the program can go on: what it throws is for its world to tell. */
  #stopOf(ended: Ended): Stop | null {
    switch (ended.kind) {
      case 'returned':
        return null
      case 'threw':
        return this.#stopOf(this.#call('refuse', OWN_LIMIT_MS, ended.error))
      case 'stopped':
        return { why: ended.why }
      case 'broke':
        return { why: 'broken', message: ended.message }
    }
  }
}

function returned(ended: Ended): Value {
  if (ended.kind === 'returned') return ended.value
  throw new Error(`The world of a program cannot be opened (${ended.kind})`)
}
