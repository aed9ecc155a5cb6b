/** A message that jobs failed with, and how many did. */
export interface CountedError {
  readonly message: string
  readonly count: number
}

const SLOTS = 4
const MAX_LENGTH = 250
/** Two words, count and length, then the text in UTF-16. */
const SLOT_BYTES = 8 + 2 * MAX_LENGTH + 4

/** How slots are laid out, for those that write them without this class. */
export const ERROR_LAYOUT = {
  slots: SLOTS,
  slotBytes: SLOT_BYTES,
  mostLetters: MAX_LENGTH,
} as const

/** Bytes of the error counts in a thread's record. The last slot has no message. */
export const ERROR_COUNTS_BYTES = (SLOTS + 1) * SLOT_BYTES

/** What failed until a moment: how many jobs, and of the first few messages how many each. */
export interface Failures {
  readonly failed: number
  readonly errors: readonly CountedError[]
}

/**
 * Counts failures by their message in shared memory: the first few distinct messages, cut to 250
 * characters. Further ones are counted together, without theirs. Each failure is in one count only,
 * so that the number of failures and those of their messages agree at any moment.
 */
export class ErrorCounts {
  readonly #slots: readonly { readonly words: Uint32Array; readonly text: Uint16Array }[]
  readonly #further: Uint32Array
  /** The messages in the slots, known to the writing thread only. */
  readonly #known = new Map<string, Uint32Array>()

  /** Views `ERROR_COUNTS_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#slots = Array.from({ length: SLOTS }, (_, slot) => {
      const start = byteOffset + slot * SLOT_BYTES
      return {
        words: new Uint32Array(buffer, start, 2),
        text: new Uint16Array(buffer, start + 8, MAX_LENGTH),
      }
    })
    this.#further = new Uint32Array(buffer, byteOffset + SLOTS * SLOT_BYTES, 1)
  }

  /** Counts one failure. */
  record(message: string): void {
    const text = message.slice(0, MAX_LENGTH)
    const words = this.#known.get(text) ?? this.#occupy(text) ?? this.#further
    Atomics.add(words, 0, 1)
  }

  /** What was counted so far. */
  read(): Failures {
    const errors = this.#slots.flatMap(({ words, text }) => {
      const count = Atomics.load(words, 0)
      if (count === 0) return []
      return [{ message: String.fromCharCode(...text.subarray(0, words[1])), count }]
    })
    const failed = errors.reduce((sum, { count }) => sum + count, Atomics.load(this.#further, 0))
    return { failed, errors }
  }

  /** Counts from 0 again. To be called while nobody records. */
  clear(): void {
    for (const { words } of this.#slots) Atomics.store(words, 0, 0)
    Atomics.store(this.#further, 0, 0)
  }

  #occupy(text: string): Uint32Array | undefined {
    const slot = this.#slots[this.#known.size]
    if (!slot) return undefined
    for (let at = 0; at < text.length; at++) slot.text[at] = text.charCodeAt(at)
    slot.words[1] = text.length
    this.#known.set(text, slot.words)
    return slot.words
  }
}
