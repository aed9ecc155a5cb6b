import { request, type Agent, type IncomingMessage } from 'node:http'
import type { ParticipantView, Receipt } from '../../../src/contract/workshop/session'

/** What came back over HTTP. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** How a request differs from a plain one. */
export interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  readonly agent?: Agent
}

/** Sends one request to a session; the path is from its address on. */
export function send(address: string, path: string, sent: Sent = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, agent } = sent
  return new Promise((resolve, reject) => {
    const options = { method, headers, ...(agent === undefined ? {} : { agent }) }
    const asked = request(new URL(path, address), options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Somebody who takes part, as their page does it. */
export class Guest {
  readonly #address: string
  readonly #agent: Agent | undefined
  cookie = ''

  constructor(address: string, agent?: Agent) {
    this.#address = address
    this.#agent = agent
  }

  async join(): Promise<Answer> {
    const answer = await this.#send('join', 'POST')
    this.cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? this.cookie
    return answer
  }

  async view(): Promise<ParticipantView> {
    return JSON.parse((await this.#send('view', 'GET')).text) as ParticipantView
  }

  /** Votes on what is shown, or on what `shown` says that it is. */
  async vote(choice: number, shown?: Partial<ParticipantView>): Promise<Answer> {
    const { key, poll } = { ...(shown ?? (await this.view())) }
    return this.#send('vote', 'POST', JSON.stringify({ key, poll, choice }))
  }

  /** Follows what is told: calls `see` with each view until the returned function is called. */
  follow(see: (view: ParticipantView) => void, ended: () => void = () => undefined): () => void {
    const headers = { cookie: this.cookie }
    const asked = request(new URL('events', this.#address), { headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        const messages = text.split('\n\n')
        text = messages.pop() ?? ''
        for (const message of messages) {
          if (message.startsWith('event: end')) ended()
          else if (message.startsWith('data: '))
            see(JSON.parse(message.slice(6)) as ParticipantView)
        }
      })
      response.on('error', () => undefined)
    })
    asked.on('error', () => undefined)
    asked.end()
    return () => {
      asked.destroy()
    }
  }

  #send(path: string, method: string, body?: string): Promise<Answer> {
    const headers: Record<string, string> = this.cookie === '' ? {} : { cookie: this.cookie }
    const agent = this.#agent
    return send(this.#address, path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(agent === undefined ? {} : { agent }),
    })
  }
}

/** What the session says to something that was sent. */
export const receiptOf = ({ text }: Answer): Receipt => JSON.parse(text) as Receipt
