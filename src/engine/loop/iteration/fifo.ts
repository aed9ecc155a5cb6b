/** Entries in one segment. */
const SLOTS = 512
/** Emptied segments that are kept for the queue that needs one next, all queues together. */
const MOST_SPARE = 16

/**
 * A piece of a queue: its entries, and in one slot more the piece that follows. One array and no
 * object around it, because every switch of tasks goes through here.
 */
type Segment = unknown[]

// Copied from one that was filled entry by entry: an array made with a length is taken to have
// holes, for which each reading would look.
const EMPTY: Segment = []
while (EMPTY.length <= SLOTS) EMPTY.push(undefined)

const createSegment = (): Segment => EMPTY.slice()

const spare: Segment[] = []

/**
 * A first-in first-out queue in a chain of segments: O(1) at both ends, nothing is allocated for an
 * entry and nothing is ever copied. A million tasks that leave one queue for another take their
 * segments along, where a queue that doubles would leave as much behind as it holds.
 */
export class Fifo<T> {
  #head = createSegment()
  #headAt = 0
  #tail = this.#head
  #tailAt = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Appends `entry`. */
  push(entry: T): void {
    const at = this.#tailAt
    this.#tail[at] = entry
    this.#length += 1
    if (at === SLOTS - 1) this.#extend()
    else this.#tailAt = at + 1
  }

  /** Removes and returns the oldest entry, or `undefined` when empty. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const slots = this.#head as (T | undefined)[]
    const at = this.#headAt
    const entry = slots[at]
    // A slot that kept its entry would keep a finished task alive.
    slots[at] = undefined
    this.#length -= 1
    if (at === SLOTS - 1) this.#advance()
    else this.#headAt = at + 1
    return entry
  }

  /** The oldest entry, left in place; `undefined` when empty. */
  peek(): T | undefined {
    return this.#length === 0 ? undefined : (this.#head[this.#headAt] as T)
  }

  /** Keeps only the entries that `isKept` accepts, in their order. */
  filter(isKept: (entry: T) => boolean): void {
    for (let left = this.#length; left > 0; left -= 1) {
      const entry = this.shift() as T
      if (isKept(entry)) this.push(entry)
    }
  }

  clear(): void {
    this.#head = createSegment()
    this.#headAt = 0
    this.#tail = this.#head
    this.#tailAt = 0
    this.#length = 0
  }

  // The last slot of the last segment was filled.
  #extend(): void {
    const segment = spare.pop() ?? createSegment()
    this.#tail[SLOTS] = segment
    this.#tail = segment
    this.#tailAt = 0
  }

  // Every slot of the first segment was emptied; another follows, since the last is never full.
  #advance(): void {
    const emptied = this.#head
    this.#head = emptied[SLOTS] as Segment
    this.#headAt = 0
    emptied[SLOTS] = undefined
    if (spare.length < MOST_SPARE) spare.push(emptied)
  }
}
