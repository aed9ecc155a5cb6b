import type { Participants } from './participants'
import { RateLimit } from './rate-limit'
import type { ParticipantId } from './session-state'

/** Who has no place yet: what opening the page takes, some times. */
const STRANGERS = { burst: 60, perSecond: 10 }
/** A whole room that opens the page at once, behind one address. */
const STRANGERS_TOGETHER = { burst: 3_000, perSecond: 500 }
const OF_A_PARTICIPANT = { burst: 40, perSecond: 10 }
const VOTES = { burst: 8, perSecond: 2 }
const RESULTS = { burst: 4, perSecond: 0.1 }
const RESULTS_TOGETHER = { burst: 60, perSecond: 1 }

/**
 * How often each may ask something of a session. A participant counts by themselves, anybody else
 * by their address; a room behind one address has wider limits where its presenter said so.
 */
export class SessionLimits {
  readonly #participants: Participants
  readonly #strangers = new RateLimit(STRANGERS)
  readonly #strangersTogether = new RateLimit(STRANGERS_TOGETHER)
  readonly #known = new RateLimit(OF_A_PARTICIPANT)
  readonly #votes = new RateLimit(VOTES)
  readonly #results = new RateLimit(RESULTS)
  readonly #resultsTogether = new RateLimit(RESULTS_TOGETHER)

  constructor(participants: Participants) {
    this.#participants = participants
  }

  /** Whether a request is answered at all. */
  takesRequest(participant: ParticipantId | null, from: string): boolean {
    if (participant !== null) return this.#known.takes(String(participant))
    const isTogether = this.#participants.isUnlimited(from)
    return (isTogether ? this.#strangersTogether : this.#strangers).takes(from)
  }

  /** Whether a vote is read. */
  takesVote(participant: ParticipantId): boolean {
    return this.#votes.takes(String(participant))
  }

  /** Whether a result file is read. */
  takesResult(participant: ParticipantId | null, from: string): boolean {
    if (participant !== null) return this.#results.takes(String(participant))
    const isTogether = this.#participants.isUnlimited(from)
    return (isTogether ? this.#resultsTogether : this.#results).takes(from)
  }
}
