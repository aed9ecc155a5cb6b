import { connect, type Transport } from './connect'
import type { EventName, LabApi } from '../lab-api'
import { socketMessageSchema, type SocketCall } from './socket-message'

/** What is needed of a WebSocket: the browser's fits, and so does that of `ws`. */
export interface Socket {
  readonly readyState: number
  send(text: string): void
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const OPEN = 1
const RECONNECT_MS = 500

interface Pending {
  readonly resolve: (reply: unknown) => void
  readonly reject: (reason: Error) => void
}

/**
 * The lab behind a WebSocket. When the connection is lost, calls under way answer `disconnected`,
 * and a new connection is tried until there is one.
 *
 * @param open makes a new socket to the browser shell
 * @param later waits before the next try, as `setTimeout` does
 */
export function connectWebSocket(
  open: () => Socket,
  later: (callback: () => void, ms: number) => unknown,
): LabApi {
  return connect(new WebSocketTransport(open, later))
}

class WebSocketTransport implements Transport {
  readonly #open: () => Socket
  readonly #later: (callback: () => void, ms: number) => unknown
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  /** Calls made before the socket opened. */
  #waiting: string[] = []
  #socket: Socket
  #nextId = 0

  constructor(open: () => Socket, later: (callback: () => void, ms: number) => unknown) {
    this.#open = open
    this.#later = later
    this.#socket = this.#dial()
  }

  call(call: string, input: unknown): Promise<unknown> {
    const id = this.#nextId++
    const text = JSON.stringify({ id, call, input } satisfies SocketCall)
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      if (this.#socket.readyState === OPEN) this.#socket.send(text)
      else this.#waiting.push(text)
    })
  }

  listen(event: EventName, listener: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  #dial(): Socket {
    const socket = this.#open()
    socket.addEventListener('open', () => {
      for (const text of this.#waiting.splice(0)) socket.send(text)
    })
    socket.addEventListener('message', ({ data }) => {
      this.#receive(String(data))
    })
    socket.addEventListener('close', () => {
      this.#waiting = []
      for (const { reject } of this.#pending.values()) {
        reject(new Error('The connection to the lab was lost.'))
      }
      this.#pending.clear()
      this.#later(() => {
        this.#socket = this.#dial()
      }, RECONNECT_MS)
    })
    return socket
  }

  #receive(text: string): void {
    const parsed = socketMessageSchema.safeParse(JSON.parse(text))
    if (!parsed.success) return
    const message = parsed.data
    if ('event' in message) {
      for (const listener of this.#listeners.get(message.event) ?? []) listener(message.payload)
      return
    }
    this.#pending.get(message.id)?.resolve(message.reply)
    this.#pending.delete(message.id)
  }
}
