/**
 * A binary heap that makes the same comparisons in the same order as CPython's `heapq`, so that
 * items that compare equal leave a `PriorityQueue` in the order they leave asyncio's.
 */
export class Heap<T> {
  #items: T[] = []
  readonly #isLess: (a: T, b: T) => boolean

  constructor(isLess: (a: T, b: T) => boolean) {
    this.#isLess = isLess
  }

  get length(): number {
    return this.#items.length
  }

  /** The smallest item, left in place; `undefined` when empty. */
  peek(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    this.#items.push(item)
    this.#siftDown(0, this.#items.length - 1)
  }

  /** Removes and returns the smallest item; `undefined` when empty. */
  pop(): T | undefined {
    const items = this.#items
    const last = items.pop()
    if (items.length === 0) return last
    const smallest = items[0]
    items[0] = last as T
    this.#siftUp(0)
    return smallest
  }

  /** Keeps only the items that `isKept` accepts, in O(n). */
  filter(isKept: (item: T) => boolean): void {
    this.#items = this.#items.filter(isKept)
    for (let i = (this.#items.length >> 1) - 1; i >= 0; i -= 1) this.#siftUp(i)
  }

  clear(): void {
    this.#items = []
  }

  // heapq's names: towards the root is "down".
  #siftDown(start: number, position: number): void {
    const items = this.#items
    const item = items[position] as T
    while (position > start) {
      const parentPosition = (position - 1) >> 1
      const parent = items[parentPosition] as T
      if (!this.#isLess(item, parent)) break
      items[position] = parent
      position = parentPosition
    }
    items[position] = item
  }

  // The smaller child moves up until a leaf is reached, then the item moves down from there.
  #siftUp(position: number): void {
    const items = this.#items
    const end = items.length
    const start = position
    const item = items[position] as T
    let child = 2 * position + 1
    while (child < end) {
      const right = child + 1
      if (right < end && !this.#isLess(items[child] as T, items[right] as T)) child = right
      items[position] = items[child] as T
      position = child
      child = 2 * position + 1
    }
    items[position] = item
    this.#siftDown(start, position)
  }
}
