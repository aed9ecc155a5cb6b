import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { playProgram } from './play-program'
import type { ProgramOrder, ProgramRun } from './program-message'
import { worldCode } from './world/world-code'

// Plays one program and sends what was recorded.

const order = workerData as ProgramOrder

async function play(): Promise<ProgramRun> {
  try {
    return await playProgram(order, worldCode(join(import.meta.dirname, 'program-world.cjs')))
  } catch (error) {
    // Nothing of the program's: what goes wrong in it is an outcome already.
    const message = error instanceof Error ? error.message : String(error)
    return { outcome: { kind: 'failed', message, line: null }, recording: null }
  }
}

void play().then((run) => {
  parentPort?.postMessage(run)
})
