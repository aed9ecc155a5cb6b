import { textWidth, type Surface } from '../../../charts/surface'
import { fitsWithin, longestStart } from '../../../charts/wrap'
import { MARGIN, writeText, type TextPages, type TextStyle } from '../../export/picture/pdf-pages'

/** A piece of a text that is set in one way. */
export interface Run {
  readonly text: string
  readonly style: TextStyle
}

/** A piece of a line, and where it begins, in points from the line's start. */
interface Piece extends Run {
  readonly left: number
}

type Line = readonly Piece[]

/** Where a text stands, in points from the left margin. */
export interface Place {
  readonly indent?: number
  readonly width?: number
  /** Stands to the left of the first line, such as the number of a list's item. */
  readonly mark?: Run
}

/** Room between a mark and its text. */
const MARK_GAP = 5

/**
 * Writes a paragraph of pieces in several styles; its first lines stay together.
 */
export function writeRuns(
  pages: TextPages,
  runs: readonly Run[],
  { indent = 0, width = pages.width - indent, mark }: Place = {},
): void {
  const lines = breakLines(pages.surface, runs, width)
  const leading = leadingOf(runs)
  pages.keepTogether(leading * Math.min(lines.length, 2))
  for (const [index, line] of lines.entries()) {
    pages.block(leading, (page, top) => {
      const surface = page as Surface
      if (index === 0 && mark !== undefined) {
        const left = indent - MARK_GAP - textWidth(surface, mark.text, mark.style.font)
        writeText(surface, mark.text, MARGIN + left, top, mark.style)
      }
      writeLine(surface, line, MARGIN + indent, top)
    })
  }
}

/** Writes one line that `breakLines` made. */
export function writeLine(surface: Surface, line: Line, left: number, top: number): void {
  for (const piece of line) writeText(surface, piece.text, left + piece.left, top, piece.style)
}

/** The height of the lines of a paragraph, in points. */
export function leadingOf(runs: readonly Run[]): number {
  return Math.max(0, ...runs.map(({ style }) => style.leading))
}

/** A line has so much room, in points, where there is none: a letter then stands in each. */
const LEAST_WIDTH = 1

/**
 * Breaks pieces of text into lines no wider than `width` points, at spaces wherever it can. A
 * letter that is wider has a line of its own.
 */
export function breakLines(surface: Surface, runs: readonly Run[], width: number): Line[] {
  // The sums of widths differ in their last digits.
  const most = Math.max(width, LEAST_WIDTH) + 0.001
  let line: Piece[] = []
  const lines = [line]
  let used = 0
  const newLine = (): void => {
    line = []
    lines.push(line)
    used = 0
  }
  const push = (text: string, style: TextStyle): void => {
    line.push({ text, style, left: used })
    used += textWidth(surface, text, style.font)
  }
  for (const word of wordsOf(runs)) {
    if (used > 0 && used + widthOf(surface, word) > most) newLine()
    for (const { text, style } of word) {
      const fits = (part: string): boolean => fitsWithin(surface, style.font, most - used)(part)
      let rest = text
      // A word that is wider than a whole line is broken inside.
      while (!fits(rest.trimEnd())) {
        const start = longestStart(rest, fits)
        if (used === 0 || fits(start)) {
          push(start, style)
          rest = rest.slice(start.length)
        }
        newLine()
      }
      push(rest, style)
    }
    if (word.at(-1)?.text.endsWith('\n') === true) newLine()
  }
  return lines
}

/** The width of pieces next to each other, in points, without the space at their end. */
export function widthOf(surface: Surface, runs: readonly Run[]): number {
  return runs.reduce((sum, { text, style }, index) => {
    const shown = index === runs.length - 1 ? text.trimEnd() : text
    return sum + textWidth(surface, shown, style.font)
  }, 0)
}

/** Words with the space after them; a word may consist of pieces in several styles. */
export function wordsOf(runs: readonly Run[]): Run[][] {
  const words: Run[][] = []
  let word: Run[] = []
  for (const { text, style } of runs) {
    for (const part of text.match(/[^ \n]*[ \n]|[^ \n]+/g) ?? []) {
      word.push({ text: part, style })
      if (/[ \n]$/.test(part)) {
        words.push(word)
        word = []
      }
    }
  }
  return word.length > 0 ? [...words, word] : words
}
