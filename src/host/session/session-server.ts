import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  MAX_SENT_BYTES,
  voteSchema,
  type ParticipantView,
  type Receipt,
  type Vote,
} from '../../contract/workshop/session'
import { readBody } from './read-body'
import { boundConnections } from './connections'
import { participantPage } from './participant-page'
import type { Participants } from './participants'
import { SessionAddress } from './session-address'
import { SessionLimits } from './session-limits'
import { Streams } from './streams'
import type { ParticipantId } from './session-state'

const COOKIE = 'corewise'
const MAX_VOTE_BYTES = 1_024

/** Result files that come in at the same time. */
const MOST_RECEIVED_AT_ONCE = 4

/** What the server asks of the session, and tells it. */
export interface Room {
  readonly participants: Participants
  joined(): void
  turnedAway(): void
  /** Why the vote does not count, in words; null where it was counted. */
  vote(participant: ParticipantId, vote: Vote): string | null
  view(participant: ParticipantId): ParticipantView
  /** Takes a result file, or says why it does not. */
  receive(text: string, name: string): Receipt
  connected(count: number): void
}

/** The session as the network reaches it. */
export interface SessionServer {
  /** With the token in it. */
  readonly address: string
  /** Tells every participant what they see now. */
  tell(): void
  /** Tells everyone that it is over, and lets nobody in any more. */
  close(): Promise<void>
}

/**
 * Serves the participants' page at one address of this machine, and takes votes and results. Every
 * path begins with a random token; a request for another host or from another origin is refused.
 * What comes is bounded in size, rate and number before anything is done with it.
 *
 * @param address IPv4, of one interface of this machine
 * @throws Error if the address is not of this machine any more
 */
export async function serveSession(address: string, room: Room): Promise<SessionServer> {
  const { participants } = room
  const limits = new SessionLimits(participants)
  const streams = new Streams(room)
  let receiving = 0
  const server = createServer(
    {
      maxHeaderSize: 8_192,
      // Browsers connect before they ask, and on a busy machine or a weak network ask late.
      headersTimeout: 20_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
    },
    (request, response) => {
      respond(request, response).catch(() => {
        request.destroy()
      })
    },
  )
  server.maxHeadersCount = 64
  server.on('clientError', (_error, socket) => {
    socket.destroy()
  })
  boundConnections(server, (from) => participants.isUnlimited(from))
  await listen(server, address)
  const { port } = server.address() as AddressInfo
  const own = new SessionAddress(address, port)
  const page = participantPage()

  return {
    address: own.url,
    tell: () => {
      streams.tell()
    },
    close: async () => {
      await streams.end()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
    },
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {
      request.destroy()
    })
    const from = request.socket.remoteAddress ?? ''
    const path = own.pathOf(request)
    const who = path === null ? null : participants.whose(cookieOf(request))
    if (!limits.takesRequest(who, from)) {
      answer(response, 429, { ok: false, message: 'Too much at once: wait a moment.' })
      return
    }
    if (path === null || !own.isOwnOrigin(request)) {
      response.writeHead(404, { ...page.headers, 'Content-Type': 'text/plain' }).end('Not found')
      return
    }
    const route = `${request.method ?? ''} ${path}`
    switch (route) {
      case 'GET /':
      case 'HEAD /':
        response.writeHead(200, page.headers).end(request.method === 'HEAD' ? '' : page.html)
        return
      case 'POST /join':
        join(who, from, response)
        return
      case 'GET /view':
        if (who === null) answer(response, 403, stranger)
        else json(response, 200, room.view(who))
        return
      case 'GET /events':
        if (who === null) answer(response, 403, stranger)
        else if (!streams.open(who, response)) {
          answer(response, 429, { ok: false, message: 'The page is open too many times.' })
        }
        return
      case 'POST /vote':
        await vote(who, request, response)
        return
      case 'PUT /result':
      case 'POST /result':
        await receive(who, request, response)
        return
      default:
        response.writeHead(404, { ...page.headers, 'Content-Type': 'text/plain' }).end('Not found')
    }
  }

  function join(who: ParticipantId | null, from: string, response: ServerResponse): void {
    if (who !== null) {
      json(response, 200, room.view(who))
      return
    }
    const joining = participants.join(from)
    if (joining.kind !== 'joined') {
      room.turnedAway()
      answer(response, 403, { ok: false, message: turnedAwayWords[joining.kind] })
      return
    }
    room.joined()
    const cookie = `${COOKIE}=${joining.secret}; Path=${own.path}; HttpOnly; SameSite=Strict`
    json(response, 200, room.view(joining.id), { 'Set-Cookie': cookie })
  }

  async function vote(
    who: ParticipantId | null,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (who === null) {
      answer(response, 403, stranger)
      return
    }
    if (!limits.takesVote(who)) {
      answer(response, 429, { ok: false, message: 'Too many votes at once: wait a moment.' })
      return
    }
    const body = await readBody(request, MAX_VOTE_BYTES)
    const parsed = voteSchema.safeParse(body === null ? null : parsedOrNull(body))
    if (!parsed.success) {
      answer(response, 400, { ok: false, message: 'That is no vote.' })
      return
    }
    const why = room.vote(who, parsed.data)
    if (why !== null) {
      answer(response, 409, { ok: false, message: why })
      return
    }
    streams.tell(who)
    json(response, 200, room.view(who))
  }

  async function receive(
    who: ParticipantId | null,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const from = request.socket.remoteAddress ?? ''
    if (!limits.takesResult(who, from)) {
      answer(response, 429, { ok: false, message: 'Too many results at once: wait a minute.' })
      return
    }
    if (receiving >= MOST_RECEIVED_AT_ONCE) {
      answer(response, 503, { ok: false, message: 'Others send results now: try again.' })
      return
    }
    receiving += 1
    const text = await readBody(request, MAX_SENT_BYTES).finally(() => {
      receiving -= 1
    })
    if (text === null) {
      const most = `${MAX_SENT_BYTES / 1024 / 1024} MB`
      answer(response, 413, { ok: false, message: `Send text of at most ${most}.` })
      return
    }
    const name = new URL(request.url ?? '', own.url).searchParams.get('name') ?? ''
    const receipt = room.receive(text, name)
    answer(response, receipt.ok ? 201 : 422, receipt)
  }

  function answer(response: ServerResponse, status: number, receipt: Receipt): void {
    json(response, status, receipt, { Connection: 'close' })
  }

  function json(
    response: ServerResponse,
    status: number,
    value: object,
    headers: Record<string, string> = {},
  ): void {
    const type = { 'Content-Type': 'application/json; charset=utf-8' }
    response.writeHead(status, { ...page.headers, ...type, ...headers }).end(JSON.stringify(value))
  }
}

const stranger: Receipt = { ok: false, message: 'Open the page again to take part.' }

const turnedAwayWords = {
  full: 'The session is full. Look on with somebody beside you.',
  'address-full':
    'Too many take part from your address. Tell whoever presents: they can allow more for one address.',
} as const

function cookieOf({ headers }: IncomingMessage): string | null {
  const found = new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]{1,64})(?:;|$)`).exec(
    headers.cookie ?? '',
  )
  return found?.[1] ?? null
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, address, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
