import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  THREAD_STACK_MIB,
  type ProgramOrder,
  type ProgramOutcome,
  type ProgramRun,
} from '../../engine/program/program-message'
import type { ProgramLanguage } from '../../engine/recorder/recording/recording'
import { RunError } from '../run/run-error'
import { PythonRunner } from './python-runner'

/** How long a program may run, in real time, unless it says otherwise. */
const DEFAULT_TIME_LIMIT_MS = 5_000
const DEFAULT_MEMORY_LIMIT_MIB = 256
const MAX_EVENTS = 1_000_000
/**
 * What a thread may take beyond its program's time: to start, to read it and to tell what it did.
 */
const GRACE_MS = 30_000
/** Of the thread itself: its program has a memory of its own. */
const THREAD_MEMORY_MIB = 512

/** A program to run, and its limits. */
export interface ProgramRequest extends Pick<ProgramOrder, 'name' | 'source'> {
  readonly language: ProgramLanguage
  readonly clock?: ProgramOrder['clock']
  readonly controls?: ProgramOrder['controls']
  readonly timeLimitMs?: number
  readonly memoryLimitMiB?: number
  readonly signal?: AbortSignal
}

/**
 * Runs a program on its language's loop, sealed in an interpreter and a thread, and records it.
 * What goes wrong in the program is part of the outcome: an error with its line, or that it was
 * stopped.
 *
 * @param engineFolder the folder with the built threads
 * @throws RunError where the thread itself fails
 */
export async function runProgram(
  request: ProgramRequest,
  engineFolder: string,
): Promise<ProgramRun> {
  const { name, language, source, clock = 'virtual', controls = {}, signal } = request
  const { timeLimitMs = DEFAULT_TIME_LIMIT_MS, memoryLimitMiB = DEFAULT_MEMORY_LIMIT_MIB } = request
  const limits = { timeLimitMs, memoryLimitMiB, maxEvents: MAX_EVENTS }
  const order: ProgramOrder = { name, source, clock, controls, ...limits }
  return language === 'python'
    ? pythonRunner(engineFolder).play(order, signal)
    : runTypeScript(order, signal, engineFolder)
}

const pythonRunners = new Map<string, PythonRunner>()

/** The process's one thread with CPython: to start it takes seconds, and to keep it nothing. */
export function pythonRunner(engineFolder: string): PythonRunner {
  let runner = pythonRunners.get(engineFolder)
  if (runner === undefined) {
    runner = new PythonRunner(engineFolder)
    pythonRunners.set(engineFolder, runner)
  }
  return runner
}

async function runTypeScript(
  order: ProgramOrder,
  signal: AbortSignal | undefined,
  engineFolder: string,
): Promise<ProgramRun> {
  const { timeLimitMs } = order
  const { holdMachineCode } = await import('../../engine/program/world/interpreter')
  await holdMachineCode()
  const thread = new Worker(join(engineFolder, 'program-thread.cjs'), {
    name: 'program',
    workerData: order,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MIB, stackSizeMb: THREAD_STACK_MIB },
  })
  let timer: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<ProgramRun>((resolve, reject) => {
      const stop = (message: string): void => {
        const outcome: ProgramOutcome = { kind: 'stopped', message, line: null }
        resolve({ outcome, recording: null })
      }
      thread.on('message', resolve)
      thread.on('error', (error: Error) => {
        reject(new RunError('died', `The program's thread failed: ${error.message}`, error.stack))
      })
      thread.on('exit', (code) => {
        reject(new RunError('died', `The program's thread ended without a result (code ${code})`))
      })
      // It stops its program by itself: one that goes round in a loop, and pauses first, late.
      timer = setTimeout(
        () => {
          stop(`its thread did not answer within ${(2 * timeLimitMs + GRACE_MS) / 1_000} s`)
        },
        2 * timeLimitMs + GRACE_MS,
      )
      abort = () => {
        stop('it was cancelled')
      }
      if (signal?.aborted === true) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    await thread.terminate()
  }
}
