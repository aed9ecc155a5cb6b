import { stage, type ControlValue } from './stage'

// What a program may import from 'corewise': the loop, without what starts and drives one, and a
// few words of its own.
export {
  allTasks,
  asCompleted,
  asyncFor,
  asyncWith,
  BoundedSemaphore,
  CancelledError,
  Condition,
  createTask,
  currentTask,
  ensureFuture,
  Event,
  Future,
  gather,
  getRunningLoop,
  InvalidStateError,
  isCoroutine,
  isFuture,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  Semaphore,
  shield,
  sleep,
  Task,
  TaskGroup,
  Timeout,
  timeout,
  TimeoutError,
  wait,
  waitFor,
  type Awaitable,
  type Coroutine,
  type CoroutineIterable,
  type CoroutineIterator,
  type Resource,
} from '../loop'

/** Prints a line: each value as text, with a space between. */
export function print(...values: readonly unknown[]): void {
  stage().recorder.print(values.map(text).join(' '))
}

/** Announces a value under a name, for whoever watches the program. */
export function share(name: string, value: unknown): void {
  stage().recorder.share(name, text(value))
}

/**
 * Keeps the core busy for some milliseconds: nobody else runs meanwhile. In virtual time the clock
 * is moved on by just that; in real time it computes.
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
  const value = stage().controls[name] ?? initial
  if (typeof value === typeof initial) return value
  throw new TypeError(`control ${name}: expected a ${typeof initial}, got ${String(value)}`)
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`
  const own: unknown = Object.getPrototypeOf(value)
  return own === Object.prototype ? JSON.stringify(value) : describe(value)
}

/** Errors, tasks and futures say themselves what they are. */
function describe(value: { toString(): string }): string {
  return value.toString()
}
