import {
  allTasks,
  currentTask,
  gather,
  isAwaitable,
  isCoroutine,
  peekRunningLoop,
  Task,
  type Coroutine,
  type Instrument,
} from '../../loop'
import { describe } from '../../loop/describe'
import { LATEST_MS } from '../../recorder/recording/check-recording'
import { NONE } from '../../recorder/recording/event'
import type { Frame } from '../../recorder/recording/places'
import { Recorder } from '../../recorder/recorder'
import type { Recording } from '../../recorder/recording/recording'
import { betterWords, keepWords, makeLook, setCode } from './better-words'
import { putConsole } from './console'
import { faultOf } from '../fault'
import { FloatingPromises } from '../compile/floating'
import { quoted } from './inspect'
import * as names from './names'
import { NeverAwaited } from '../compile/never-awaited'
import { Pump } from './pump'
import { writeColumns, writeReport, type Fault } from '../report'
import { Reuse } from '../compile/reuse'
import { setStage, type ControlValue } from './stage'
import { ProgramLoop, Threads, ThreadsClock } from './threads'

// All that there is in a program's world. It runs within the interpreter, so that the loop and the
// program have the same Array, Error and all else, and nothing of the thread around them.

/** How a program is to be run. */
export interface WorldOrder {
  readonly clock: 'real' | 'virtual'
  readonly controls: Readonly<Record<string, ControlValue>>
  readonly maxEvents: number
}

/** What a compiled program tells where it is. */
interface ProgramMarks {
  /** The line of the loop that went round last; 0 before any did. */
  line: number
  /** The line of the call that came to its end last; 0 before any did. */
  callLine: number
  /** A coroutine function is entered. */
  readonly enter: () => Frame
  /**
   * It comes to a `yield*` with what it awaits; gives that back.
   *
   * @throws TypeError where it cannot be awaited: JavaScript's own words do not say what was given
   */
  readonly at: <T>(frame: Frame, site: number, awaited: T) => T
  readonly leave: (frame: Frame) => void
  /** That is the value of a call of `name` in that line; gives it back. */
  readonly called: (line: number, name: string, value: unknown) => unknown
  /** That is awaited with `await`; gives it back. */
  readonly promised: <T>(value: T) => T
  /** That is caught: it is told in the lab's words from now on. */
  readonly caught: (error: unknown) => void
  /** What is caught by a pattern is looked up by this as well, and told so too. */
  readonly look: symbol
  /**
   * That is gone through or taken apart, as it is written; gives it back.
   *
   * @throws TypeError where that cannot be: the interpreter does not know the line
   */
  readonly iterable: <T>(text: string, value: T) => T
  readonly fields: <T>(text: string, value: T) => T
  /** That is being thrown in that line; gives it back. */
  readonly thrown: <T>(line: number, thrown: T) => T
}

/** The body of a program's module. */
type ProgramBody = (
  exports: Record<string, unknown>,
  require: (name: string) => unknown,
  marks: ProgramMarks,
) => void

/**
 * Opens the world of one program.
 *
 * @param now milliseconds of the thread around it
 * @param order a `WorldOrder` as JSON
 */
export function open(now: () => number, order: string): World {
  return new World(now, JSON.parse(order) as WorldOrder)
}

/** One program on one loop under one recorder. Its functions are called from outside. */
class World {
  readonly #pump: Pump
  readonly #clock: ThreadsClock | null
  readonly #threads: Threads
  readonly #recorder: Recorder
  readonly #neverAwaited = new NeverAwaited()
  readonly #reuse = new Reuse()
  readonly #floating = new FloatingPromises()
  readonly #marks: ProgramMarks
  /** Of the loop that went round last in any step before the present one; 0 before any did. */
  #earlierLine = 0
  #stuckAt: number | null = null
  #thrown: { readonly line: number; readonly value: unknown } | null = null
  #hasEnded = false
  #fault: Fault | null = null
  readonly #cleanUpFaults: Fault[] = []
  #recording: Recording | undefined = undefined

