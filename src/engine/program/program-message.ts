import type { Recording } from '../recorder/recording/recording'
import type { ControlValue } from './world/stage'

/**
 * The stack that the thread of a program needs: the interpreter's limit is to be met before V8's.
 */
export const THREAD_STACK_MIB = 64

/** What the thread of a program is told. */
export interface ProgramOrder {
  readonly name: string
  readonly source: string
  readonly clock: 'real' | 'virtual'
  readonly controls: Readonly<Record<string, ControlValue>>
  /** Real milliseconds after which it is stopped, and how long it may go on without a pause. */
  readonly timeLimitMs: number
  readonly memoryLimitMiB: number
  readonly maxEvents: number
}

/** How a program ended. */
export type ProgramOutcome =
  | { readonly kind: 'finished' }
  /** Its `main` threw, or it could not be compiled. The line is from 1; null if unknown. */
  | { readonly kind: 'failed'; readonly message: string; readonly line: number | null }
  | StoppedOutcome

/** It was stopped because it took too long or too much memory. */
export interface StoppedOutcome {
  readonly kind: 'stopped'
  readonly message: string
  /**
   * Of the loop in its code that went round last, from 1; null where none did or it does not
   * matter.
   */
  readonly line: number | null
  /** Given where no loop is to blame: the line is that of a call which did not come back. */
  readonly isCall?: true
}

/** A program that was run, as far as it got; no recording where it never began or was cancelled. */
export interface ProgramRun {
  readonly outcome: ProgramOutcome
  readonly recording: Recording | null
}
