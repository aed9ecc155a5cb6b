import { Agent, get } from 'node:http'
import type { Milliseconds } from '../measure/statistics/quantity'

/** The only host that jobs ever ask. */
export const LOOPBACK = '127.0.0.1'

/** Asks the loopback service, over connections that are kept open and used again. */
export class HttpClient {
  readonly #port: number
  /** Keeps every connection, however many are idle at a time; Node would close all but 256. */
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: Infinity })

  constructor(port: number) {
    this.#port = port
  }

  /**
   * The body of an answer of `bytes` that the service gives after `ms`. Rejects if the connection
   * fails, if the answer is not 200, or if its size is another.
   */
  request(ms: Milliseconds, bytes: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const options = {
        host: LOOPBACK,
        port: this.#port,
        path: `/wait?ms=${ms}&bytes=${bytes}`,
        agent: this.#agent,
      }
      get(options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const body = Buffer.concat(chunks)
          if (answer.statusCode !== 200) {
            reject(new Error(`The loopback service answered ${answer.statusCode ?? 'nothing'}`))
          } else if (body.length !== bytes) {
            reject(new Error(`The loopback service sent ${body.length} bytes instead of ${bytes}`))
          } else {
            resolve(body)
          }
        })
      }).on('error', reject)
    })
  }

  /** Closes all connections; requests under way reject. */
  close(): void {
    this.#agent.destroy()
  }
}
