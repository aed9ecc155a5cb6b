import { VirtualClock, type Clock } from './iteration/clock'
import { describe } from './describe'
import type { Executor } from './wait/executor'
import type { Host } from './iteration/host'
import type { Instrument } from './instrument'

export interface LoopOptions {
  /** Real time, virtual time, or a clock of one's own. Default: real. */
  readonly clock?: 'real' | 'virtual' | Clock
  /** The runtime it lives in. Default: Node. */
  readonly host?: Host
  /** What `toThread` and `runInExecutor` use. Default: none, so that they throw. */
  readonly executor?: Executor
  /**
   * Checks callbacks, reports slow ones and tasks that never ended, and tells where a task was
   * created wherever it is told of. Default: false.
   */
  readonly debug?: boolean
  /** Observers, attached before anything runs. */
  readonly instruments?: readonly Instrument[]
}

/** The clock that an option stands for. Throws `TypeError` for anything that is none. */
export function clockOf(clock: 'real' | 'virtual' | Clock, host: Host): Clock {
  if (clock === 'real') return { now: () => host.now() }
  if (clock === 'virtual') return new VirtualClock()
  if (typeof clock === 'object') return clock
  throw new TypeError(`clock must be 'real', 'virtual' or a Clock, got ${describe(clock)}`)
}
