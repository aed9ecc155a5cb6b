/** What a task is doing. */
export type TaskPhase = 'ready' | 'running' | 'waiting' | 'returned' | 'threw' | 'cancelled'

export interface TaskState {
  /** The task's number among the things. */
  readonly task: number
  readonly phase: TaskPhase
  /** The task that created it; -1 for none. */
  readonly parent: number
  /** What it waits for, or waited for until it was woken; -1 for nothing. */
  readonly waitsFor: number
  /** Where it is suspended; -1 where that is not known. */
  readonly place: number
  /** Steps that it began. */
  readonly steps: number
  readonly isCancelRequested: boolean
}

export interface TimerState {
  readonly timer: number
  readonly whenMs: number
}

/** A loop as it was after a number of events of a recording. */
export interface LoopState {
  /** How many events have happened. */
  readonly position: number
  readonly atMs: number
  /** Iterations that were begun. */
  readonly iteration: number
  readonly isInIteration: boolean
  /** Steps and callbacks that the iteration under way has still to begin. */
  readonly leftInIteration: number
  /** What will run, next first. */
  readonly ready: readonly number[]
  /** The task or callback that is running; -1 for none. There is never more than one. */
  readonly running: number
  /** The place of what runs, as far as it is known; -1 for none. */
  readonly here: number
  /** Soonest first. */
  readonly timers: readonly TimerState[]
  /** In the order of creation. */
  readonly tasks: readonly TaskState[]
  /** How many of the recording's lines were printed. */
  readonly printed: number
  /** The last value announced under each name. */
  readonly shared: ReadonlyMap<string, string>
}
