// Fetches JSON from a server that takes 10 ms to answer. There is one server for each thread, which
// ends with it: a process of its own, whose computing is no part of the job. Corewise's window
// cannot start Node once more; there it is a thread, and its computing counts with the job's. There
// is no blocking request in Node, so there is no `blocking`: a thread of the pool awaits its one
// answer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { Worker } from 'node:worker_threads'

const program = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:http').createServer((request, response) => {
    setTimeout(() => response.end(JSON.stringify({ path: request.url, squares: [1, 4, 9] })), 10)
  })
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    if (parentPort) parentPort.postMessage(port)
    else console.log(port)
  })
  if (!parentPort) process.stdin.on('end', () => process.exit()).resume()
`

const agent = new Agent({ keepAlive: true, maxFreeSockets: Infinity })
let port = 0
let endServer = (): void => undefined

export async function before(): Promise<void> {
  const heard = 'electron' in process.versions ? startThread() : startProcess()
  const [told] = (await heard) as [unknown]
  port = Number(told)
}

function startProcess(): Promise<unknown[]> {
  const server = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'ignore'] })
  endServer = () => server.stdin.end()
  return once(server.stdout, 'data')
}

function startThread(): Promise<unknown[]> {
  const server = new Worker(program, { eval: true })
  endServer = () => void server.terminate()
  return once(server, 'message')
}

export function after(): void {
  agent.destroy()
  endServer()
}

export const inputs = ['/a', '/b', '/c']

export async function job(path: string): Promise<unknown> {
  const request = get({ host: '127.0.0.1', port, path, agent })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  return JSON.parse(Buffer.concat(pieces).toString())
}
