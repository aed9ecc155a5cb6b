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

const WORDS_PER_CHUNK = 65_536
/** The most words that one event takes: a head, an object and a place. */
const MAX_WORDS = 3
/** A head has the kind in its lowest bits, then these flags, then the subject. */
const KIND_MASK = 31
const HAS_OBJECT = 32
const HAS_PLACE = 64
const HAS_TIME = 128
const HAS_OPENING = 256
const SUBJECT_SHIFT = 9
const NONE = -1

/**
 * Events as they come, packed: most have no object, no place and the time of the one before, and of
 * those that open something most are followed by the one that closes it. Where memory is touched for
 * the first time costs more than all else about recording, so that little of it is; and it is taken
 * in chunks, which are never copied.
 */
export class EventLog {
  readonly #chunks: Int32Array[] = []
  #words = new Int32Array(WORDS_PER_CHUNK)
  #at = 0
  readonly #times = new Column(new Float64Array(1_024))
  readonly #openingKind: number
  /** The subject of an opening event that waits for the next one; `NONE` for none. */
  #opened = NONE
  #lastMs = NaN
  #length = 0

  /** @param openingKind of events that are kept in one word with the next event of the same subject */
  constructor(openingKind: number) {
    this.#openingKind = openingKind
  }

  get length(): number {
    return this.#length
  }

  /** Adds an event; one that opens something has a subject, and no object and no place. */
  push(kind: number, subject: number, object: number, place: number, atMs: number): void {
    this.#length += 1
    const opened = this.#opened
    if (opened !== NONE) {
      this.#opened = NONE
      if (subject === opened) {
        this.#write(kind | HAS_OPENING, subject, object, place, atMs)
        return
      }
      this.#write(this.#openingKind, opened, NONE, NONE, this.#lastMs)
    }
    if (kind === this.#openingKind && atMs === this.#lastMs) this.#opened = subject
    else this.#write(kind, subject, object, place, atMs)
  }

  #write(kind: number, subject: number, object: number, place: number, atMs: number): void {
    if (this.#at > WORDS_PER_CHUNK - MAX_WORDS) {
      this.#chunks.push(this.#words.subarray(0, this.#at))
      this.#words = new Int32Array(WORDS_PER_CHUNK)
      this.#at = 0
    }
    const words = this.#words
    let head = kind | ((subject + 1) << SUBJECT_SHIFT)
    let at = this.#at + 1
    if (object !== NONE) {
      head |= HAS_OBJECT
      words[at] = object
      at += 1
    }
    if (place !== NONE) {
      head |= HAS_PLACE
      words[at] = place
      at += 1
    }
    if (atMs !== this.#lastMs) {
      head |= HAS_TIME
      this.#times.push(atMs)
      this.#lastMs = atMs
    }
    words[this.#at] = head
    this.#at = at
  }

  /** The events in a column for each of their numbers. */
  toColumns(): {
    kind: Uint8Array
    subject: Int32Array
    object: Int32Array
    place: Int32Array
    atMs: Float64Array
  } {
    if (this.#opened !== NONE) {
      this.#write(this.#openingKind, this.#opened, NONE, NONE, this.#lastMs)
      this.#opened = NONE
    }
    const length = this.#length
    const kind = new Uint8Array(length)
    const subject = new Int32Array(length)
    const object = new Int32Array(length).fill(NONE)
    const place = new Int32Array(length).fill(NONE)
    const atMs = new Float64Array(length)
    let event = 0
    let times = 0
    for (const words of [...this.#chunks, this.#words.subarray(0, this.#at)]) {
      for (let at = 0; at < words.length; event += 1) {
        const head = words[at] ?? 0
        at += 1
        if (head & HAS_OPENING) {
          kind[event] = this.#openingKind
          subject[event] = (head >>> SUBJECT_SHIFT) - 1
          atMs[event] = this.#times.at(times - 1)
          event += 1
        }
        kind[event] = head & KIND_MASK
        subject[event] = (head >>> SUBJECT_SHIFT) - 1
        if (head & HAS_OBJECT) object[event] = words[at++] ?? NONE
        if (head & HAS_PLACE) place[event] = words[at++] ?? NONE
        if (head & HAS_TIME) times += 1
        atMs[event] = this.#times.at(times - 1)
      }
    }
    return { kind, subject, object, place, atMs }
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
