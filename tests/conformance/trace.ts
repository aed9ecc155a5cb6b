import {
  BrokenBarrierError,
  CancelledError,
  EventLoop,
  Future,
  GeneratorExit,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  Task,
  TimeoutError,
  VirtualClock,
  currentTask,
  peekRunningLoop,
  run,
  type Coroutine,
  type ExceptionContext,
  type Instrument,
  type StepEnd,
} from '../../src/engine/loop'

export type Log = (...values: unknown[]) => void

/** A program for `run`. */
export type MainProgram = (log: Log) => Coroutine<unknown>

/** A program that runs the loop itself. */
export type LoopProgram = (log: Log, loop: EventLoop) => Promise<void>

/** The error that programs throw; `recorder.py` has one of the same name. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** One text for a value in both languages; `recorder.py` has its twin. */
function show(value: unknown): string {
  if (value === undefined || value === null) return 'None'
  if (value instanceof Error) return describeError(value)
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (value instanceof Task) return value.getName()
  if (value instanceof Future) return 'future'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const named = [
  BrokenBarrierError,
  GeneratorExit,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  TimeoutError,
]

/** One text for an error in both languages. Messages count only where a program gave them. */
function describeError(error: unknown): string {
  if (error instanceof AggregateError) return `Group${show(error.errors)}`
  if (error instanceof Failure || error instanceof CancelledError) {
    return `${error.name}(${error.message})`
  }
  const isNamed = named.some((kind) => error instanceof kind)
  return isNamed ? (error as Error).name : 'Error'
}

/**
 * Notes what a loop does, line by line, as `recorder.py` does for CPython's. A task goes by the
 * name that it has at its first step.
 */
class Trace implements Instrument {
  readonly #clock: VirtualClock
  readonly #lines: (() => string)[] = []
  readonly #labels = new Map<Task<unknown>, string>()
  readonly #shutdowns = new WeakSet<Coroutine<unknown>>()
  readonly #hidden = new Set<Task<unknown>>()
  readonly #unretrieved: string[] = []
  #turnStart = 0

  constructor(clock: VirtualClock) {
    this.#clock = clock
  }

  /** A loop whose errors are noted, and what happens in it as well if it is watched. */
  createLoop(isWatched: boolean): EventLoop {
    const loop = new EventLoop({ clock: this.#clock, instruments: isWatched ? [this] : [] })
    loop.setExceptionHandler(this.handle)
    const shutDownGenerators = loop.shutdownAsyncGenerators.bind(loop)
    const shutDownExecutor = loop.shutdownDefaultExecutor.bind(loop)
    loop.shutdownAsyncGenerators = () => this.#noteShutdown(shutDownGenerators())
    loop.shutdownDefaultExecutor = (timeoutMs) => this.#noteShutdown(shutDownExecutor(timeoutMs))
    return loop
  }

  readonly log: Log = (...values) => {
    this.add(`    log ${values.map(show).join(' ')}`)
  }

  add(line: string): void {
    this.#lines.push(() => line)
  }

  taskCreated(task: Task<unknown>): void {
    // What the loop does for itself after the main task is left out, with all that it starts.
    if (this.#shutdowns.has(task.getCoro()) || this.#isHiddenNow()) this.#hidden.add(task)
    else this.#addFor(task, (label) => `    created ${label}`)
  }

  stepBegun(task: Task<unknown>): void {
    if (this.#hidden.has(task)) return
    this.#label(task)
    this.#addFor(task, (label) => `  step ${label}`)
  }

  stepEnded(task: Task<unknown>, reason: StepEnd): void {
    if (!this.#hidden.has(task)) this.#addFor(task, (label) => `  ${label} ${reason}`)
  }

  taskWoken(task: Task<unknown>): void {
    if (!this.#hidden.has(task)) this.#addFor(task, (label) => `    woken ${label}`)
  }

  iterationBegun(): void {
    this.#turnStart = this.#lines.length
  }

  iterationEnded(): void {
    // An iteration in which nothing ran leaves no mark: how often an idle loop looks is its own
    // affair.
    if (this.#lines.length === this.#turnStart) return
    const line = `iteration at ${this.#clock.now()} ms`
    this.#lines.splice(this.#turnStart, 0, () => line)
  }

  callbackRun(): void {
    this.add('  callback')
  }

  /** An exception handler that notes what nobody handled. */
  readonly handle = (_loop: EventLoop, context: ExceptionContext): void => {
    const error = show(context.exception)
    if (context.message.includes('never retrieved')) {
      this.#unretrieved.push(`never retrieved: ${error}`)
    } else if (context.message.includes('shutdown')) {
      this.add(`    unhandled in shutdown: ${error}`)
    } else if (context.message.startsWith('Exception in callback')) {
      this.add(`    unhandled in callback: ${error}`)
    } else {
      this.add(`    unhandled: ${error}`)
    }
  }

  finish(): string[] {
    return [...this.#lines.map((line) => line()), ...this.#unretrieved.sort()]
  }

  #noteShutdown(coro: Coroutine<void>): Coroutine<void> {
    this.#shutdowns.add(coro)
    return coro
  }

  #isHiddenNow(): boolean {
    const loop = peekRunningLoop()
    const current = loop && currentTask(loop)
    return current !== undefined && this.#hidden.has(current)
  }

  #addFor(task: Task<unknown>, line: (label: string) => string): void {
    this.#lines.push(() => line(this.#label(task)))
  }

  #label(task: Task<unknown>): string {
    const label = this.#labels.get(task) ?? task.getName()
    this.#labels.set(task, label)
    return label
  }
}

/** The trace of a program for `run`, on our loop under virtual time. */
export function recordMain(program: MainProgram): Promise<string[]> {
  return runMain(program, true)
}

/** The trace of a program that runs the loop itself. */
export function recordLoop(program: LoopProgram): Promise<string[]> {
  return runLoop(program, true)
}

/** What `recordMain` gives, reduced to `visibleLines`, with nobody watching the loop. */
export function recordMainUnobserved(program: MainProgram): Promise<string[]> {
  return runMain(program, false)
}

/** What `recordLoop` gives, reduced to `visibleLines`, with nobody watching the loop. */
export function recordLoopUnobserved(program: LoopProgram): Promise<string[]> {
  return runLoop(program, false)
}

/** The lines of a trace that a program brings about by itself, without an instrument. */
export function visibleLines(trace: readonly string[]): string[] {
  return trace.filter((line) => /^( {4}log| {4}unhandled|run|never)/.test(line))
}

async function runMain(program: MainProgram, isWatched: boolean): Promise<string[]> {
  const trace = new Trace(new VirtualClock())
  const loopFactory = () => trace.createLoop(isWatched)
  try {
    trace.add(`run returned ${show(await run(program(trace.log), { loopFactory }))}`)
  } catch (error) {
    trace.add(`run threw ${describeError(error)}`)
  }
  return trace.finish()
}

async function runLoop(program: LoopProgram, isWatched: boolean): Promise<string[]> {
  const trace = new Trace(new VirtualClock())
  const loop = trace.createLoop(isWatched)
  await program(trace.log, loop)
  loop.close()
  return trace.finish()
}
