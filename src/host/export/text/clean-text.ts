import type { SKRSContext2D } from '@napi-rs/canvas'

/**
 * Control characters but tab and line breaks, halves of surrogate pairs, and what is no character.
 */
const unclean = /[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/gu

/** What turns the direction of writing until it is closed, or the text that follows is over. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A text that can be drawn and written anywhere: a sign stands for each character that cannot, and
 * what is not closed in it turns no text beside it.
 */
export const cleanText = (text: string): string => {
  const clean = text.replace(unclean, '\uFFFD')
  return areTurnsClosed(clean) ? clean : clean.replace(turns, '')
}

/** Whether all that turns the direction are isolates (U+2066 to U+2068), each closed by U+2069. */
const areTurnsClosed = (text: string): boolean => {
  let open = 0
  for (const [sign] of text.matchAll(turns)) {
    open += sign === '\u2069' ? -1 : 1
    if (open < 0 || sign < '\u2066') return false
  }
  return open === 0
}

/** Makes a native canvas draw and measure texts cleaned: of a NUL it throws. */
export const drawCleanTexts = (context: SKRSContext2D): void => {
  const fillText = context.fillText.bind(context)
  const measureText = context.measureText.bind(context)
  context.fillText = (text, ...place) => {
    fillText(cleanText(text), ...place)
  }
  context.measureText = (text) => measureText(cleanText(text))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Text made safe inside an element or a quoted attribute of HTML, SVG or XML, which have no place
 * for control characters, not even escaped.
 */
export const escapeMarkup = (text: string): string =>
  cleanText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '')
