import type { WebSocket } from 'ws'
import { answer, type Emit, type Handlers } from '../contract/channel/handlers'
import { tooManyIn } from '../contract/check/json-extent'
import type { LabError } from '../contract/channel/reply'
import {
  socketCallSchema,
  type SocketCall,
  type SocketMessage,
} from '../contract/channel/socket-message'

/**
 * Calls of one browser that are answered at once; it is not listened to while there are so many.
 */
const MOST_UNANSWERED = 32
/** Calls of one browser that are taken in a second; the interface makes some ten. */
const MOST_IN_A_SECOND = 500
/** Shorter calls are parsed and answered, whatever is in them. */
const SMALL_CHARACTERS = 100_000
/** What waits to be read by a browser; one that lets more come together is cut off. */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024

/** Every browser that is attached, answered over the contract. */
export class Sockets {
  readonly #attached = new Set<WebSocket>()

  /** Sends an event of the contract to every browser. */
  readonly emit: Emit = (event, payload) => {
    for (const socket of this.#attached) send(socket, { event, payload })
  }

  /** Answers the calls that come over `socket`; closes it if it speaks anything else. */
  attach(socket: WebSocket, handlers: Handlers, explain: (error: unknown) => LabError): void {
    const intake = new Intake(socket)
    this.#attached.add(socket)
    socket.on('close', () => {
      intake.end()
      this.#attached.delete(socket)
    })
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('message', (data: Buffer) => {
      const call = parse(data)
      if (call === null) {
        socket.close(1008, 'not a call')
        return
      }
      intake.take(async () => {
        const reply = await answer(handlers, call.call, call.input, explain)
        send(socket, { id: call.id, reply })
      })
    })
  }
}

/** Lets few calls be answered at once: others wait, and further ones in the network. */
class Intake {
  readonly #socket: WebSocket
  readonly #timer: NodeJS.Timeout
  /**
   * Those that came in the same packet as the last that was let in: a socket stops between packets.
   */
  readonly #waiting: (() => Promise<void>)[] = []
  #unanswered = 0
  #inThisSecond = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    this.#timer = setInterval(() => {
      this.#inThisSecond = 0
      this.#proceed()
    }, 1_000).unref()
  }

  take(answerCall: () => Promise<void>): void {
    this.#waiting.push(answerCall)
    this.#proceed()
  }

  end(): void {
    clearInterval(this.#timer)
    this.#waiting.length = 0
  }

  get #isFull(): boolean {
    return this.#unanswered >= MOST_UNANSWERED || this.#inThisSecond >= MOST_IN_A_SECOND
  }

  #proceed(): void {
    while (!this.#isFull) {
      const answerCall = this.#waiting.shift()
      if (answerCall === undefined) break
      this.#unanswered += 1
      this.#inThisSecond += 1
      void answerCall()
        .catch(() => {
          this.#socket.terminate()
        })
        .finally(() => {
          this.#unanswered -= 1
          this.#proceed()
        })
    }
    if (this.#isFull && !this.#socket.isPaused) this.#socket.pause()
    if (!this.#isFull && this.#socket.isPaused) this.#socket.resume()
  }
}

function parse(data: Buffer): SocketCall | null {
  try {
    const text = data.toString()
    const isSmall = text.length < SMALL_CHARACTERS
    return isSmall || tooManyIn(text) === null ? socketCallSchema.parse(JSON.parse(text)) : null
  } catch {
    return null
  }
}

function send(socket: WebSocket, message: SocketMessage): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
  else socket.send(textOf(message))
}

/** A message as JSON, or where it cannot be written so, that it cannot. */
function textOf(message: SocketMessage): string {
  try {
    return JSON.stringify(message)
  } catch (error) {
    if (!('id' in message)) throw error
    const text = 'The answer cannot be sent: it may be too large.'
    const reply = { ok: false, error: { code: 'failed', message: text, fields: [] } }
    return JSON.stringify({ id: message.id, reply } satisfies SocketMessage)
  }
}
