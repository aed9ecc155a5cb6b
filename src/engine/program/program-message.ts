import type { Recording } from '../recorder/recording'
import type { ControlValue } from './stage'

/** What the thread of a program gets when it starts (`workerData`). */
export interface ProgramOrder {
  readonly name: string
  /** TypeScript. */
  readonly source: string
  readonly clock: 'real' | 'virtual'
  readonly controls: Readonly<Record<string, ControlValue>>
  /** Real milliseconds after which a program that pauses now and then is stopped. */
  readonly timeLimitMs: number
  readonly maxEvents: number
  /** For a `LoopWatch`. */
  readonly loops: SharedArrayBuffer
}

/** How a program ended. */
export type ProgramOutcome =
  | { readonly kind: 'finished' }
  /** Its `main` threw, or it could not be compiled. The line is from 1; null if unknown. */
  | { readonly kind: 'failed'; readonly message: string; readonly line: number | null }
  /**
   * It was stopped because it took too long or too much memory. The line is that of the loop in its
   * code that went round last; null where none did or it does not matter.
   */
  | { readonly kind: 'stopped'; readonly message: string; readonly line: number | null }

/** That a program was stopped which took the thread for itself; `line` is that of its last loop. */
export function neverPaused(timeLimitMs: number, line: number | null): ProgramOutcome {
  const message = `a task ran for ${timeLimitMs / 1_000} s without pausing, and nobody can interrupt a task`
  return { kind: 'stopped', message, line }
}

/**
 * A program that was run, as far as it got; no recording where it neither gave the thread back nor
 * was in a loop.
 */
export interface ProgramRun {
  readonly outcome: ProgramOutcome
  readonly recording: Recording | null
}
