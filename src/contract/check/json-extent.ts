/** Lists and objects within each other. */
export const MOST_LEVELS = 100
/** A run of an hour with all its samples has about a million. */
export const MOST_VALUES = 2_000_000

/**
 * Different names of fields. Files of the lab have some two hundred; so many are still refused
 * within a second.
 */
export const MOST_NAMES = 20_000

const QUOTE = 34
const COMMA = 44
const COLON = 58
const BACKSLASH = 92

/**
 * What keeps a text from being parsed as JSON, though there may be few characters in it: millions
 * of lists, objects and names take gigabytes and minutes. Looks at the signs between texts alone;
 * whether it is JSON at all is not its business.
 *
 * @returns null where it may be parsed
 */
export function tooManyIn(json: string): string | null {
  const names = new Set<string>()
  let [textAt, textEnd] = [0, 0]
  let level = 0
  let values = 1
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) {
      textAt = at
      at = endOfText(json, at)
      textEnd = at
    } else if (code === COLON) {
      names.add(json.slice(textAt, textEnd))
      if (names.size > MOST_NAMES) return `more than ${grouped(MOST_NAMES)} names of fields`
    } else if (isOpening(code)) {
      level += 1
      values += 1
      if (level > MOST_LEVELS) return `more than ${MOST_LEVELS} levels within each other`
    } else if (isClosing(code)) {
      level -= 1
    } else if (code === COMMA) {
      values += 1
    }
    if (values > MOST_VALUES) return `more than ${grouped(MOST_VALUES)} values`
  }
  return null
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** Where the text ends that begins with a quote at `from`; the end of all where it does not end. */
function endOfText(json: string, from: number): number {
  for (let at = json.indexOf('"', from + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = 0
    while (json.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return at
  }
  return json.length
}

function isOpening(code: number): boolean {
  return code === 91 || code === 123
}

function isClosing(code: number): boolean {
  return code === 93 || code === 125
}
