import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { surfaceOf, textWidth, wrap } from '../../src/charts/surface'
import { font } from '../../src/charts/theme'
import { registerTypeface } from '../../src/host/export/typeface'

registerTypeface()
const surface = surfaceOf({ ctx: createCanvas(10, 10).getContext('2d') })
const type = font(12.5)
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
