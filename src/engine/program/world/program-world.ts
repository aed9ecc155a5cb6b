import { allTasks, gather, type Instrument, type Task } from '../../loop'
import { describe } from '../../loop/describe'
import { LATEST_MS } from '../../recorder/recording/check-recording'
import { NONE } from '../../recorder/recording/event'
import { Recorder } from '../../recorder/recorder'
import type { Recording } from '../../recorder/recording/recording'
import { setCode } from './better-words'
import { putConsole } from './console'
import { faultOf } from '../fault'
import { FloatingPromises } from '../compile/floating'
import { makeMarks, peekCurrentTask, type ProgramMarks } from './marks'
import * as names from './names'
import { NeverAwaited } from '../compile/never-awaited'
import { loadMain, startMain, type ProgramBody } from './program-main'
import { Pump } from './pump'
import { writeColumns, writeReport, type Fault } from '../report'
import { Reuse } from '../compile/reuse'
import { setStage, type ControlValue } from './stage'
import { ProgramLoop, ThreadsClock } from './thread/program-loop'
import { Threads } from './thread/threads'

// All that there is in a program's world. It runs within the interpreter, so that the loop and the
// program have the same Array, Error and all else, and nothing of the thread around them.

/** How a program is to be run. */
export interface WorldOrder {
  readonly clock: 'real' | 'virtual'
  readonly controls: Readonly<Record<string, ControlValue>>
  readonly maxEvents: number
}

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
    this.#marks = makeMarks({
      places: this.#recorder.places,
      reuse: this.#reuse,
      floating: this.#floating,
      neverAwaited: this.#neverAwaited,
      thrown: (line, value) => {
        this.#thrown = { line, value }
      },
    })
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
      await this.#runMain(loadMain(body, this.#marks))
    } catch (error) {
      this.#fault ??= this.#faultOf(error)
    }
  }

  async #runMain(main: () => unknown): Promise<void> {
    const clock = this.#clock ?? { now: () => this.#threads.nowMs ?? this.#pump.now() }
    const instruments = [this.#recorder, this.#watch()]
    const loop = new ProgramLoop({ clock, host: this.#pump, instruments }, this.#threads)
    const task = loop.createTask(startMain(main))
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
