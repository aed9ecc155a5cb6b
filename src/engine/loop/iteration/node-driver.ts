import type { Host } from './host'

// The only file of the loop that touches the runtime. It declares just what it uses, so that a
// timer called anywhere else in this folder is a compile error.
declare const performance: { now(): number }
declare const console: { error(...values: unknown[]): void }
declare function setImmediate(callback: () => void): unknown
declare function setTimeout(callback: () => void, delayMs: number): unknown
declare function clearTimeout(timer: unknown): void

/** Node's timers hold at most this many milliseconds and turn more into 1. */
const MAX_TIMER_MS = 2 ** 31 - 1

// Looked up once: in Node the global name is a getter, which costs a quarter of reading the clock.
// And not before it is used, as this file is also loaded where there is no such name.
let stopwatch: typeof performance | undefined

/** A loop inside Node's own: `setImmediate` runs after sockets, files and timers were served. */
export const nodeHost: Host = {
  now: () => (stopwatch ??= performance).now(),
  cede: (callback) => {
    setImmediate(callback)
  },
  setTimer: (delayMs, callback) =>
    // Node cuts fractions off, which would fire early and spin for the rest of a millisecond.
    setTimeout(callback, Math.min(Math.ceil(delayMs), MAX_TIMER_MS)),
  clearTimer: (timer) => {
    clearTimeout(timer)
  },
  report: (message, error) => {
    if (error === undefined) console.error(message)
    else console.error(message, error)
  },
}
