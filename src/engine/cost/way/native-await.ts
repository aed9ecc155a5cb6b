import { now } from '../../measure/now'
import type { SwitchWay } from './switch-way'

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
