import type { Plan } from '../../workload/plan'
import type { Snapshot } from './snapshot'

/**
 * How many jobs of an open load were due by a snapshot and not admitted: a busy thread is late.
 *
 * @param parts among how many threads the plan's arrivals are shared out, one after the other
 */
export function backlogAt({ cpu, threads }: Snapshot, plan: Plan, parts: number): number {
  return threads.reduce((sum, { nextArrival }) => {
    if (nextArrival === null) return sum
    const { index, dueNs } = nextArrival
    const startNs = dueNs - plan.arrivalMs(index) * 1e6
    let backlog = 0
    while (startNs + plan.arrivalMs(index + backlog * parts) * 1e6 <= cpu.atNs) backlog += 1
    return sum + backlog
  }, 0)
}
