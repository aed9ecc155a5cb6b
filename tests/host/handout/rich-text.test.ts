import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { surfaceOf } from '../../../src/charts/surface'
import { paletteOf } from '../../../src/charts/theme'
import { handoutStyles } from '../../../src/host/handout/pdf/pdf-styles'
import { breakLines, widthOf } from '../../../src/host/handout/pdf/rich-text'
import { registerTypeface } from '../../../src/host/export/picture/typeface'

registerTypeface()
const surface = surfaceOf({ ctx: createCanvas(10, 10).getContext('2d') })
const { text, strong, inlineCode } = handoutStyles(paletteOf('light'))

const runs = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'W', 'é', ' ', '.', '-'), maxLength: 60 }),
    style: fc.constantFrom(text, strong, inlineCode),
  }),
  { maxLength: 6 },
)

test('no line is wider than it may be and no letter is lost, whatever the styles', () => {
  fc.assert(
    fc.property(runs, fc.integer({ min: 60, max: 400 }), (given, width) => {
      const lines = breakLines(surface, given, width)
      for (const line of lines) expect(widthOf(surface, line)).toBeLessThanOrEqual(width + 0.01)
      const letters = (pieces: readonly { text: string }[]): string =>
        pieces
          .map((piece) => piece.text)
          .join('')
          .replaceAll(' ', '')
      expect(letters(lines.flat())).toBe(letters(given))
    }),
    { numRuns: 60 },
  )
})

test('a word in several styles is not torn apart', () => {
  const given = [
    { text: 'some words and then a ', style: text },
    { text: 'core', style: strong },
    { text: '-second.', style: text },
  ]
  const lines = breakLines(surface, given, 120).map((line) =>
    line
      .map((piece) => piece.text)
      .join('')
      .trimEnd(),
  )
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.at(-1)).toMatch(/core-second\.$/)
})
