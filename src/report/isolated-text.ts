/** Letters that are written from right to left, and signs that turn the direction of writing. */
const turning =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200e\u200f\u202a-\u202e\u2066-\u2069\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const signs = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A text from a file as a part of a sentence, on one line. Where it is written from right to left,
 * or turns the direction, the rest of the sentence stays as it is (U+2068 and U+2069, Unicode Annex
 * 9).
 */
export const isolated = (text: string): string => {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return turning.test(line) ? `\u2068${line.replace(signs, '')}\u2069` : line
}

/** So much of an error says which it is. */
const MOST_QUOTED = 80

/**
 * An error in quotes, as a part of a sentence: of a long one the beginning, since all of it stands
 * in the notes.
 */
export const quoted = (error: string): string => {
  const whole = error.trim()
  if (whole.length <= MOST_QUOTED) return `“${isolated(whole)}”`
  // Neither a word nor a letter of two code units is cut in two.
  const beginning = whole.slice(0, MOST_QUOTED).replace(/\s+\S*$|[\uD800-\uDBFF]$/, '')
  return `“${isolated(beginning)}…”`
}
