import type { Clock } from './clock'
import { Context, swapContext } from '../context'
import type { Driver } from './driver'
import type { ExceptionContext } from '../exception-handler'
import { Fifo } from './fifo'
import type { Runnable, Timer } from './handle'
import type { Host } from './host'
import { Instruments, type Instrument, type StepEnd } from '../instrument'
import { clockOf, type LoopOptions } from '../loop-options'
import { nodeHost } from './node-driver'
import { Task } from '../task/task'
import { Timers } from './timers'
import type { Waitable } from '../task/waitable'

/**
 * What is ready and what waits for its time, and how it is run iteration by iteration: the inner
 * part of an `EventLoop`. An iteration is what was ready when it began.
 */
export abstract class Iterations {
  /** In debug mode, a callback or step that takes at least this long is reported. Milliseconds. */
  slowCallbackMs = 100

  /** @internal */
  readonly _timers = new Timers()
  /** @internal The task whose step is running. */
  _currentTask: Task<unknown> | undefined = undefined
  /** @internal Undefined while there is none, so that a loop without instruments pays nothing. */
  _instruments: Instruments | undefined = undefined

  protected readonly _clock: Clock
  protected readonly _host: Host
  readonly #ready = new Fifo<Runnable>()
  #isDebug: boolean
  #hasContexts = false
  // Whether an entry is only run: nobody watches, nothing is checked, nobody has a context.
  #isPlain = true
  #isStopping = false
  #driver: Driver | undefined = undefined
  // Entries that the iteration under way has still to run; more than 0 between iterations if it was
  // ceded.
  #leftInIteration = 0

  constructor(options: LoopOptions) {
    this._host = options.host ?? nodeHost
    this._clock = clockOf(options.clock ?? 'real', this._host)
    this.#isDebug = options.debug ?? false
    for (const instrument of options.instruments ?? []) this.addInstrument(instrument)
    this.#notePlain()
  }

  /** Gives an error that nobody handles to the exception handler. */
  abstract callExceptionHandler(context: ExceptionContext): void

  /** The loop's time in milliseconds; only differences mean anything. */
  time(): number {
    return this._clock.now()
  }

  setDebug(isEnabled: boolean): void {
    this.#isDebug = isEnabled
    this.#notePlain()
  }

  getDebug(): boolean {
    return this.#isDebug
  }

  /** Attaches an observer; it sees what happens from now on. */
  addInstrument(instrument: Instrument): void {
    const none = new Instruments([], (exception) => {
      this.callExceptionHandler({ message: 'Exception in instrument', exception })
    })
    this._instruments = (this._instruments ?? none).with(instrument)
    this.#notePlain()
  }

  removeInstrument(instrument: Instrument): void {
    this._instruments = this._instruments?.without(instrument)
    this.#notePlain()
  }

  /** Ends the run after the iteration under way: everything already scheduled for it still runs. */
  stop(): void {
    this.#isStopping = true
    this.#driver?.wake()
  }

  isRunning(): boolean {
    return this.#driver !== undefined
  }

  /** @internal Puts a step or a callback on the ready queue: the only way onto it. */
  _enqueue(entry: Runnable): void {
    this.#ready.push(entry)
    this.#driver?.wake()
  }

  /** @internal */
  _addTimer(timer: Timer): void {
    this._timers.add(timer)
    this._instruments?.notify('timerSet', timer)
    this.#driver?.wake()
  }

  /** @internal A timer that waits was cancelled. */
  _timerCancelled(timer: Timer): void {
    this._timers.noteCancelled()
    this._instruments?.notify('timerCancelled', timer)
  }

  /**
   * @internal Something happened outside of an iteration for which an idle loop may have waited.
   */
  _wake(): void {
    this.#driver?.wake()
  }

