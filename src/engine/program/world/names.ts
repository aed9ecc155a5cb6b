import { inspect } from './inspect'
import { stage, type ControlValue } from './stage'

export { ThreadPool } from './thread/threads'

// What a program may import from 'corewise': the loop, without what starts and drives one, and a
// few words of its own.
export {
  allTasks,
  asCompleted,
  asyncFor,
  asyncGenerator,
  asyncWith,
  Barrier,
  BoundedSemaphore,
  BrokenBarrierError,
  CancelledError,
  Condition,
  Context,
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  eagerTaskFactory,
  ensureFuture,
  Event,
  formatCallGraph,
  Future,
  gather,
  GeneratorExit,
  getRunningLoop,
  InvalidStateError,
  isAwaitable,
  isCoroutine,
  isFuture,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  Semaphore,
  shield,
  sleep,
  Task,
  TaskGroup,
  Timeout,
  timeout,
  timeoutAt,
  TimeoutError,
  toThread,
  wait,
  waitFor,
  type Awaitable,
  type Coroutine,
  type CoroutineGenerator,
  type CoroutineIterable,
  type CoroutineIterator,
  type Emit,
  type EventLoop,
  type Resource,
  type TaskFactory,
  type TaskOptions,
  type Token,
} from '../../loop'

/** Prints each value as text, with a space between, in as many lines as that has. Never throws. */
export function print(...values: readonly unknown[]): void {
  const { recorder, threads } = stage()
  for (const line of values.map(inspect).join(' ').split('\n')) {
    threads.when(() => {
      recorder.print(line)
    })
  }
}

/** Announces a value under a name, for those who watch the program. */
export function share(name: string, value: unknown): void {
  const { recorder, threads } = stage()
  const [text, shown] = [inspect(name), inspect(value)]
  threads.when(() => {
    recorder.share(text, shown)
  })
}

/**
 * Keeps the core busy for some milliseconds: nobody else runs meanwhile. In virtual time the clock
 * is moved on by just that; in real time it computes. In a thread it takes that thread's time
 * alone.
 */
export function work(ms: number): void {
  stage().work(ms)
}

/**
 * What a control of the program is set to; `initial` where nobody set it.
 *
 * @throws TypeError where it is set to a value of another type
 */
export function control(name: string, initial: number): number
export function control(name: string, initial: boolean): boolean
export function control(name: string, initial: string): string
export function control(name: string, initial: ControlValue): ControlValue {
  const { controls } = stage()
  const value = Object.hasOwn(controls, name) ? (controls[name] ?? initial) : initial
  if (typeof value === typeof initial) return value
  throw new TypeError(`control ${name}: expected a ${typeof initial}, got ${String(value)}`)
}
