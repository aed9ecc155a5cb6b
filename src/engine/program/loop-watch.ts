const LINE = 0
const IS_OVER = 1

/**
 * What a program that never pauses still tells and is told: its thread takes no message, so both lie
 * in shared memory, which its loops look at each time they go round.
 */
export class LoopWatch {
  readonly #words: Int32Array

  /** @param memory of `LoopWatch.allocate`, the same in both threads */
  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory)
  }

  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)
  }

  /** The line of the loop that went round last, from 1; null before any did. */
  get line(): number | null {
    const line = Atomics.load(this.#words, LINE)
    return line === 0 ? null : line
  }

  /** Whether the program's time is over. */
  get isOver(): boolean {
    return Atomics.load(this.#words, IS_OVER) !== 0
  }

  /** A loop in that line, from 1, goes round once more. */
  goRound(line: number): void {
    this.#words[LINE] = line
  }

  /** Asks the program for what was recorded until now, before it is stopped. */
  end(): void {
    Atomics.store(this.#words, IS_OVER, 1)
  }
}
