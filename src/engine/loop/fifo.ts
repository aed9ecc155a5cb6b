/** Entries in one segment. */
const SLOTS = 512
/** Emptied segments that are kept for whoever needs one next, all queues together. */
const MOST_SPARE = 16

/** A piece of a queue. */
class Segment {
  readonly slots: unknown[] = new Array<unknown>(SLOTS).fill(undefined)
  next: Segment | undefined = undefined
}

const spare: Segment[] = []

/**
 * A first-in first-out queue in a chain of segments: O(1) at both ends, nothing is allocated for an
 * entry and nothing is ever copied. A million tasks that leave one queue for another take their
 * segments along, where a queue that doubles would leave as much behind as it holds.
 */
export class Fifo<T> {
  #head = new Segment()
  #headAt = 0
  #tail = this.#head
  #tailAt = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Appends `entry`. */
  push(entry: T): void {
    if (this.#tailAt === SLOTS) this.#extend()
    this.#tail.slots[this.#tailAt] = entry
    this.#tailAt += 1
    this.#length += 1
  }

  /** Removes and returns the oldest entry, or `undefined` when empty. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const slots = this.#head.slots as (T | undefined)[]
    const at = this.#headAt
    const entry = slots[at]
    // A slot that kept its entry would keep a finished task alive.
    slots[at] = undefined
    this.#length -= 1
    this.#headAt = at + 1
    if (this.#headAt === SLOTS) this.#advance()
    return entry
  }

  /** The oldest entry, left in place; `undefined` when empty. */
  peek(): T | undefined {
    return this.#length === 0 ? undefined : (this.#head.slots[this.#headAt] as T)
  }

  /** Keeps only the entries that `isKept` accepts, in their order. */
  filter(isKept: (entry: T) => boolean): void {
    for (let left = this.#length; left > 0; left -= 1) {
      const entry = this.shift() as T
      if (isKept(entry)) this.push(entry)
    }
  }

  clear(): void {
    this.#head = new Segment()
    this.#headAt = 0
    this.#tail = this.#head
    this.#tailAt = 0
    this.#length = 0
  }

  #extend(): void {
    const segment = spare.pop() ?? new Segment()
    this.#tail.next = segment
    this.#tail = segment
    this.#tailAt = 0
  }

  // Every slot of the first segment was emptied.
  #advance(): void {
    const emptied = this.#head
    this.#headAt = 0
    if (emptied.next === undefined) {
      this.#tailAt = 0
      return
    }
    this.#head = emptied.next
    emptied.next = undefined
    if (spare.length < MOST_SPARE) spare.push(emptied)
  }
}
