import { THREAD_BYTES, threadsForJobs, threadsOf, usesHiddenThreads } from '../contender'
import { bytes, type Bytes } from '../measure/statistics/quantity'
import { heldBytesOf } from '../spec/mean-amounts'
import type { Spec } from '../spec/spec'

const MIB = 2 ** 20
const KIB = 2 ** 10

/**
 * What a run was seen to hold on Node 20 and x64 besides its threads: its process with the thread
 * that samples, and each job in flight.
 */
const PROCESS_BYTES = 100 * MIB
const JOB_BYTES = KIB

/**
 * About how much memory a run holds at its most, while its contender with most threads is measured,
 * on a machine with so many effective cores.
 */
export function memoryNeed(
  { contenders, concurrency, workers, loops, workload }: Spec,
  cores: number,
): Bytes {
  const counts = {
    workers,
    loops: loops ?? Math.ceil(cores),
    jobs: threadsForJobs(concurrency),
  }
  const ofRuntime = contenders.some(usesHiddenThreads) ? heldBytesOf(workload) : 0
  const jobBytes = JOB_BYTES + ofRuntime
  const threads = Math.max(...contenders.map((name) => threadsOf(name, counts)))
  return bytes(PROCESS_BYTES + threads * THREAD_BYTES + concurrency * jobBytes)
}
