import { type Coroutine, run, sleep } from '../../loop'
import { now } from '../../measure/now'
import type { SwitchWay } from './switch-way'

/** One task that gives way again and again: each of its steps is a whole turn of the loop. */
export const loopTurn: SwitchWay = {
  time: (operations) => run(takeTurns(operations)),
  end: () => Promise.resolve(),
}

function* takeTurns(operations: number): Coroutine<number> {
  const startNs = now()
  for (let turn = 0; turn < operations; turn++) yield* sleep(0)
  return (now() - startNs) / operations
}

/** An async function that awaits what is already there: the least that `await` can cost. */
export const nativeAwait: SwitchWay = {
  time: async (operations) => {
    const startNs = now()
    // eslint-disable-next-line @typescript-eslint/await-thenable -- the native switch that is measured
    for (let turn = 0; turn < operations; turn++) await null
    return (now() - startNs) / operations
  },
  end: () => Promise.resolve(),
}
