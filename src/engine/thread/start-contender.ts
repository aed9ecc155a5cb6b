import { contenderNames, contenders, threadsOf, type ContenderName } from '../contender'
import { ThreadRecord } from '../measure/thread-record'
import { startPython } from './foreign/start-python'
import { startThreads } from './start-threads'
import type { ContenderSetup, RunningContender, Startable } from './running-contender'

/** Every contender as something to start, by name. */
export const startables = Object.fromEntries(
  contenderNames.map((name) => [name, { name, start: (setup) => startContender(name, setup) }]),
) as Readonly<Record<ContenderName, Startable>>

/** Starts the threads of a contender, parked. */
export function startContender(name: ContenderName, setup: ContenderSetup): RunningContender {
  const { thread } = contenders[name]
  switch (thread) {
    case 'pool':
      return startPool(setup)
    case 'python':
      return startPython(name, setup)
    // Every other kind has a file of its own name, which runs a share of the jobs.
    default: {
      const threads = threadsOf(name, { workers: setup.spec.workers, loops: setup.loops })
      return startThreads(
        setup,
        shares(setup.spec.concurrency, threads).map((clients, part, { length: parts }) => ({
          file: `${thread}-thread.cjs`,
          record: ThreadRecord.allocate(
            contenders[name].threads === 'one' ? thread : `${thread} ${part + 1}`,
            setup.control,
          ),
          extra: { clients, part, parts },
        })),
      )
    }
  }
}

function startPool(setup: ContenderSetup): RunningContender {
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
}

/** Splits `total` into at most `parts` shares that differ by one at most; none is empty. */
export function shares(total: number, parts: number): readonly number[] {
  const count = Math.min(total, parts)
  const least = Math.floor(total / count)
  const larger = total % count
  return Array.from({ length: count }, (_, index) => least + (index < larger ? 1 : 0))
}
