import { join } from 'node:path'
import { memoryUsage } from 'node:process'
import { Worker } from 'node:worker_threads'
import { LoopWatch } from '../../engine/program/loop-watch'
import {
  neverPaused,
  type ProgramOrder,
  type ProgramOutcome,
  type ProgramRun,
} from '../../engine/program/program-message'
import { RunError } from '../run/run-error'

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
  const memory = LoopWatch.allocate()
  const loops = new LoopWatch(memory)
  const limits = { timeLimitMs, maxEvents: MAX_EVENTS }
  const order: ProgramOrder = { name, source, clock, controls, loops: memory, ...limits }
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
      const stop = (outcome: ProgramOutcome): void => {
        resolve({ outcome, recording: null })
      }
      const stopForMemory = (): void => {
        const message = `it took more than ${memoryLimitMiB} MiB of memory`
        stop({ kind: 'stopped', message, line: loops.line })
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
      // One that pauses stops by itself at its limit. A loop that does not is asked for what was
      // recorded, and what has no loop either is given up.
      timer = setTimeout(() => {
        loops.end()
        timer = setTimeout(() => {
          stop(neverPaused(timeLimitMs, loops.line))
        }, GRACE_MS)
      }, timeLimitMs + GRACE_MS)
      // The thread's own limit is of its heap, and buffers are not in that.
      const mostBytes = memoryUsage.rss() + (memoryLimitMiB + OTHER_MEMORY_MIB) * 2 ** 20
      memoryWatch = setInterval(() => {
        if (memoryUsage.rss() > mostBytes) stopForMemory()
      }, MEMORY_LOOK_MS)
      abort = () => {
        stop({ kind: 'stopped', message: 'it was cancelled', line: null })
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
