import {
  allTasks,
  currentTask,
  EventLoop,
  gather,
  isCoroutine,
  peekRunningLoop,
  VirtualClock,
  type Coroutine,
  type Host,
} from '../loop'
import { describe } from '../loop/describe'
import type { Frame } from '../recorder/places'
import { Recorder } from '../recorder/recorder'
import type { Recording } from '../recorder/recording'
import * as names from './names'
import { NeverAwaited } from './never-awaited'
import { setStage, type ControlValue } from './stage'

// All that there is in a program's world. It is loaded into a context of its own, so that the loop
// and the program have the same Array, Error and all else, and nothing of the thread around them.

/** What the thread around a world gives it: functions that take and give plain values only. */
export interface Surroundings {
  readonly now: () => number
  readonly cede: (callback: () => void) => void
  readonly setTimer: (delayMs: number, callback: () => void) => number
  readonly clearTimer: (timer: number) => void
  /** The program goes round in the loop of that line once more. */
  readonly inLoop: (line: number) => void
}

/** What a compiled program tells where it is. */
interface ProgramMarks {
  /** A coroutine function is entered. */
  readonly enter: () => Frame
  readonly inLoop: Surroundings['inLoop']
  /**
   * That is awaited with `yield*`; gives it back.
   *
   * @throws TypeError where it cannot be: JavaScript's own words do not say what was given
   */
  readonly awaited: <T>(awaited: T) => T
  /** That is the value of a call of `name` in that line; gives it back. */
  readonly called: (line: number, name: string, value: unknown) => unknown
  /** That is being thrown in that line; gives it back. */
  readonly thrown: <T>(line: number, thrown: T) => T
}

/** How a program is to be run. */
export interface WorldOrder {
  readonly clock: 'real' | 'virtual'
  readonly controls: Readonly<Record<string, ControlValue>>
  readonly maxEvents: number
}

/** The body of a program's module. */
type ProgramBody = (
  exports: Record<string, unknown>,
  require: (name: string) => unknown,
  marks: ProgramMarks,
) => void

/** How the main coroutine ended. */
export interface WorldOutcome {
  readonly error: { readonly message: string; readonly stack: string } | null
  /**
   * The site of the last `yield` that the loop refused, or where the main task stood in a deadlock:
   * these errors have no line. Null of none.
   */
  readonly stuckAt: number | null
  /** The line in which the error was thrown, where it is none that knows its stack. */
  readonly thrownAt: number | null
}

/** One program on one loop under one recorder. */
export class World {
  readonly #host: Host
  readonly #clock: VirtualClock | 'real'
  readonly #recorder: Recorder
  readonly #inLoop: Surroundings['inLoop']
  #stuckAt: number | null = null
  readonly #neverAwaited = new NeverAwaited()
  #thrown: { readonly line: number; readonly value: unknown } | null = null

