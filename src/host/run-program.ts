import { join } from 'node:path'
import { memoryUsage } from 'node:process'
import { Worker } from 'node:worker_threads'
import { loopLineIn } from '../engine/program/loop-line'
import type { ProgramOrder, ProgramRun } from '../engine/program/program-message'
import { RunError } from './run-error'

/** How long a program may run, in real time, unless it says otherwise. */
const DEFAULT_TIME_LIMIT_MS = 5_000
/** What a thread may take to start and to send what it recorded. */
const GRACE_MS = 1_500
const DEFAULT_MEMORY_LIMIT_MIB = 256
const MAX_EVENTS = 1_000_000
/** What the process may grow by beside the program's memory, while it runs. */
const OTHER_MEMORY_MIB = 256
const MEMORY_LOOK_MS = 50

/** A program to run, and its limits. */
export interface ProgramRequest extends Pick<ProgramOrder, 'name' | 'source'> {
  readonly clock?: ProgramOrder['clock']
  readonly controls?: ProgramOrder['controls']
  readonly timeLimitMs?: number
  readonly memoryLimitMiB?: number
  readonly signal?: AbortSignal
}

/**
 * Runs a program on the loop, in a thread and a world of its own, and records it. What goes wrong
 * in the program is part of the outcome: an error with its line, or that it was stopped.
 *
 * @param engineFolder the folder with the built threads
 * @throws RunError where the thread itself fails
 */
export async function runProgram(
  request: ProgramRequest,
  engineFolder: string,
): Promise<ProgramRun> {
  const { name, source, clock = 'virtual', controls = {}, signal } = request
  const timeLimitMs = request.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS
  const memoryLimitMiB = request.memoryLimitMiB ?? DEFAULT_MEMORY_LIMIT_MIB
  const loopLine = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const limits = { timeLimitMs, maxEvents: MAX_EVENTS }
  const order: ProgramOrder = { name, source, clock, controls, loopLine, ...limits }
  const thread = new Worker(join(engineFolder, 'program-thread.cjs'), {
    name: 'program',
    workerData: order,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMiB, stackSizeMb: 4 },
  })
  let timer: NodeJS.Timeout | undefined
  let memoryWatch: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<ProgramRun>((resolve, reject) => {
      const stop = (message: string, line: number | null): void => {
        resolve({ outcome: { kind: 'stopped', message, line }, recording: null })
      }
      const stopForMemory = (): void => {
        stop(`it took more than ${memoryLimitMiB} MiB of memory`, loopLineIn(loopLine))
      }
      thread.on('message', resolve)
      thread.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
          stopForMemory()
        } else {
          reject(new RunError('died', `The program's thread failed: ${error.message}`, error.stack))
        }
      })
      thread.on('exit', (code) => {
        reject(new RunError('died', `The program's thread ended without a result (code ${code})`))
      })
      timer = setTimeout(() => {
        stop(
          `a task ran for ${timeLimitMs / 1_000} s without pausing, and nobody can interrupt a task`,
          loopLineIn(loopLine),
        )
      }, timeLimitMs + GRACE_MS)
      // The thread's own limit is of its heap, and buffers are not in that.
      const mostBytes = memoryUsage.rss() + (memoryLimitMiB + OTHER_MEMORY_MIB) * 2 ** 20
      memoryWatch = setInterval(() => {
        if (memoryUsage.rss() > mostBytes) stopForMemory()
      }, MEMORY_LOOK_MS)
      abort = () => {
        stop('it was cancelled', null)
      }
      if (signal?.aborted === true) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    })
  } finally {
    clearTimeout(timer)
    clearInterval(memoryWatch)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    await thread.terminate()
  }
}