  /** @internal Runs the first step of a task in place, within the step or callback under way. */
  _startEagerly(task: Task<unknown>): void {
    const outerTask = this._currentTask
    this._instruments?.notify('eagerBegun', task)
    const outerContext = swapContext(task._context)
    if (this.#isPlain) task._run()
    else this.#runStep(task)
    this._currentTask = outerTask
    swapContext(outerContext)
  }

  /** @internal A task of this loop has a context. */
  _useContexts(): void {
    this.#hasContexts = true
    this.#notePlain()
  }

  /** @internal For the entry under way, which sets its first variable; a task keeps its context. */
  _createContext(): Context {
    this._useContexts()
    return this._currentTask?.getContext() ?? new Context()
  }

  /** Runs iterations until `stop` is called; `driver` passes the time between them. */
  protected async _driveUntilStopped(driver: Driver): Promise<void> {
    this.#driver = driver
    try {
      await driver.drive(() => this.#hasStopped())
    } finally {
      this.#driver = undefined
      this.#isStopping = false
    }
  }

  /** Runs up to `maxEntries` entries, and returns when the next is due, as `runReady` does. */
  protected _runIterations(maxEntries: number): number {
    this._instruments?.notify('resumed')
    let left = maxEntries
    do {
      if (this.#leftInIteration === 0) this.#beginIteration()
      left -= this.#runIteration(left)
      if (this.#hasStopped()) return Infinity
    } while (left > 0 && this.#ready.length > 0)
    return this.#ready.length > 0 ? -Infinity : this._timers.nextWhen()
  }

  /** Forgets all that is scheduled. */
  protected _clear(): void {
    this.#ready.clear()
    this.#leftInIteration = 0
    this._timers.clear()
  }

  #beginIteration(): void {
    if (!this._timers.isEmpty) {
      const nowMs = this._clock.now()
      for (;;) {
        const timer = this._timers.takeDue(nowMs)
        if (timer === undefined) break
        this._instruments?.notify('timerDue', timer)
        this.#ready.push(timer)
      }
    }
    this.#leftInIteration = this.#ready.length
    this._instruments?.iterationBegun(this.#leftInIteration)
  }

  // What becomes ready meanwhile runs in the next iteration.
  #runIteration(maxEntries: number): number {
    const count = Math.min(maxEntries, this.#leftInIteration)
    this.#leftInIteration -= count
    for (let i = 0; i < count; i += 1) {
      // This is the only place where callbacks and steps are run; all others only queue them.
      const entry = this.#ready.shift()
      if (entry === undefined) break
      if (this.#isPlain) entry._run()
      else this.#runWith(entry)
    }
    if (this.#leftInIteration === 0) this._instruments?.iterationEnded()
    return count
  }

  #hasStopped(): boolean {
    return this.#isStopping && this.#leftInIteration === 0
  }

  #notePlain(): void {
    this.#isPlain = this._instruments === undefined && !this.#isDebug && !this.#hasContexts
  }

  // A variable that is set in an entry stays with its task, or goes with its callback.
  #runWith(entry: Runnable): void {
    if (this.#hasContexts) swapContext(entry instanceof Task ? entry._context : undefined)
    this.#runObserved(entry)
    if (this.#hasContexts) swapContext(undefined)
  }

  #runObserved(entry: Runnable): void {
    if (entry instanceof Task) this.#runStep(entry as Task<unknown>)
    else if (entry._isCancelled) this._instruments?.notify('callbackSkipped', entry)
    else {
      this._instruments?.notify('callbackBegun', entry)
      this.#runTimed(entry)
      this._instruments?.notify('callbackRun', entry)
    }
  }

  #runStep(task: Task<unknown>): void {
    this._instruments?.stepBegun(task)
    const reason = this.#isDebug ? this.#runTimed(task) : task._run()
    if (reason === undefined) return
    const waitable = reason === 'awaiting' ? (task._waitingFor as Waitable) : undefined
    this._instruments?.stepEnded(task, reason, waitable)
  }

  #runTimed(entry: Runnable): StepEnd | undefined {
    if (!this.#isDebug) return entry._run()
    const startMs = this._host.now()
    const reason = entry._run()
    this.#reportIfSlow(entry, this._host.now() - startMs)
    return reason
  }

  #reportIfSlow(entry: Runnable, tookMs: number): void {
    if (tookMs < this.slowCallbackMs) return
    this._host.report(`Executing ${entry.toString()} took ${tookMs.toFixed(3)} ms`, undefined)
  }
}
