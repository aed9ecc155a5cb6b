import { type Coroutine, run, sleep } from '../../loop'
import { now } from '../../measure/now'
import type { SwitchWay } from './switch-way'

/** One task that gives way again and again: each of its steps is a whole iteration of the loop. */
export const loopIteration: SwitchWay = {
  time: (operations) => run(iterate(operations)),
  end: () => Promise.resolve(),
}

function* iterate(operations: number): Coroutine<number> {
  const startNs = now()
  for (let iteration = 0; iteration < operations; iteration++) yield* sleep(0)
  return (now() - startNs) / operations
}

/** An async function that awaits what is already there: the least that `await` can cost. */
export const nativeAwait: SwitchWay = {
  time: async (operations) => {
    const startNs = now()
    // eslint-disable-next-line @typescript-eslint/await-thenable -- it is what is measured
    for (let iteration = 0; iteration < operations; iteration++) await null
    return (now() - startNs) / operations
  },
  end: () => Promise.resolve(),
}
