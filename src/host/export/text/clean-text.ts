import type { SKRSContext2D } from '@napi-rs/canvas'

/** Control characters but tab and line breaks, halves of surrogate pairs, and what is no character. */
const unclean = /[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/gu

/** A text that can be drawn and written anywhere: a sign stands for each character that cannot. */
export const cleanText = (text: string): string => text.replace(unclean, '\uFFFD')

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
