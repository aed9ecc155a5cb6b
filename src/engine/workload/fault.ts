import { isMainThread } from 'node:worker_threads'
import type { Spec } from '../spec/spec'

/**
 * Does what the spec's faults ask of job number `index`; job numbers in faults count from 1, and
 * 0 is never. `throwEvery` throws an Error. `exitAt` ends the worker thread that runs the job, at
 * once, as an uncaught error would; outside a worker it throws, so that it never ends the process.
 */
export function commitFault(faults: Spec['faults'], index: number): void {
  const { throwEvery, exitAt } = faults
  if (exitAt !== 0 && index + 1 === exitAt) {
    if (isMainThread) throw new Error(`faults.exitAt: job ${exitAt} does not run in a worker`)
    process.exit(EXIT_CODE)
  }
  if (throwEvery !== 0 && (index + 1) % throwEvery === 0) {
    throw new Error(`faults.throwEvery: every job number that ${throwEvery} divides fails`)
  }
}

/** Exit code of a thread that the fault `exitAt` ended. */
const EXIT_CODE = 70
