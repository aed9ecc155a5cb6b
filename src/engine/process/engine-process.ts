import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { EngineOrder, FromEngine, ToEngine } from './engine-message'
import { connectToHost, endFirstWithoutMemory } from './host-link'
import { answerWhereThreadsStand, lineUnderWay } from './where-threads-stand'

// The process that measures. A thread that sits in the kernel, as one that reads a pipe nobody
// writes into, can be ended by nothing in its own process; a process can be ended from outside. The
// work is done in a thread, so that this one always hears when the host is gone.

/**
 * The runtime's helper threads are counted as a contender's, so the coordinator compiles by itself,
 * and has so much room for new objects that nothing of its garbage is marked while one is measured.
 * It takes them back for the threads that it starts.
 */
const COORDINATOR_FLAGS = ['--no-concurrent-recompilation', '--min-semi-space-size=16']

let worker: Worker | null = null

endFirstWithoutMemory()
answerWhereThreadsStand()

const host = connectToHost<ToEngine, FromEngine<unknown, unknown>>()
host.onMessage((message) => {
  if (typeof message === 'string') worker?.postMessage(message)
  else if ('thread' in message) worker = startThread(message)
  else void tellLine(message.file)
})

async function tellLine(file: string): Promise<void> {
  host.post({ kind: 'stands', line: await lineUnderWay(file, null) })
}

function startThread({ thread, engineFolder, order }: EngineOrder): Worker {
  if (thread === 'coordinator') for (const flag of COORDINATOR_FLAGS) setFlagsFromString(flag)
  const file = join(engineFolder, `${thread}-thread.cjs`)
  const started = new Worker(file, { workerData: order, name: thread })
  started.on('message', host.post)
  started.on('error', (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    host.post({ kind: 'died', message, stack: stack ?? null })
  })
  started.on('exit', (code) => {
    host.post({ kind: 'died', message: `it ended without a result (code ${code})`, stack: null })
  })
  return started
}
