import type { Awaitable } from '../../loop'
import type { WorkloadKind } from '../kinds'
import type { Plan } from '../plan'
import type { Waiting } from '../waiting'
import { readAndHash } from './files'

/**
 * What a job does between its two pieces of computing: the wait of its kind. Job number `index` of
 * the plan; undefined where it has nothing to wait for.
 */
export type Body = (plan: Plan, index: number, wait: Waiting) => Awaitable<unknown> | undefined

/** The body of each kind of work; only `wait` differs between contenders. */
export const bodies: Readonly<Record<WorkloadKind, Body>> = {
  wait: (plan, index, wait) => wait.timer(plan.waitMs(index)),
  cpu: () => undefined,
  mixed: (plan, index, wait) => wait.timer(plan.waitMs(index)),
  http: (plan, index, wait) => wait.request(plan.waitMs(index), plan.responseBytes),
  files: readAndHash,
}
