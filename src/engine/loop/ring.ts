/** Slots that an empty queue has; a power of two, as every size is. */
const LEAST_SLOTS = 64
/** A queue that was emptied gives back what it has beyond this. */
const MOST_IDLE_SLOTS = 16_384

/**
 * A first-in first-out queue in a ring of slots: no allocation per entry and O(1) at both ends,
 * but for growing, which doubles it.
 */
export class Ring<T> {
  #slots: (T | undefined)[] = emptySlots(LEAST_SLOTS)
  // One less than the number of slots: what a place is masked with.
  #mask = LEAST_SLOTS - 1
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Appends `entry`. */
  push(entry: T): void {
    if (this.#length > this.#mask) this.#grow()
    this.#slots[(this.#head + this.#length) & this.#mask] = entry
    this.#length += 1
  }

  /** Removes and returns the oldest entry, or `undefined` when empty. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const head = this.#head
    const entry = this.#slots[head]
    // A slot that kept its entry would keep a finished task alive.
    this.#slots[head] = undefined
    this.#head = (head + 1) & this.#mask
    this.#length -= 1
    if (this.#length === 0 && this.#mask >= MOST_IDLE_SLOTS) this.clear()
    return entry
  }

  /** The oldest entry, left in place; `undefined` when empty. */
  peek(): T | undefined {
    return this.#length === 0 ? undefined : this.#slots[this.#head]
  }

  /** Keeps only the entries that `isKept` accepts, in their order. */
  filter(isKept: (entry: T) => boolean): void {
    for (let left = this.#length; left > 0; left -= 1) {
      const entry = this.shift() as T
      if (isKept(entry)) this.push(entry)
    }
  }

  clear(): void {
    this.#slots = emptySlots(LEAST_SLOTS)
    this.#mask = LEAST_SLOTS - 1
    this.#head = 0
    this.#length = 0
  }

  #grow(): void {
    const old = this.#slots
    const slots = emptySlots<T>(2 * old.length)
    for (let place = 0; place < old.length; place += 1) {
      slots[place] = old[(this.#head + place) & this.#mask]
    }
    this.#slots = slots
    this.#mask = slots.length - 1
    this.#head = 0
  }
}

function emptySlots<T>(count: number): (T | undefined)[] {
  return new Array<T | undefined>(count).fill(undefined)
}
