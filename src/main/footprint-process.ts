import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { LabOptions } from '../host/run/lab'

type StartFootprintProcess = NonNullable<LabOptions['startFootprintProcess']>

/**
 * Starts a process whose memory is looked at as a utility process: the packaged application cannot
 * be run as Node, which is what a child process of Node would be here.
 */
export const startFootprintProcess: StartFootprintProcess = (order) => {
  const child = utilityProcess.fork(join(order.folder, 'footprint-process.cjs'), [], {
    serviceName: 'Corewise waiting process',
    stdio: 'ignore',
  })
  // Before it is spawned it has no id to be ended by.
  const spawned = new Promise<number | undefined>((resolve) => {
    child.once('spawn', () => {
      resolve(child.pid)
    })
    child.once('exit', () => {
      resolve(undefined)
    })
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  const answer = new Promise<Awaited<ReturnType<StartFootprintProcess>['answer']>>(
    (resolve, reject) => {
      child.once('message', resolve)
      child.once('error', (type, location) => {
        reject(new Error(`the process ended (${type} at ${location})`))
      })
      child.once('exit', (code) => {
        reject(new Error(`the process ended (code ${code})`))
      })
    },
  )
  child.postMessage(order)
  return {
    answer,
    stop: async () => {
      const pid = await spawned
      if (pid !== undefined) kill(pid)
      await gone
    },
  }
}

/** At once: one that blocks in JavaScript does not hear a request to end. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