  constructor(surroundings: Surroundings, order: WorldOrder) {
    const { now, cede, setTimer, clearTimer, inLoop } = surroundings
    this.#inLoop = inLoop
    this.#host = {
      now: () => now(),
      cede: (callback) => {
        cede(callback)
      },
      setTimer: (delayMs, callback) => setTimer(delayMs, callback),
      clearTimer: (timer) => {
        clearTimer(timer as number)
      },
      report: (message, error) => {
        names.print(error === undefined ? message : `${message}: ${told(error).message}`)
      },
    }
    const clock = order.clock === 'virtual' ? new VirtualClock() : 'real'
    this.#clock = clock
    this.#recorder = new Recorder({
      clock: order.clock,
      now: clock === 'real' ? () => now() : () => clock.now(),
      maxEvents: order.maxEvents,
    })
    putConsole()
    setStage({ recorder: this.#recorder, controls: order.controls, work: this.#work })
  }

  /** Runs the program's `main` to its end; never rejects. */
  async run(body: ProgramBody): Promise<WorldOutcome> {
    try {
      const main = mainOf(this.#load(body))
      await this.#runMain(main)
      return { error: null, stuckAt: null, thrownAt: null }
    } catch (error) {
      const thrownAt = this.#thrown?.value === error ? (this.#thrown?.line ?? null) : null
      return { error: told(error), stuckAt: this.#stuckAt, thrownAt }
    }
  }

  /**
   * What was recorded until now, and which coroutines were never awaited; nothing is recorded any
   * more.
   */
  finish(): Recording {
    for (const line of this.#neverAwaited.lines()) names.print(line)
    return this.#recorder.finish()
  }

  #load(body: ProgramBody): Record<string, unknown> {
    const exported: Record<string, unknown> = {}
    const marks: ProgramMarks = {
      enter: () => {
        const loop = peekRunningLoop()
        return this.#recorder.places.enter(loop === undefined ? undefined : currentTask(loop))
      },
      inLoop: (line) => {
        this.#inLoop(line)
      },
      awaited: (awaited) => {
        if (isIterable(awaited)) return awaited
        throw new TypeError(
          `yield* of ${describe(awaited)}: only a coroutine, a future or a task can be awaited`,
        )
      },
      called: (line, name, value) => this.#neverAwaited.called(line, name, value),
      thrown: (line, value) => {
        this.#thrown = { line, value }
        return value
      },
    }
    const load = (name: string): unknown => {
      if (name === 'corewise') return known
      throw new Error(`a program can import only from 'corewise', not from '${name}'`)
    }
    body(exported, load, marks)
    return exported
  }

  async #runMain(main: () => unknown): Promise<void> {
    const loop = new EventLoop({
      clock: this.#clock,
      host: this.#host,
      instruments: [
        this.#recorder,
        {
          taskCreated: (task) => {
            this.#neverAwaited.given(task.getCoro())
          },
          stepEnded: (task, reason) => {
            if (reason === 'refused') this.#stuckAt = this.#recorder.places.siteOf(task)
          },
        },
      ],
    })
    const task = loop.createTask(start(main))
    try {
      await loop.runUntilComplete(task)
    } catch (error) {
      // The loop gave up, not the task.
      if (!task.done()) this.#stuckAt = this.#recorder.places.siteOf(task)
      throw error
    } finally {
      // As `run` does, but without turns of its own in the recording where no task is left.
      const left = [...allTasks(loop)]
      for (const task of left) task.cancel()
      if (left.length > 0) await loop.runUntilComplete(gather(left, { returnExceptions: true }))
      loop.close()
    }
  }

  readonly #work = (ms: number): void => {
    if (typeof ms !== 'number' || !(ms >= 0) || ms === Infinity) {
      throw new TypeError(`work: ms must be a number of milliseconds, got ${String(ms)}`)
    }
    if (this.#clock === 'real') {
      const untilMs = this.#host.now() + ms
      while (this.#host.now() < untilMs);
    } else {
      this.#clock.jumpTo(this.#clock.now() + ms)
    }
    this.#recorder.worked()
  }
}

// Called in its task, so that what it throws at once is an error of the program as well.
function* start(main: () => unknown): Coroutine<unknown> {
  const coro = main()
  if (isAsync(coro)) {
    throw new TypeError(
      'main is async, which the loop knows nothing of: export function* main() { … }',
    )
  }
  return isCoroutine(coro) ? yield* coro : coro
}

/** JavaScript's own kinds of coroutine: their awaits are its promises, not the loop's. */
function isAsync(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value instanceof Promise || Symbol.asyncIterator in value)
  )
}

/** What a program can import; a name that is not there is an error where it is used. */
const known = new Proxy(names, {
  get(target, name) {
    if (typeof name === 'symbol' || name === '__esModule' || name in target) {
      return Reflect.get(target, name) as unknown
    }
    throw new Error(`'corewise' exports nothing called ${name}`)
  },
})

function mainOf(exported: Record<string, unknown>): () => unknown {
  const main = exported.main ?? exported.default
  if (typeof main === 'function') return main as () => unknown
  throw new Error('a program exports a function `main`: export function* main() { … }')
}

function isIterable(value: unknown): boolean {
  return value !== null && value !== undefined && Symbol.iterator in Object(value)
}

/** The console of a new context is silent: what is written to it is printed. */
function putConsole(): void {
  const { print } = names
  const console = { log: print, info: print, debug: print, warn: print, error: print }
  Object.assign(globalThis, { console })
}

function told(error: unknown): { message: string; stack: string } {
  if (!(error instanceof Error)) {
    return { message: `the program threw ${describe(error)}`, stack: '' }
  }
  return { message: `${error.name}: ${error.message}`, stack: String(error.stack) }
}