  constructor(now: () => number, order: WorldOrder) {
    this.#pump = new Pump(now, (message, error) => {
      names.print(error === undefined ? message : `${message}: ${faultOf(error).message}`)
    })
    const tick = (): void => {
      this.#recorder.resumed()
    }
    const clock = order.clock === 'virtual' ? new ThreadsClock(tick) : null
    this.#clock = clock
    this.#threads = clock?.threads ?? new Threads(now, tick, this.#pump.setTimer)
    this.#recorder = new Recorder({
      clock: order.clock,
      now: clock === null ? now : () => Math.min(clock.now(), LATEST_MS),
      maxEvents: order.maxEvents,
    })
    this.#marks = this.#makeMarks()
    putConsole()
    setStage({
      recorder: this.#recorder,
      threads: this.#threads,
      controls: order.controls,
      work: this.#work,
    })
  }

  /** Begins the program, whose body is its module's. */
  readonly begin = (body: ProgramBody): void => {
    setCode(String(body))
    void this.#run(body).then(() => {
      this.#hasEnded = true
    })
  }

  /** The program is over, as it could not be begun or gone on with. */
  readonly refuse = (error: unknown): void => {
    this.#fault ??= this.#faultOf(error)
    this.#hasEnded = true
  }

  /** Runs what is due; gives the milliseconds until more will be, -1 once the program is over. */
  readonly iteration = (): number => {
    for (const { line, error } of this.#floating.take()) {
      const { message } = faultOf(error)
      names.print(`a promise was rejected and nobody awaits it (line ${line}): ${message}`)
    }
    if (this.#hasEnded) return -1
    this.#pump.run()
    this.#passLoop()
    return this.#pump.waitMs()
  }

  /** Where the program stands, as a stack of calls. */
  readonly where = (): string => String(new Error().stack)

  /** What was recorded until now, as text; nothing is recorded any more. */
  readonly report = (): string => {
    this.#recording ??= this.#recorder.finish()
    const { line: loopLine, callLine: lastCallLine } = this.#marks
    const lastLoopLine = loopLine === 0 ? this.#earlierLine : loopLine
    const [fault, cleanUpFaults] = [this.#fault, this.#cleanUpFaults]
    return writeReport(
      { fault, cleanUpFaults, loopLine, lastLoopLine, lastCallLine },
      this.#recording,
    )
  }

  /** The numbers of what was recorded. */
  readonly columns = (): ArrayBuffer => {
    this.#recording ??= this.#recorder.finish()
    return writeColumns(this.#recording)
  }

  async #run(body: ProgramBody): Promise<void> {
    try {
      const main = mainOf(this.#load(body))
      await this.#runMain(main)
    } catch (error) {
      this.#fault ??= this.#faultOf(error)
    }
  }

  #load(body: ProgramBody): Record<string, unknown> {
    const exported: Record<string, unknown> = {}
    const load = (name: string): unknown => {
      if (name === 'corewise') return known
      throw new Error(`a program can import only from 'corewise', not from '${name}'`)
    }
    body(exported, load, this.#marks)
    return exported
  }

  async #runMain(main: () => unknown): Promise<void> {
    const clock = this.#clock ?? { now: () => this.#threads.nowMs ?? this.#pump.now() }
    const instruments = [this.#recorder, this.#watch()]
    const loop = new ProgramLoop({ clock, host: this.#pump, instruments }, this.#threads)
    const task = loop.createTask(start(main))
    try {
      await loop.runUntilComplete(task)
    } catch (error) {
      // Where the loop gave up, it is told where the task stands.
      if (!task.done()) this.#stuckAt = this.#recorder.places.siteOf(task)
      this.#fault = this.#faultOf(error)
    }
    await this.#endTasks(loop)
    await this.#threads.join(this.#clock?.jumpTo ?? nothing)
    loop.close()
    for (const line of this.#neverAwaited.lines()) names.print(line)
  }

  /** As `run` does, but without iterations of its own in the recording where no task is left. */
  async #endTasks(loop: ProgramLoop): Promise<void> {
    const cancelled = [...allTasks(loop)].filter((task) => this.#cancel(task))
    if (cancelled.length === 0) return
    try {
      await loop.runUntilComplete(gather(cancelled, { returnExceptions: true }))
    } catch (error) {
      this.#cleanUpFaults.push(this.#faultOf(error))
    }
    for (const task of cancelled) {
      if (!task.done() || task.cancelled()) continue
      const exception = task.exception()
      if (exception === undefined) continue
      const message = 'a task that was left failed as it was ended'
      loop.callExceptionHandler({ message, exception, task })
    }
  }

  #cancel(task: Task<unknown>): boolean {
    try {
      task.cancel()
      return true
    } catch (error) {
      const site = this.#recorder.places.siteOf(task)
      this.#cleanUpFaults.push({ ...this.#faultOf(error), site: site === NONE ? null : site })
      return false
    }
  }

  /** What an instrument of the loop sees for the program's sake. */
  #watch(): Instrument {
    return {
      taskCreated: (task) => {
        this.#neverAwaited.given(task.getCoro())
        const current = peekCurrentTask()
        const by = current === undefined ? undefined : this.#recorder.places.frameOf(current)
        this.#reuse.taskCreated(task, by)
      },
      resumed: () => {
        if (this.#clock === null) this.#threads.notice()
      },
      stepBegun: () => {
        this.#passLoop()
      },
      stepEnded: (task, reason) => {
        if (reason === 'refused') this.#stuckAt = this.#recorder.places.siteOf(task)
        if (task.done()) this.#reuse.taskEnded(task)
      },
    }
  }

  /** What goes on now is in none of the loops until now. */
  #passLoop(): void {
    if (this.#marks.line === 0) return
    this.#earlierLine = this.#marks.line
    this.#marks.line = 0
  }

  #faultOf(error: unknown): Fault {
    const thrown = this.#thrown?.value === error ? this.#thrown : undefined
    const fault = faultOf(error, thrown !== undefined)
    const site = this.#stuckAt === NONE ? null : this.#stuckAt
    return { ...fault, line: thrown?.line ?? null, site }
  }

  #makeMarks(): ProgramMarks {
    const marks: ProgramMarks = {
      line: 0,
      callLine: 0,
      enter: () => this.#recorder.places.enter(peekCurrentTask()),
      at: (frame, site, awaited) => {
        if (!isAwaitable(awaited)) {
          const advice = Array.isArray(awaited) ? '; gather awaits a list' : ''
          throw new TypeError(
            `yield* of ${describe(awaited)}: only a coroutine, a future or a task can be awaited${advice}`,
          )
        }
        this.#reuse.await(frame, awaited)
        frame.site = site
        return awaited
      },
      leave: (frame) => {
        this.#reuse.leave(frame)
        frame.leave()
      },
      called: (line, name, value) => {
        marks.callLine = line
        this.#floating.called(line, value)
        return this.#neverAwaited.called(line, name, value)
      },
      promised: (value) => this.#floating.awaited(value),
      caught: betterWords,
      look: makeLook(),
      iterable: (text, value) => {
        if (isIterable(value)) return value
        throw new TypeError(`${asWritten(text, value)} is not iterable`)
      },
      fields: (text, value) => {
        if (value !== undefined && value !== null) return value
        throw new TypeError(`${asWritten(text, value)} has no properties to be taken out of it`)
      },
      thrown: (line, value) => {
        keepWords(value)
        this.#thrown = { line, value }
        return value
      },
    }
    return marks
  }

  readonly #work = (ms: number): void => {
    if (typeof ms !== 'number' || !(ms >= 0) || ms === Infinity) {
      throw new TypeError(`work: ms must be a number of milliseconds, got ${describe(ms)}`)
    }
    if (this.#threads.nowMs !== null) {
      this.#threads.nowMs += ms
      return
    }
    if (this.#clock === null) {
      const untilMs = this.#pump.now() + ms
      while (this.#pump.now() < untilMs);
    } else {
      this.#clock.jumpTo(this.#clock.now() + ms)
    }
    this.#recorder.worked()
  }
}

function nothing(): undefined {
  return undefined
}

function peekCurrentTask(): Task<unknown> | undefined {
  const loop = peekRunningLoop()
  return loop === undefined ? undefined : currentTask(loop)
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

function isIterable(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof (value as { readonly [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function'
}

/** "numbers (undefined)"; a value that is written out says it already. */
function asWritten(text: string, value: unknown): string {
  const told = quoted(value)
  return text === told ? text : `${text} (${told})`
}

function mainOf(exported: Record<string, unknown>): () => unknown {
  const main = exported.main ?? exported.default
  if (typeof main === 'function') return main as () => unknown
  throw new Error('a program exports a function `main`: export function* main() { … }')
}
