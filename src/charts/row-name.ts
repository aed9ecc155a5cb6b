import type { ChartStyle } from './chart-style'
import { ELLIPSIS } from './wrap'

/** Characters of a line of a name: longer lines would leave bars no room. */
const MOST_IN_LINE = 34
const MOST_IN_NARROW_LINE = 22

/** As much of a long word as can stand in a line before it is broken: paths, commands. */
const toSign = /^.*[-/_.,:;?&=]/s

/**
 * The name of a row of bars in short lines, at spaces where it can. Of a name that takes more
 * lines, the middle is left out: answers differ at their start, paths and commands at their end.
 */
export const nameInLines = (
  name: string,
  mostLines: number,
  { isCompact }: ChartStyle,
): readonly string[] => {
  const most = isCompact ? MOST_IN_NARROW_LINE : MOST_IN_LINE
  const characters = Array.from(name)
  let kept = Math.min(characters.length, most * mostLines)
  for (;;) {
    const lines = linesOf(kept < characters.length ? endsOf(characters, kept) : name, most)
    if (lines.length <= mostLines || kept <= 1) return lines
    kept -= 1
  }
}

/** At most so many characters of both ends, with an ellipsis for what is between them. */
const endsOf = (characters: readonly string[], kept: number): string => {
  const start = characters.slice(0, Math.ceil(kept / 2)).join('')
  const end = characters.slice(characters.length - Math.floor(kept / 2)).join('')
  // Words that were cut are left out with the rest, unless they are long.
  const [first, last] = [start.replace(/ \S{0,9}$/, ' '), end.replace(/^\S{0,9} /, ' ')]
  return `${first}${ELLIPSIS}${last}`
}

const linesOf = (text: string, most: number): string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    const isLong = Array.from(word).length > most
    if (isLong || Array.from(longer).length <= most) lines.splice(-1, 1, ...piecesOf(longer, most))
    else lines.push(word)
  }
  return lines
}

/** A word in pieces that a line has room for, broken after a sign where that is not too early. */
const piecesOf = (word: string, most: number): string[] => {
  const pieces: string[] = []
  let rest = Array.from(word)
  while (rest.length > most) {
    const start = rest.slice(0, most)
    const signed = Array.from(toSign.exec(start.join(''))?.[0] ?? '')
    const piece = signed.length > most / 2 ? signed : start
    pieces.push(piece.join(''))
    rest = rest.slice(piece.length)
  }
  return [...pieces, rest.join('')]
}
