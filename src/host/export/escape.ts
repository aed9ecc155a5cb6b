const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters that XML 1.0 has no place for, not even escaped. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text made safe inside an element or a quoted attribute of HTML, SVG or XML. */
export const escapeMarkup = (text: string): string =>
  text.replace(forbidden, '\uFFFD').replace(/[&<>"']/g, (character) => entities[character] ?? '')
