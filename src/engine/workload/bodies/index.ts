import type { Workload, WorkloadKind } from '../kinds'
import type { Plan } from '../plan'
import type { Waits } from '../waiting'
import { crypto } from './crypto'
import { dns } from './dns'
import { files } from './files'
import { own } from './own'
import { zlib } from './zlib'

/** What a job does between its two pieces of computing. Job number `index` of the plan. */
export interface Body {
  /** Called once in every thread before its first job. */
  readonly prepare?: (plan: Plan) => Promise<void>
  /** Called once in every thread after its last job, and given a moment. */
  readonly conclude?: () => Promise<void>
  /** Begins the wait; undefined where there is nothing to wait for. */
  readonly wait: <Wait>(plan: Plan, index: number, waits: Waits<Wait>) => Wait | undefined
  /** What it does with what it waited for. */
  readonly use?: (value: unknown) => void
  /**
   * The computing that hidden threads do in the wait, on the calling thread: what a loop that hands
   * computing to its own workers has them do. Left out where there is none.
   */
  readonly compute?: (plan: Plan, index: number) => void
  /**
   * Measures how many rounds of such computing a millisecond takes; left out where it is `work`.
   */
  readonly calibrate?: (workload: Workload) => number
}

/** The body of each kind of work; only how it waits differs between contenders. */
export const bodies: Readonly<Record<WorkloadKind, Body>> = {
  wait: { wait: (plan, index, waits) => waits.timer(plan.waitMs(index)) },
  cpu: { wait: () => undefined },
  mixed: { wait: (plan, index, waits) => waits.timer(plan.waitMs(index)) },
  'fan-out': { wait: (plan, index, waits) => waits.timers(plan.partsMs(index)) },
  http: { wait: (plan, index, waits) => waits.request(plan.waitMs(index), plan.responseBytes) },
  files,
  crypto,
  zlib,
  dns,
  own,
}
