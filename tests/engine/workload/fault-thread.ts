import { workerData } from 'node:worker_threads'
import { commitFault } from '../../../src/engine/workload/fault'

/** The faults that the thread commits, as its `workerData`. */
export type ThreadFaults = Parameters<typeof commitFault>[0]

// Job after job. A thread that no fault ends goes on to exit code 0.
for (let index = 0; index < 10; index++) commitFault(workerData as ThreadFaults, index)
