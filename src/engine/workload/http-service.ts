import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { now } from '../measure/now'
import { connectToHost } from '../process/host-link'
import { LOOPBACK } from './http-client'
import type { ServiceMessage } from './start-http-service'

// The loopback service: a process of its own, so that its CPU time is not the lab's. It answers
// GET /wait?ms=20&bytes=1024 with so many bytes after so long, never earlier. It tells the process
// that started it its port and ends with it.

const MAX_BYTES = 16_777_216
/** The system cuts this to its own limit; clients connect all at once. */
const BACKLOG = 65_535

const host = connectToHost<never, ServiceMessage>()
let filling = Buffer.alloc(0)

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://${LOOPBACK}`)
  const ms = readNumber(url.searchParams.get('ms'), Number.MAX_SAFE_INTEGER)
  const bytes = readNumber(url.searchParams.get('bytes'), MAX_BYTES)
  if (url.pathname !== '/wait' || ms === null || bytes === null || !Number.isInteger(bytes)) {
    response.writeHead(400).end('GET /wait?ms=<milliseconds>&bytes=<size>\n')
    return
  }
  answerAt(now() + ms * 1e6, response, bytes)
})
// A connection that waits for its next request is kept: closing it would race with that request.
server.keepAliveTimeout = 0
server.listen({ host: LOOPBACK, port: 0, backlog: BACKLOG }, () => {
  const { port } = server.address() as AddressInfo
  host.post({ port })
})

/** Timers count whole milliseconds and can fire early, so what is left is waited for again. */
function answerAt(dueNs: number, response: ServerResponse, bytes: number): void {
  const leftMs = (dueNs - now()) / 1e6
  if (leftMs > 0) setTimeout(answerAt, Math.ceil(leftMs), dueNs, response, bytes)
  else response.writeHead(200, { 'content-length': bytes }).end(fillingOf(bytes))
}

/** `bytes` bytes of text, shared by all answers. */
function fillingOf(bytes: number): Buffer {
  if (filling.length < bytes) filling = Buffer.alloc(bytes, 'corewise ')
  return filling.subarray(0, bytes)
}

function readNumber(text: string | null, highest: number): number | null {
  const value = text === null || text === '' ? Number.NaN : Number(text)
  return value >= 0 && value <= highest ? value : null
}
