import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spread } from '../../src/charts/spread'

const labels = fc.array(
  fc.record({
    centre: fc.double({ min: -50, max: 450, noNaN: true }),
    height: fc.double({ min: 5, max: 40, noNaN: true }),
  }),
  { maxLength: 9 },
)

test('labels that have room stay where they want to be', () => {
  const wanted = [100, 200, 300]
  const items = wanted.map((centre) => ({ centre, height: 30 }))
  expect(spread(items, 0, 400)).toEqual(wanted)
})

test('two labels at the same place move apart by the same distance', () => {
  const items = [
    { centre: 200, height: 30 },
    { centre: 200, height: 30 },
  ]
  expect(spread(items, 0, 400)).toEqual([185, 215])
})

test('labels that have no room for all share what there is evenly', () => {
  const items = [10, 12, 14].map((centre) => ({ centre, height: 10 }))
  expect(spread(items, 0, 15)).toEqual([2.5, 7.5, 12.5])
})

test('labels never overlap, keep their order and stay within the bounds', () => {
  fc.assert(
    fc.property(labels, (items) => {
      const centres = spread(items, 0, 400)
      const total = items.reduce((sum, { height }) => sum + height, 0)
      const shrink = Math.min(1, 400 / total)
      const placed = items
        .map(({ centre, height }, index) => ({
          wanted: centre,
          top: (centres[index] ?? NaN) - (height * shrink) / 2,
          bottom: (centres[index] ?? NaN) + (height * shrink) / 2,
        }))
        .sort((a, b) => a.top - b.top)
      placed.forEach((label, index) => {
        const above = placed[index - 1]
        expect(label.top).toBeGreaterThanOrEqual(above === undefined ? -1e-6 : above.bottom - 1e-6)
        expect(label.bottom).toBeLessThanOrEqual(400 + 1e-6)
        if (above !== undefined) expect(label.wanted).toBeGreaterThanOrEqual(above.wanted)
      })
    }),
  )
})
