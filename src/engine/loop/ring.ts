/** Entries a segment holds: large enough that a new one is rare, small enough to waste little. */
const SEGMENT_SIZE = 128

interface Segment<T> {
  readonly slots: (T | undefined)[]
  next: Segment<T> | undefined
}

/**
 * A first-in first-out queue in segments: no allocation per entry, O(1) at both ends, and a queue
 * of a million entries never has to be copied into a larger one. An emptied segment is used again,
 * so that a steady queue goes round in two.
 */
export class Ring<T> {
  #head: Segment<T> = newSegment()
  #tail: Segment<T> = this.#head
  #spare: Segment<T> | undefined = undefined
  // Where the next entry is taken from in the first segment, and put in the last.
  #headIndex = 0
  #tailIndex = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Appends `entry`. */
  push(entry: T): void {
    if (this.#tailIndex === SEGMENT_SIZE) {
      const segment = this.#spare ?? newSegment<T>()
      this.#spare = undefined
      this.#tail.next = segment
      this.#tail = segment
      this.#tailIndex = 0
    }
    this.#tail.slots[this.#tailIndex] = entry
    this.#tailIndex += 1
    this.#length += 1
  }

  /** Removes and returns the oldest entry, or `undefined` when empty. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined
    if (this.#headIndex === SEGMENT_SIZE) this.#dropHead()
    const slots = this.#head.slots
    const entry = slots[this.#headIndex]
    // A slot that kept its entry would keep a finished task alive.
    slots[this.#headIndex] = undefined
    this.#headIndex += 1
    this.#length -= 1
    return entry
  }

  /** The oldest entry, left in place; `undefined` when empty. */
  peek(): T | undefined {
    if (this.#length === 0) return undefined
    if (this.#headIndex === SEGMENT_SIZE) this.#dropHead()
    return this.#head.slots[this.#headIndex]
  }

  /** Keeps only the entries that `isKept` accepts, in their order. */
  filter(isKept: (entry: T) => boolean): void {
    for (let left = this.#length; left > 0; left -= 1) {
      const entry = this.shift() as T
      if (isKept(entry)) this.push(entry)
    }
  }

  clear(): void {
    this.#head = newSegment()
    this.#tail = this.#head
    this.#spare = undefined
    this.#headIndex = 0
    this.#tailIndex = 0
    this.#length = 0
  }

  // Only with entries left, which are then in the next segment.
  #dropHead(): void {
    const emptied = this.#head
    if (emptied.next === undefined) return
    this.#head = emptied.next
    emptied.next = undefined
    this.#spare = emptied
    this.#headIndex = 0
  }
}

function newSegment<T>(): Segment<T> {
  return { slots: new Array<T | undefined>(SEGMENT_SIZE).fill(undefined), next: undefined }
}
