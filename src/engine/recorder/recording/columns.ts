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

  /** Sets a number that is there already, or the one after the last. */
  put(index: number, value: number): void {
    if (index === this.#numbers.length) this.#grow()
    this.#numbers[index] = value
    if (index === this.#length) this.#length += 1
  }

  at(index: number): number {
    return this.#numbers[index] ?? NaN
  }

  /** A copy of the numbers that were added, at most so many. */
  toArray(length = this.#length): A {
    return this.#numbers.slice(0, Math.min(length, this.#length)) as A
  }

  #grow(): void {
    const Kind = this.#numbers.constructor as new (length: number) => A
    const larger = new Kind(Math.max(64, this.#numbers.length * 2))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

const WORDS_PER_CHUNK = 65_536
/** The most words that one event takes: a head, an object and a place. */
const MAX_WORDS = 3
const TIMES_PER_CHUNK = 16_384
/** A head has the kind in its lowest bits, then these flags, then the subject. */
const KIND_MASK = 31
const HAS_OBJECT = 32
const HAS_PLACE = 64
const HAS_TIME = 128
const HAS_OPENING = 256
const SUBJECT_SHIFT = 9
const NONE = -1
// Where the log's clock has which time.
const NOW = 0
const WRITTEN = 1

// Whatever a program does may end anywhere, where its stack or its memory ends: a column, a chunk
// or an event counts only once it is whole.

/**
 * Events as they come, packed: most have no object, no place and the time of the one before, and of
 * those that open something most are followed by the one that closes it. Where memory is touched
 * for the first time costs more than all else about recording, so that little of it is; and it is
 * taken in chunks, which are never copied.
 */
export class EventLog {
  readonly #chunks: Int32Array[] = []
  #words = new Int32Array(WORDS_PER_CHUNK)
  #at = 0
  readonly #timeChunks: Float64Array[] = []
  #times = new Float64Array(TIMES_PER_CHUNK)
  #timesAt = 0
  readonly #openingKind: number
  // Two times: of the next event, and the last that was written. In an array, because a field that
  // takes a new number with every event has an object made for each.
  readonly #clock = new Float64Array(2).fill(NaN)
  #length = 0

  /** @param openingKind of the events that `pushPair` adds first */
  constructor(openingKind: number) {
    this.#openingKind = openingKind
  }

  get length(): number {
    return this.#length
  }

  /** What is added from now on happened at `atMs`. */
  tick(atMs: number): void {
    this.#clock[NOW] = atMs
  }

  /** Adds an event. */
  push(kind: number, subject: number, object: number, place: number): void {
    this.#write(kind, subject, object, place)
    this.#length += 1
  }

  /**
   * Adds an event that opens something, with nothing but a subject, then ticks and adds the one
   * that closes it.
   */
  pushPair(kind: number, subject: number, object: number, place: number, atMs: number): void {
    const clock = this.#clock
    if (clock[NOW] !== clock[WRITTEN]) {
      this.#write(this.#openingKind, subject, NONE, NONE)
      this.#length += 1
      clock[NOW] = atMs
      this.#write(kind, subject, object, place)
      this.#length += 1
    } else {
      clock[NOW] = atMs
      this.#write(kind | HAS_OPENING, subject, object, place)
      this.#length += 2
    }
  }

  #write(kind: number, subject: number, object: number, place: number): void {
    if (this.#at > WORDS_PER_CHUNK - MAX_WORDS) this.#addChunk()
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
    const clock = this.#clock
    const atMs = clock[NOW] ?? NaN
    if (atMs !== clock[WRITTEN]) {
      head |= HAS_TIME
      if (this.#timesAt === TIMES_PER_CHUNK) this.#addTimeChunk()
      this.#times[this.#timesAt] = atMs
      this.#timesAt += 1
      clock[WRITTEN] = atMs
    }
    words[this.#at] = head
    this.#at = at
  }

  #addTimeChunk(): void {
    const times = new Float64Array(TIMES_PER_CHUNK)
    this.#timeChunks.push(this.#times)
    this.#times = times
    this.#timesAt = 0
  }

  #addChunk(): void {
    const words = new Int32Array(WORDS_PER_CHUNK)
    this.#chunks.push(this.#words.subarray(0, this.#at))
    this.#words = words
    this.#at = 0
  }

  /** The events in a column for each of their numbers. */
  toColumns(): {
    kind: Uint8Array
    subject: Int32Array
    object: Int32Array
    place: Int32Array
    atMs: Float64Array
  } {
    const length = this.#length
    const kind = new Uint8Array(length)
    const subject = new Int32Array(length)
    const object = new Int32Array(length).fill(NONE)
    const place = new Int32Array(length).fill(NONE)
    const atMs = new Float64Array(length)
    const times = [...this.#timeChunks, this.#times]
    const timeOf = (time: number): number =>
      times[Math.floor(time / TIMES_PER_CHUNK)]?.[time % TIMES_PER_CHUNK] ?? NaN
    let event = 0
    let time = -1
    for (const words of [...this.#chunks, this.#words.subarray(0, this.#at)]) {
      for (let at = 0; at < words.length; event += 1) {
        const head = words[at] ?? 0
        at += 1
        if (head & HAS_OPENING) {
          kind[event] = this.#openingKind
          subject[event] = (head >>> SUBJECT_SHIFT) - 1
          atMs[event] = timeOf(time)
          event += 1
        }
        kind[event] = head & KIND_MASK
        subject[event] = (head >>> SUBJECT_SHIFT) - 1
        if (head & HAS_OBJECT) object[event] = words[at++] ?? NONE
        if (head & HAS_PLACE) place[event] = words[at++] ?? NONE
        if (head & HAS_TIME) time += 1
        atMs[event] = timeOf(time)
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
