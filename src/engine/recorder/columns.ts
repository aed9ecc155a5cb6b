type Numbers = Uint8Array | Int32Array | Float64Array

/** A column of numbers that grows as they are added, twice as large each time. */
export class Column<A extends Numbers> {
  #numbers: A
  #length = 0

  /** @param numbers an empty array of the wanted kind, whose length is the first capacity */
  constructor(numbers: A) {
    this.#numbers = numbers
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) this.#grow()
    this.#numbers[this.#length] = value
    this.#length += 1
  }

  at(index: number): number {
    return this.#numbers[index] ?? NaN
  }

  set(index: number, value: number): void {
    this.#numbers[index] = value
  }

  /** A copy of the numbers that were added. */
  toArray(): A {
    return this.#numbers.slice(0, this.#length) as A
  }

  #grow(): void {
    const Kind = this.#numbers.constructor as new (length: number) => A
    const larger = new Kind(Math.max(64, this.#length * 2))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

/** Texts by their number; the same text has the same number. */
export class StringTable {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []
  #characters = 0

  /** All characters together. */
  get characters(): number {
    return this.#characters
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#texts.push(text)
    this.#numbers.set(text, number)
    this.#characters += text.length
    return number
  }

  toArray(): string[] {
    return [...this.#texts]
  }
}
