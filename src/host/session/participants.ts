import { createHash, randomBytes } from 'node:crypto'
import { MOST_PARTICIPANTS } from '../../contract/workshop/session'
import type { ParticipantId } from './session-state'

/** Participants of one address, such as browsers of one laptop. */
const MOST_OF_AN_ADDRESS = 8
const SECRET_BYTES = 24

/** What became of somebody who wants to take part. */
export type Joining =
  | { readonly kind: 'joined'; readonly id: ParticipantId; readonly secret: string }
  /** All places are taken, or all that one address has. */
  | { readonly kind: 'full' | 'address-full' }

/**
 * Who takes part. Each is given a secret once and known by it from then on, so that nobody votes
 * twice or for another. Only its digest is kept.
 */
export class Participants {
  readonly #ids = new Map<string, ParticipantId>()
  readonly #ofAddress = new Map<string, number>()
  /** Whether many people have one address. */
  isShared = false

  /** Takes one more in, as long as there are places. */
  join(address: string): Joining {
    const already = this.#ofAddress.get(address) ?? 0
    if (this.#ids.size >= MOST_PARTICIPANTS) return { kind: 'full' }
    if (!this.isUnlimited(address) && already >= MOST_OF_AN_ADDRESS) return { kind: 'address-full' }
    const id = this.#ids.size
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    this.#ids.set(digestOf(secret), id)
    this.#ofAddress.set(address, already + 1)
    return { kind: 'joined', id, secret }
  }

  /**
   * Whose secret it is; null for nobody's. Found by its digest, so that the time tells nothing of
   * it.
   */
  whose(secret: string | null): ParticipantId | null {
    return secret === null ? null : (this.#ids.get(digestOf(secret)) ?? null)
  }

  /** Whether an address may be of many: this machine's own is, and any where that was said. */
  isUnlimited(address: string): boolean {
    return this.isShared || address.startsWith('127.')
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}
