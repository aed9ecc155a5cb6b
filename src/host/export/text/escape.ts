import { cleanText } from './clean-text'

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
