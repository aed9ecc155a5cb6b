import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { LabOptions } from '../host/run/lab'
import { engineFolder } from './paths'

type StartHttpService = NonNullable<LabOptions['startHttpService']>

/**
 * Starts the loopback service in a utility process: the packaged application cannot be run as
 * Node, which is what a child process of Node would be here.
 *
 * @throws Error if it ends before it said its port
 */
export const startHttpService: StartHttpService = () => {
  const child = utilityProcess.fork(join(engineFolder, 'http-service.cjs'), [], {
    serviceName: 'Corewise loopback service',
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => {
      resolve({ port: message.port, pid: child.pid ?? null, stop })
    })
    child.once('exit', (code) => {
      reject(new Error(`The loopback service ended with code ${code} before it was ready`))
    })
  })
}
