/**
 * What a loop needs of the runtime it lives in. The loop's code knows nothing else of it, so it
 * runs the same under Node, in a browser or in a test.
 */
export interface Host {
  /** Real milliseconds, monotonic: for ceding in time, also when the loop's clock is virtual. */
  now(): number
  /** Calls `callback` once the host has served its sockets, files and timers. */
  cede(callback: () => void): void
  /** Calls `callback` after about `delayMs`; possibly early, never in place. Returns its timer. */
  setTimer(delayMs: number, callback: () => void): unknown
  /** Disarms a timer that `setTimer` returned. */
  clearTimer(timer: unknown): void
  /** Takes a message that no exception handler took. */
  report(message: string, error: unknown): void
}
