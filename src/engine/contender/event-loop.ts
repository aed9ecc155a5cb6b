import { ThreadRecord } from '../measure/thread-record'
import type { Contender } from './contender'
import { startThreads } from './measured-thread'

/** One thread that runs the cooperative loop with all jobs in flight. */
export const eventLoop: Contender = {
  name: 'event-loop',
  start: (setup) =>
    startThreads(setup, [
      {
        file: 'loop-thread.cjs',
        record: ThreadRecord.allocate('loop', setup.control),
        extra: { clients: setup.spec.concurrency, part: 0, parts: 1 },
      },
    ]),
}
