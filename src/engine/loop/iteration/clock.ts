/**
 * Where a loop's time comes from. Real and virtual time stand behind this one interface: a clock
 * that can jump is moved on by the driver whenever the loop is idle, so nothing waits.
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin; never goes back. */
  now(): number
  /** Moves an idle loop's clock to `whenMs`. A clock without it passes by itself. */
  jumpTo?(whenMs: number): void
  /**
   * Moves on to what happens next by itself, unless that is after `timerMs`, and has it happen:
   * what a modelled thread does. False where there is nothing.
   */
  passEvent?(timerMs: number): boolean
}

/** Virtual time: stands still while anything runs and jumps to the next timer when nothing does. */
export class VirtualClock implements Clock {
  #nowMs = 0

  now(): number {
    return this.#nowMs
  }

  jumpTo(whenMs: number): void {
    if (whenMs > this.#nowMs) this.#nowMs = whenMs
  }
}
