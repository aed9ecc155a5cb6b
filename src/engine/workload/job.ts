import type { Coroutine } from '../loop'
import { work } from './cpu'
import { digest } from './digest'
import { commitFault } from './fault'
import type { Plan } from './plan'
import type { Waiting } from './waiting'

/**
 * Job number `index` of the plan: CPU work, a wait, CPU work. Written once and run by every
 * contender; only `wait` differs between one that blocks and one that does other jobs meanwhile.
 * Throws what its wait throws, and what the plan's faults ask for.
 */
export function* job(plan: Plan, index: number, wait: Waiting): Coroutine<void> {
  commitFault(plan.faults, index)
  work(plan.roundsBefore(index))
  switch (plan.kind) {
    case 'cpu':
      return
    case 'wait':
    case 'mixed':
      yield* wait.timer(plan.waitMs(index))
      break
    case 'http':
      yield* wait.request(plan.waitMs(index), plan.responseBytes)
      break
    case 'files':
      digest(yield* wait.file(plan.file(index)))
      break
  }
  work(plan.roundsAfter(index))
}
