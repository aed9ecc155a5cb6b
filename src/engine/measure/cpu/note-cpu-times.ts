import { Worker } from 'node:worker_threads'
import type { Control } from '../control'
import { nanoseconds } from '../statistics/quantity'
import type { ThreadRecord } from '../thread-record'
import { currentThreadId } from './own-thread'

const INTERVAL_MS = 50

/**
 * Whether the runtime tells the CPU time of another thread, also of one that computes or blocks
 * (`worker.cpuUsage`): Node 22.23, 24.21, 26.10 and later do.
 */
export const canAskWorkers = 'cpuUsage' in Worker.prototype

/**
 * Notes in the records of worker threads the CPU time of each, time and again while they are not
 * parked, until all have ended. Threads report their own only between jobs, and long jobs leave
 * that behind. Does nothing where the system's own figures are read, or the runtime has none.
 *
 * To be called by the thread that started the workers. Records are found by the number of the
 * thread that writes them.
 */
export function noteCpuTimes(
  workers: readonly Worker[],
  records: readonly ThreadRecord[],
  control: Control,
  hasSystemFigures = currentThreadId() !== null,
): void {
  if (!canAskWorkers || hasSystemFigures) return
  const timer = setInterval(() => {
    if (workers.every(({ threadId }) => threadId === -1)) clearInterval(timer)
    else if (!control.isHalted) askAll()
  }, INTERVAL_MS).unref()

  const askAll = (): void => {
    const byThread = new Map(records.map((record) => [record.threadNumber, record]))
    for (const worker of workers) {
      const record = byThread.get(worker.threadId)
      if (record !== undefined) void ask(worker, record)
    }
  }
}

async function ask(worker: Worker, record: ThreadRecord): Promise<void> {
  try {
    // In microseconds.
    const { user, system } = await worker.cpuUsage()
    record.noteCpuTime(nanoseconds((user + system) * 1_000))
  } catch {
    // It ended meanwhile; what it used is in its own last report.
  }
}
