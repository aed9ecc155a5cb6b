import { ThreadRecord } from '../measure/thread-record'
import type { Contender } from './contender'
import { startThreads } from './measured-thread'

/**
 * Worker threads that each run one job at a time, blocking in its waits. Piscina runs them; it
 * lives in a thread of its own, the dispatcher, because a pool's dispatching is part of its cost.
 */
export const threadPool: Contender = {
  name: 'thread-pool',
  start: (setup) => {
    const dispatcher = ThreadRecord.allocate('dispatcher', setup.control)
    const workers = Array.from({ length: setup.spec.workers }, (_, index) =>
      ThreadRecord.allocate(`worker ${index + 1}`, setup.control),
    )
    const extra = {
      workers: workers.map((record) => record.transfer),
      engineFolder: setup.engineFolder,
    }
    const threads = [{ file: 'pool-thread.cjs', record: dispatcher, extra }]
    return startThreads(setup, threads, [dispatcher, ...workers])
  },
}
