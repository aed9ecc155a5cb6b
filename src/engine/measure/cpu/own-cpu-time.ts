import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/** `process.threadCpuUsage`, in microseconds: Node 22.15, 23.9 and later have it. */
type ThreadCpuUsage = () => { user: number; system: number }

/** CPU time of the calling thread since it started; null where the runtime does not tell. */
export function ownCpuTime(): Nanoseconds | null {
  const { threadCpuUsage } = process as { threadCpuUsage?: ThreadCpuUsage }
  if (!threadCpuUsage) return null
  const { user, system } = threadCpuUsage.call(process)
  return nanoseconds((user + system) * 1000)
}
