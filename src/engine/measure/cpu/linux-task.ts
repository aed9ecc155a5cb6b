import { readdirSync, readFileSync } from 'node:fs'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

// Linux shows each thread of a process as a folder under /proc/<pid>/task (proc(5)). A thread can
// end between being listed and being read: every read gives null then.

/** A process as /proc names it: this one, or another by its id. */
export type TaskProcess = 'self' | number

/** The system's ids of all threads of a process; null where /proc does not show them. */
export function listTasks(of: TaskProcess = 'self'): number[] | null {
  if (process.platform !== 'linux') return null
  try {
    return readdirSync(`/proc/${of}/task`).map(Number)
  } catch {
    return null
  }
}

/** A thread's time on a core, and its time ready to run with no core free. */
export interface TaskTimes {
  readonly cpuNs: Nanoseconds
  readonly runQueueNs: Nanoseconds
}

/**
 * Times of a thread since it started; null if it is gone or the kernel keeps no such statistics.
 */
export function readTaskTimes(tid: number, of: TaskProcess = 'self'): TaskTimes | null {
  const [cpu, runQueue] = (readTask(of, tid, 'schedstat') ?? '').split(' ').map(Number)
  if (!cpu || runQueue === undefined) return null
  return { cpuNs: nanoseconds(cpu), runQueueNs: nanoseconds(runQueue) }
}

/** How often a thread gave its core up, and how often the core was taken from it. */
export interface TaskSwitches {
  readonly voluntary: number
  readonly involuntary: number
}

/** Context switches of a thread since it started; null if it is gone. */
export function readTaskSwitches(tid: number, of: TaskProcess = 'self'): TaskSwitches | null {
  const status = readTask(of, tid, 'status')
  const voluntary = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status ?? '')?.[1]
  const involuntary = /^nonvoluntary_ctxt_switches:\s+(\d+)$/m.exec(status ?? '')?.[1]
  if (voluntary === undefined || involuntary === undefined) return null
  return { voluntary: Number(voluntary), involuntary: Number(involuntary) }
}

/** The name that the system knows a thread by, at most 15 characters; null if it is gone. */
export function readTaskName(tid: number): string | null {
  return readTask('self', tid, 'comm')?.trimEnd() ?? null
}

/** The core that a thread ran on last, from field 39 of its stat file; null if it is gone. */
export function readTaskCore(tid: number, of: TaskProcess = 'self'): number | null {
  // The name, in brackets, may hold anything; the third field follows it.
  const core = readTask(of, tid, 'stat')?.split(') ').at(-1)?.split(' ')[36]
  return core === undefined ? null : Number(core)
}

function readTask(
  of: TaskProcess,
  tid: number,
  file: 'schedstat' | 'status' | 'comm' | 'stat',
): string | null {
  try {
    return readFileSync(`/proc/${of}/task/${tid}/${file}`, 'latin1')
  } catch {
    return null
  }
}
