import { expect } from 'vitest'
import { sentencesIn, wordsIn } from './sentences'

/** What people read at a glance: verdicts and warnings. */
const MOST_WORDS = 20

/**
 * A function that says something, with each sentence that it says held to 20 words: so every
 * sentence that a test of it produces is read.
 */
export function readable<Arguments extends readonly unknown[], Said>(
  say: (...args: Arguments) => Said,
  textsOf: (said: Said) => readonly string[],
): (...args: Arguments) => Said {
  return (...args) => {
    const said = say(...args)
    for (const sentence of textsOf(said).flatMap(sentencesIn)) {
      expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(MOST_WORDS)
    }
    return said
  }
}
