import { expect, test } from 'vitest'
import { printable, printableJson, printableLines } from '../../../src/host/output/printable'

test('a name that steers the terminal is on one line without what steers', () => {
  expect(printable('a\u001b[2Jb\u0007\r\nc\u009bd\u202ee')).toBe('a [2Jb c d e')
})

test('lines keep their breaks, and colours only where there are any', () => {
  const text = '\u001b[1mbold\u001b[22m\n\tnext\u001b]0;title\u0007\r\u001b[2J\u009b1m\u202e'
  expect(printableLines(text, true)).toBe('\u001b[1mbold\u001b[22m\n\tnext ]0;title   [2J 1m ')
  expect(printableLines(text, false)).toBe('bold\n\tnext ]0;title   [2J 1m ')
})

test('JSON has nothing that steers, and is the same data', () => {
  const value = { text: 'a\u001b[2J\u007f\u009b\u202e "quoted" ü 日本' }
  const json = printableJson(value)
  expect(JSON.parse(json)).toEqual(value)
  expect(json).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
})
