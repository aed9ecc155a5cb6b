import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** From here on the text is repeated: far beyond the 32 KiB that gzip looks back. */
const PERIOD_BYTES = 2 ** 20
const VOCABULARY = 2_000
const LONGEST_WORD = 11
const FIRST_LETTER = 'a'.charCodeAt(0)
const LETTERS = 26
const SPACE = ' '.charCodeAt(0)

/**
 * Text of words that were drawn from the seed, in memory that threads share. It compresses to about
 * half of its size, as text does.
 */
export function seededText(seed: number, bytes: number): Uint8Array<SharedArrayBuffer> {
  const text = new Uint8Array(new SharedArrayBuffer(bytes))
  const random = xoroshiro128plus(seed)
  const draw = (most: number): number => uniformInt(random, 0, most)
  const words = Array.from({ length: VOCABULARY }, () =>
    Uint8Array.from({ length: 2 + draw(LONGEST_WORD - 2) }, () => FIRST_LETTER + draw(LETTERS - 1)),
  )
  const period = Math.min(bytes, PERIOD_BYTES)
  for (let at = 0; at < period;) {
    const word = words[draw(VOCABULARY - 1)] ?? new Uint8Array()
    text.set(word.subarray(0, period - at), at)
    at += word.length
    if (at < period) text[at] = SPACE
    at += 1
  }
  for (let at = period; at < bytes; at += period) {
    text.copyWithin(at, 0, Math.min(period, bytes - at))
  }
  return text
}
