// Fetches JSON from a server that takes 10 ms to answer. The server is a process of its own, one for
// each thread, and ends with it. There is no blocking request in Node, so there is no `blocking`: a
// thread of the pool awaits its one answer.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'

const program = `
  const server = require('node:http').createServer((request, response) => {
    setTimeout(() => response.end(JSON.stringify({ path: request.url, squares: [1, 4, 9] })), 10)
  })
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))
  process.stdin.on('end', () => process.exit()).resume()
`

const agent = new Agent({ keepAlive: true, maxFreeSockets: Infinity })
let server: ChildProcess | null = null
let port = 0

export async function before(): Promise<void> {
  const started = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'ignore'] })
  server = started
  port = await new Promise((resolve) =>
    started.stdout.once('data', (text) => {
      resolve(Number(text))
    }),
  )
}

export function after(): void {
  agent.destroy()
  server?.stdin?.end()
}

export const inputs = ['/a', '/b', '/c']

export async function job(path: string): Promise<unknown> {
  const request = get({ host: '127.0.0.1', port, path, agent })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  return JSON.parse(Buffer.concat(pieces).toString())
}
