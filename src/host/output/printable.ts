/** Text from a file or from a program on one line, without what would steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
}

/** Colours and weights, as the lab itself writes them: `ESC [ 1 m`. */
const COLOUR = '\\u001b\\[[\\d;]*m'
/** Control characters, and those that turn the direction of writing round. */
const STEERING = '[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]'
const colourOrSteering = new RegExp(`${COLOUR}|${STEERING}`, 'gu')

/**
 * Lines of text without what would steer the terminal: the last gate before one, for texts of the
 * lab with names in them that came from anywhere.
 *
 * @param isColoured whether colours may pass
 */
export function printableLines(text: string, isColoured: boolean): string {
  return text.replace(colourOrSteering, (found) => {
    if (found === '\n' || found === '\t') return found
    // The lab's own, around names.
    if (found === '\u2068' || found === '\u2069') return ''
    if (found.length === 1) return ' '
    return isColoured ? found : ''
  })
}

/**
 * A value as JSON for a terminal: what would steer it is escaped, which leaves the data the same.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
