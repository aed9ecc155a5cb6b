import type { Coroutine } from '../loop'
import { bodies } from './bodies'
import { work } from './cpu'
import { commitFault } from './fault'
import type { Plan } from './plan'
import type { Waiting } from './waiting'

/**
 * Job number `index` of the plan: CPU work, the wait of its kind, CPU work. Written once and run by
 * every contender; only `wait` differs between one that blocks and one that does other jobs
 * meanwhile. Throws what its wait throws, and what the plan's faults ask for.
 */
export function* job(plan: Plan, index: number, wait: Waiting): Coroutine<void> {
  commitFault(plan.faults, index)
  work(plan.roundsBefore(index))
  const waited = bodies[plan.kind](plan, index, wait)
  if (waited !== undefined) yield* waited
  work(plan.roundsAfter(index))
}
