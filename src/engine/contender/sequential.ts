import { ThreadRecord } from '../measure/thread-record'
import type { Contender } from './contender'
import { startThreads } from './measured-thread'

/** One thread, one job at a time, blocking: the baseline. */
export const sequential: Contender = {
  name: 'sequential',
  start: (setup) =>
    startThreads(setup, [
      { file: 'sequential-thread.cjs', record: ThreadRecord.allocate('sequential', setup.control) },
    ]),
}
