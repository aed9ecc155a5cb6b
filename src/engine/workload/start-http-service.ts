import { join } from 'node:path'
import { describeEnd, type StartProcess } from '../process/own-process'
import { startNodeProcess } from '../process/start-node-process'

/** A running loopback service. */
export interface HttpService {
  readonly port: number
  /** Its process, whose CPU time is not a contender's. */
  readonly pid: number | null
  /** Resolves with how it ended if it was not asked to: "SIGKILL, as the system does …". */
  readonly died: Promise<string>
  /** Ends the service; resolves when its process is gone. */
  stop(): Promise<void>
}

/** All that the service tells the process that started it, once it listens. */
export interface ServiceMessage {
  readonly port: number
}

/**
 * Starts the loopback service as a process of its own.
 *
 * @param engineFolder holds the built `http-service.cjs`
 * @param start starts the process; by default a child of Node
 * @throws Error in one line if it ends before it listens
 */
export async function startHttpService(
  engineFolder: string,
  start: StartProcess = startNodeProcess,
): Promise<HttpService> {
  const service = start<never, ServiceMessage>(join(engineFolder, 'http-service.cjs'), {
    title: 'Corewise loopback service',
  })
  const port = await new Promise<number>((resolve, reject) => {
    service.onMessage((message) => {
      resolve(message.port)
    })
    void service.ended.then((end) => {
      reject(new Error(`The loopback service ended before it was ready (${describeEnd(end)})`))
    })
  })
  let isStopping = false
  return {
    port,
    pid: service.pid,
    died: new Promise((resolve) => {
      void service.ended.then((end) => {
        if (!isStopping) resolve(describeEnd(end))
      })
    }),
    stop: async () => {
      isStopping = true
      service.kill()
      await service.ended
    },
  }
}
