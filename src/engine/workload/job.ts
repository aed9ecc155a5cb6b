import type { Coroutine } from '../loop'
import { bodies } from './bodies'
import { work } from './cpu'
import { commitFault } from './fault'
import type { Plan } from './plan'
import type { Waiting, Waits } from './waiting'

/**
 * Job number `index` of the plan: CPU work, the wait of its kind, CPU work. The same for every
 * contender; only how it waits differs between one that blocks and one that does other jobs
 * meanwhile. Throws what its wait throws, and what the plan's faults ask for.
 */
export function* job(plan: Plan, index: number, waits: Waiting): Coroutine<void> {
  const { wait, use } = bodies[plan.kind]
  commitFault(plan.faults, index)
  work(plan.roundsBefore(index))
  const waited = wait(plan, index, waits)
  if (waited !== undefined) {
    const value = yield* waited
    use?.(value)
  }
  work(plan.roundsAfter(index))
}

/** The same job as Node people write it: an `async` function. */
export async function asyncJob(
  plan: Plan,
  index: number,
  waits: Waits<Promise<unknown>>,
): Promise<void> {
  const { wait, use } = bodies[plan.kind]
  commitFault(plan.faults, index)
  work(plan.roundsBefore(index))
  const waited = wait(plan, index, waits)
  if (waited !== undefined) {
    const value = await waited
    use?.(value)
  }
  work(plan.roundsAfter(index))
}
