import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_IMPORT_BYTES } from '../contract/library'
import { notFoundHeaders, readPageFile } from '../host/page-file'

const LOOPBACK = '127.0.0.1'
const TOKEN_BYTES = 24
/** Browsers and their requests that are connected at once. */
const MOST_CONNECTIONS = 256
const MOST_SOCKETS = 32
/** Room for an imported file and the message around it. */
const MAX_MESSAGE_BYTES = MAX_IMPORT_BYTES + 1024 * 1024

/** The lab's page and socket, served to browsers on this machine that know the address. */
export interface PageServer {
  /** With the token in it: who has it may use the lab. */
  readonly address: string
  close(): Promise<void>
}

/**
 * Serves the built interface and accepts sockets on loopback. Every path starts with a random
 * token, and a request for another host or from another origin is refused, so that neither a
 * page elsewhere nor a name that was bound to this machine's address gets in.
 *
 * @param pageFolder of the built interface
 * @param port 0 takes any that is free
 * @param accept is given every socket that was let in
 * @throws Error if the port is in use
 */
export async function servePage(
  pageFolder: string,
  port: number,
  accept: (socket: WebSocket) => void,
): Promise<PageServer> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  const server = createServer((request, response) => {
    void respond(request, response)
  })
  server.maxConnections = MOST_CONNECTIONS
  server.on('upgrade', (request, stream, head) => {
    upgrade(request, stream, head)
  })
  await listen(server, port)
  const { port: actualPort } = server.address() as AddressInfo
  const hosts = [`${LOOPBACK}:${actualPort}`, `localhost:${actualPort}`]

  return {
    address: `http://${LOOPBACK}:${actualPort}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const file = path === null || !isRead ? null : await readPageFile(pageFolder, path)
    if (file === null) {
      response.writeHead(404, notFoundHeaders).end('Not found')
      return
    }
    response.writeHead(200, file.headers).end(request.method === 'HEAD' ? undefined : file.content)
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { origin } = request.headers
    const isOwnPage = hosts.some((host) => origin === `http://${host}`)
    if (!isOwnPage || pathOf(request) !== '/socket') {
      refuse(stream, '403 Forbidden')
      return
    }
    if (sockets.clients.size >= MOST_SOCKETS) {
      refuse(stream, '503 Service Unavailable')
      return
    }
    sockets.handleUpgrade(request, stream, head, accept)
  }

  /** The path after the token, or null where the request is not for this lab. */
  function pathOf({ headers, url = '' }: IncomingMessage): string | null {
    if (!hosts.includes(headers.host ?? '')) return null
    const [, given = '', ...rest] = (url.split('?')[0] ?? '').split('/')
    return isEqual(given, token) && rest.length > 0 ? `/${rest.join('/')}` : null
  }
}

function refuse(stream: Duplex, status: string): void {
  // The client may be gone already.
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
}

function isEqual(given: string, expected: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected))
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
