/** How many may come at once, and how many a second after that. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

interface Bucket {
  tokens: number
  atMs: number
}

/** Senders that are remembered; who was not heard of for longest is forgotten. */
const MOST_SENDERS = 4_096

/** A token bucket for each sender: takes a burst, and then as many a second as its rate says. */
export class RateLimit {
  readonly #rate: Rate
  readonly #nowMs: () => number
  readonly #buckets = new Map<string, Bucket>()

  /** @param nowMs a clock that never goes back */
  constructor(rate: Rate, nowMs: () => number = () => performance.now()) {
    this.#rate = rate
    this.#nowMs = nowMs
  }

  /** Whether one more is taken from that sender. */
  takes(sender: string): boolean {
    const { burst, perSecond } = this.#rate
    const nowMs = this.#nowMs()
    const { tokens, atMs } = this.#buckets.get(sender) ?? { tokens: burst, atMs: nowMs }
    const filled = Math.min(burst, tokens + ((nowMs - atMs) / 1_000) * perSecond)
    const isTaken = filled >= 1
    this.#buckets.delete(sender)
    this.#buckets.set(sender, { tokens: isTaken ? filled - 1 : filled, atMs: nowMs })
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > MOST_SENDERS && oldest !== undefined) this.#buckets.delete(oldest)
    return isTaken
  }
}
