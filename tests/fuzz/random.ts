/** Random choices that a seed decides: the same seed gives the same choices everywhere. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to 1 (mulberry32, Tommy Ettinger 2017, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 up to `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  isLucky(chance: number): boolean {
    return this.next() < chance
  }

  /** One of several. */
  pick<T>(all: readonly T[]): T {
    const picked = all[this.below(all.length)]
    if (picked === undefined && all.length === 0) throw new RangeError('there is nothing to pick')
    return picked as T
  }
}

/** A seed of its own for each of several parts. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 2_166_136_261
  for (const character of parts.join(' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0
  }
  return hash
}
