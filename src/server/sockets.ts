import type { WebSocket } from 'ws'
import { answer, type Emit, type Handlers } from '../contract/handlers'
import type { LabError } from '../contract/lab-error'
import { socketCallSchema, type SocketMessage } from '../contract/socket-message'

/** Every browser that is attached, answered over the contract. */
export class Sockets {
  readonly #attached = new Set<WebSocket>()

  /** Sends an event of the contract to every browser. */
  readonly emit: Emit = (event, payload) => {
    for (const socket of this.#attached) send(socket, { event, payload })
  }

  /** Answers the calls that come over `socket`; closes it if it speaks anything else. */
  attach(socket: WebSocket, handlers: Handlers, explain: (error: unknown) => LabError): void {
    this.#attached.add(socket)
    socket.on('close', () => this.#attached.delete(socket))
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('message', (data: Buffer) => {
      const call = parse(data.toString())
      if (call === null) {
        socket.close(1008, 'not a call')
        return
      }
      void answer(handlers, call.call, call.input, explain).then((reply) => {
        send(socket, { id: call.id, reply })
      })
    })
  }
}

function parse(text: string): ReturnType<typeof socketCallSchema.parse> | null {
  try {
    return socketCallSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function send(socket: WebSocket, message: SocketMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
}
