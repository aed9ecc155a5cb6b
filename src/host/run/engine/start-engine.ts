import { join } from 'node:path'
import type { FromEngine, ToEngine } from '../../../engine/process/engine-message'
import type { Spec } from '../../../engine/spec/spec'
import type { OwnProcess, StartProcess } from '../../../engine/process/own-process'

/** What is settled for an engine when its process starts. */
export interface EngineOptions {
  /** Set in its environment, such as the number of libuv's threads. */
  readonly environment?: Readonly<Record<string, string>>
}

/** libuv reads how many threads it is to have from its environment, as it starts them. */
export function engineOptionsOf({ uvThreads }: Pick<Spec, 'uvThreads'>): EngineOptions {
  return uvThreads === null ? {} : { environment: { UV_THREADPOOL_SIZE: String(uvThreads) } }
}

/**
 * Starts an engine: the process in which everything is measured. It does one order.
 *
 * @param start the shell's way to start a process
 * @param engineFolder the folder with the built threads
 */
export function startEngine<News, Result>(
  start: StartProcess,
  engineFolder: string,
  { environment = {} }: EngineOptions = {},
): OwnProcess<ToEngine, FromEngine<News, Result>> {
  return start(join(engineFolder, 'engine-process.cjs'), {
    title: 'Corewise measuring engine',
    environment,
  })
}
