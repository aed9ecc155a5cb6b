import { ThreadRecord } from '../measure/thread-record'
import type { Contender } from './contender'
import { startThreads } from './measured-thread'

/** Several threads, each with a cooperative loop and its share of the jobs in flight. */
export const loopPerCore: Contender = {
  name: 'loop-per-core',
  start: (setup) =>
    startThreads(
      setup,
      shares(setup.spec.concurrency, setup.spec.workers).map(
        (clients, part, { length: parts }) => ({
          file: 'loop-thread.cjs',
          record: ThreadRecord.allocate(`loop ${part + 1}`, setup.control),
          extra: { clients, part, parts },
        }),
      ),
    ),
}

/** Splits `total` into at most `parts` shares that differ by one at most; none is empty. */
export function shares(total: number, parts: number): readonly number[] {
  const count = Math.min(total, parts)
  const least = Math.floor(total / count)
  const larger = total % count
  return Array.from({ length: count }, (_, index) => least + (index < larger ? 1 : 0))
}
