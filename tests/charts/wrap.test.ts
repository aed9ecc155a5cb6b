import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { surfaceOf, textWidth, type Surface } from '../../src/charts/surface'
import { font } from '../../src/charts/theme'
import { wrap, wrapBalanced } from '../../src/charts/wrap'
import { drawCleanTexts } from '../../src/host/export/text/clean-text'
import { registerTypeface } from '../../src/host/export/picture/typeface'

registerTypeface()
const surface = surfaceOf({ ctx: createCanvas(10, 10).getContext('2d') })
const context = createCanvas(10, 10).getContext('2d')
drawCleanTexts(context)
const clean = surfaceOf({ ctx: context })
const type = font(12.5)

/** Every letter is as wide as any other. */
const nothing = (): void => undefined
const arithmetic: Surface = {
  font: '',
  fillStyle: '',
  strokeStyle: '',
  lineWidth: 1,
  textAlign: 'left',
  textBaseline: 'top',
  save: nothing,
  restore: nothing,
  beginPath: nothing,
  closePath: nothing,
  moveTo: nothing,
  lineTo: nothing,
  fill: nothing,
  stroke: nothing,
  setLineDash: nothing,
  roundRect: nothing,
  fillRect: nothing,
  fillText: nothing,
  measureText: (text) => ({ width: text.length * 7 }),
}
const wide = (text: string): number => textWidth(surface, text, type)

test('no line is wider than it may be, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 40, max: 300 }), (text, width) => {
      for (const line of wrap(surface, text, type, width)) {
        expect(wide(line)).toBeLessThanOrEqual(width)
      }
    }),
    { numRuns: 50 },
  )
})

test('words are kept whole where they fit', () => {
  expect(wrap(surface, 'one two three', type, wide('one two') + 1)).toEqual(['one two', 'three'])
})

test('a figure is never parted from its unit', () => {
  expect(wrap(surface, 'it waits 20 ms', type, wide('it waits 20') + 1)).toEqual([
    'it waits',
    '20 ms',
  ])
})

test('parts of a list are kept whole where they fit', () => {
  const width = wide('first part · second') + 1
  expect(wrap(surface, 'first part · second part', type, width)).toEqual([
    'first part',
    'second part',
  ])
})

test('what does not fit into the lines allowed ends in an ellipsis', () => {
  const [line = '', ...rest] = wrap(surface, 'a very long name of a thing', type, 80, 1)
  expect(rest).toEqual([])
  expect(line).toMatch(/^a very.*…$/)
  expect(wide(line)).toBeLessThanOrEqual(80)
})

test('a title in two lines has them about equally long, and no word more or fewer', () => {
  const title = 'The event loop finished 31 times as many jobs as 32 threads, on a third of the CPU'
  const width = wide(title) - wide(' CPU') + 1
  expect(wrap(surface, title, type, width)[1]).toBe('CPU')
  const lines = wrapBalanced(surface, title, type, width, 3)
  expect(lines).toHaveLength(2)
  expect(lines.join(' ')).toBe(title)
  const [first = 0, second = 0] = lines.map(wide)
  expect(Math.min(first, second) / Math.max(first, second)).toBeGreaterThan(0.8)
  expect(wrapBalanced(surface, title, type, wide(title) + 1, 3)).toEqual([title])
})

test('a balanced text keeps long words whole, its number of lines, and its ellipsis', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 30, max: 400 }),
      (words, width) => {
        const text = words.join(' ')
        const plain = wrap(surface, text, type, width, 3)
        const balanced = wrapBalanced(surface, text, type, width, 3)
        expect(balanced).toHaveLength(plain.length)
        expect(balanced.join(' ')).toBe(plain.join(' '))
        for (const line of balanced) expect(wide(line)).toBeLessThanOrEqual(width)
      },
    ),
    { numRuns: 100 },
  )
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    '\n\n',
    'w'.repeat(3_000),
    `e${'\u0301'.repeat(3_000)} e`,
    'שלום עולם',
    '👩‍👩‍👧‍👦'.repeat(300),
    '\uD83D half \uDC00',
    '\u200B'.repeat(3_000),
  ),
)

test('lines end whatever the width, and without room for an ellipsis there are none', () => {
  fc.assert(
    fc.property(
      hostile,
      fc.double({ min: -500, max: 60 }),
      fc.nat({ max: 5 }),
      (text, width, most) => {
        const lines = wrap(clean, text, type, width, most)
        expect(lines.length).toBeLessThanOrEqual(most)
        if (width < wide('…')) expect(lines).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
})

test('no letter is lost where there is no limit of lines', () => {
  fc.assert(
    fc.property(hostile, fc.double({ min: 15, max: 300, noNaN: true }), (text, width) => {
      const solid = (all: string): string => all.replace(/[\s·]/g, '')
      expect(solid(wrap(clean, text, type, width).join(''))).toBe(solid(text))
    }),
    { numRuns: 100 },
  )
})

test('a letter is never parted from its accents, however many it has', () => {
  const letter = `e${'\u0301'.repeat(300)}`
  const lines = wrap(surface, letter.repeat(40), type, 100)
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line.length % letter.length).toBe(0)
})

test.each([
  ['one word', 'w'.repeat(200_000)],
  ['many words', 'several words '.repeat(15_000)],
  ['a list', 'part · '.repeat(30_000)],
  ['many lines', 'line\n'.repeat(40_000)],
])('no more of a long text, %s, is measured than is shown', (_, text) => {
  let measured = 0
  const measuring: Surface = {
    ...arithmetic,
    measureText: (part) => {
      measured += part.length
      return arithmetic.measureText(part)
    },
  }
  expect(wrap(measuring, text, type, 400, 5)).toHaveLength(5)
  expect(measured).toBeLessThan(20_000)
})

test('measuring takes in proportion as long for a text that is twice as long', () => {
  const measuredOf = (text: string): number => {
    let measured = 0
    const measureText = (part: string): { width: number } => {
      measured += part.length
      return arithmetic.measureText(part)
    }
    wrap({ ...arithmetic, measureText }, text, type, 400)
    return measured
  }
  for (const text of ['w'.repeat(20_000), 'several words '.repeat(2_000)]) {
    expect(measuredOf(text + text) / measuredOf(text)).toBeLessThan(2.2)
  }
})

test('a word that is too wide is broken at its hyphen where it has one', () => {
  expect(wrap(arithmetic, 'loop-per-core', type, 70)).toEqual(['loop-per-', 'core'])
  expect(wrap(arithmetic, 'loopspercore', type, 70)).toEqual(['loopsperco', 're'])
})
