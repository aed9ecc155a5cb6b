import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Letters and digits that nobody takes for each other: the address may have to be typed. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** Of five bits each: 130. */
const TOKEN_CHARACTERS = 26

/** Where a session is reached: a host and port, and a random token that every path begins with. */
export class SessionAddress {
  /** Every path of the session begins so: its token between slashes. */
  readonly path: string
  readonly url: string
  readonly #token = newToken()
  readonly #hosts: readonly string[]

  /** @param address IPv4, of one interface of this machine */
  constructor(address: string, port: number) {
    const host = `${address}:${port}`
    this.#hosts = address === '127.0.0.1' ? [host, `localhost:${port}`] : [host]
    this.path = `/${this.#token}/`
    this.url = `http://${host}${this.path}`
  }

  /** The path after the token, or null where the request is not for this session. */
  pathOf({ headers, url = '' }: IncomingMessage): string | null {
    if (!this.#hosts.includes(headers.host ?? '')) return null
    const [, given = '', ...rest] = (url.split('?')[0] ?? '').split('/')
    // Who puts the address and a path together may have one slash too many.
    const path = `/${rest.filter((part) => part !== '').join('/')}`
    return isEqual(given, this.#token) && rest.length > 0 ? path : null
  }

  /** Browsers say where a request comes from; programs such as curl do not. */
  isOwnOrigin({ headers }: IncomingMessage): boolean {
    const { origin } = headers
    if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') {
      return false
    }
    return origin === undefined || this.#hosts.some((each) => origin === `http://${each}`)
  }
}

function newToken(): string {
  return Array.from(randomBytes(TOKEN_CHARACTERS), (byte) => ALPHABET.charAt(byte % 32)).join('')
}

function isEqual(given: string, expected: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected))
}
