import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberFrom, numberText } from '../../../src/renderer/model/decimal-mark'

describe('a number that is typed', () => {
  it.each([
    ['2.5', '.', 2.5],
    ['2,5', '.', 2.5],
    ['0,125', '.', 0.125],
    ['12,500', '.', 12_500],
    ['1,234,567.5', '.', 1_234_567.5],
    ['2,5', ',', 2.5],
    ['2.5', ',', 2.5],
    ['1.500', ',', 1_500],
    ['1,500', ',', 1.5],
    ['0.125', ',', 0.125],
    ['1 500', ',', 1_500],
    ['1’500', '.', 1_500],
    ['1e3', '.', 1_000],
    ['.5', '.', 0.5],
    ['5,', '.', 5],
    ['-3', '.', -3],
  ] as const)(
    'a typed number is read from %s where the mark of the system is %s',
    (text, mark, value) => {
      expect(numberFrom(text, mark)).toBe(value)
    },
  )

  it.each(['', ' ', '2,5,5', '1.2.3', '20 ms', '0x10', 'Infinity', '--1', ',', '1,00.5', 'e3'])(
    'a typed text is no number where it says “%s”',
    (text) => {
      expect(numberFrom(text, '.')).toBeNaN()
      expect(numberFrom(text, ',')).toBeNaN()
    },
  )

  it('a number is shown so that it is read as the same again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.constantFrom('.' as const, ','), (value, mark) => {
        if (Number.isFinite(value)) {
          expect(numberFrom(numberText(value, mark), mark) === value).toBe(true)
        }
      }),
    )
    expect(numberText(2.5, ',')).toBe('2,5')
    expect(numberText(Number.NaN)).toBe('')
  })
})
