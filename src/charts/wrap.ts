import { textWidth, type Surface } from './surface'

/** Whether a text has room. */
export type Fits = (text: string) => boolean

/** About as many characters as a line has: no longer text is measured whole to be told too long. */
const FIRST_CHARACTERS = 128

/**
 * Tells of texts whether they are no wider than `maxWidth` pixels. Of a long one only as much is
 * measured as it takes to say no.
 */
export const fitsWithin =
  (surface: Surface, font: string, maxWidth: number): Fits =>
  (text) => {
    for (let length = FIRST_CHARACTERS; length < text.length; length *= 2) {
      if (textWidth(surface, text.slice(0, length), font) > maxWidth) return false
    }
    return textWidth(surface, text, font) <= maxWidth
  }

/**
 * Breaks a text into lines no wider than `maxWidth` pixels, at spaces where it can, inside a word
 * only where a word alone is too wide, and there at a hyphen where it can. A line break in the text
 * stays one. What does not fit into `maxLines` lines ends in an ellipsis, and is not measured.
 * Without room for even that there is no line at all.
 */
export const wrap = (
  surface: Surface,
  text: string,
  font: string,
  maxWidth: number,
  maxLines = Number.POSITIVE_INFINITY,
): string[] => {
  const fits = fitsWithin(surface, font, maxWidth)
  if (maxLines < 1 || !fits(ELLIPSIS)) return []
  const lines: string[] = []
  for (const line of linesOf(text, fits)) {
    if (lines.length === maxLines) {
      const last = longestStart(`${lines.pop() ?? ''} ${line}`, (start) => fits(start + ELLIPSIS))
      return [...lines, last.trimEnd() + ELLIPSIS]
    }
    lines.push(line)
  }
  return lines
}

export const ELLIPSIS = '…'

/** So many halvings find the width to within a thousandth of what there is. */
const HALVINGS = 10

/**
 * The same in lines that are about equally long, in as few of them: a title whose last word stands
 * alone in a line looks like a mistake. What ends in an ellipsis fills its lines.
 */
export const wrapBalanced = (
  surface: Surface,
  text: string,
  font: string,
  maxWidth: number,
  maxLines: number,
): string[] => {
  const widest = wrap(surface, text, font, maxWidth, maxLines)
  if (widest.length < 2 || widest.at(-1)?.endsWith(ELLIPSIS) === true) return widest
  let lines = widest
  let [narrow, wide] = [maxWidth / 2, maxWidth]
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const width = (narrow + wide) / 2
    const tried = wrap(surface, text, font, width, maxLines + 1)
    // A word that fits the wider line is not to be broken for this.
    if (tried.length > lines.length || tried.join(' ') !== widest.join(' ')) narrow = width
    else [lines, wide] = [tried, width]
  }
  return lines
}

/** Parts of a list stay whole where they can. */
export const SEPARATOR = ' · '

/** A space that may become a line break: not the one between a figure and its unit or a sign. */
const breakingSpace = /(?<![\d÷×=]) |(?<=\d) (?!(?:ms|µs|s|M|G|T|%)(?:\W|$))/

function* linesOf(text: string, fits: Fits): Generator<string> {
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const { piece, glue } of piecesOf(paragraph, fits)) {
      const longer = line === '' ? piece : line + glue + piece
      if (fits(longer)) {
        line = longer
        continue
      }
      if (line !== '') yield line
      line = piece
      while (!fits(line)) {
        const start = toHyphen(longestStart(line, fits))
        if (start === line) break
        yield start
        line = line.slice(start.length)
      }
    }
    yield line
  }
}

/** Ends at the last hyphen in it, as a compound word is broken; as it is where it has none. */
const toHyphen = (start: string): string => start.slice(0, start.lastIndexOf('-') + 1) || start

/**
 * The parts of a list, or the words of those that are too long, each with what is put before it.
 */
function* piecesOf(
  paragraph: string,
  fits: Fits,
): Generator<{ readonly piece: string; readonly glue: string }> {
  for (const part of paragraph.split(SEPARATOR)) {
    let glue = SEPARATOR
    for (const piece of fits(part) ? [part] : part.split(breakingSpace)) {
      yield { piece, glue }
      glue = ' '
    }
  }
}

/** Never breaks a letter from its accent. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * The longest start of a text that fits, at least one character so that wrapping ends. Takes as
 * long as what fits is, not as the text is.
 */
export const longestStart = (text: string, fits: Fits): string => {
  let length = FIRST_CHARACTERS
  while (length < text.length && fits(text.slice(0, length))) length *= 2
  const characters = Array.from(graphemes.segment(text.slice(0, length)), (each) => each.segment)
  // Where the slice ends, a character may be cut in two.
  if (length < text.length) characters.pop()
  let low = 1
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(characters.slice(0, middle).join(''))) low = middle
    else high = middle - 1
  }
  return characters.slice(0, low).join('') || firstCharacter(text)
}

/** However many accents it has. */
const firstCharacter = (text: string): string =>
  graphemes.segment(text).containing(0)?.segment ?? text
