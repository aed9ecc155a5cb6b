import { expect, test } from 'vitest'
import { parseOver } from '../../../src/cli/flag/sweep-flag'
import { readProcessors } from '../../../src/engine/measure/processors/read-processors'
import { preset } from '../../../src/engine/spec/presets'

const { spec } = preset('mixed', 4)
const valuesOf = (text: string): readonly number[] => parseOver(text, spec).values

test('a list is taken as it is', () => {
  expect(parseOver('concurrency=1,10,100', spec)).toEqual({
    over: 'concurrency',
    values: [1, 10, 100],
  })
})

test('a range has five even steps, both ends included', () => {
  expect(valuesOf('cpu-share=0..1')).toEqual([0, 0.25, 0.5, 0.75, 1])
})

test('a range can say how many steps it has', () => {
  expect(valuesOf('cpu-share=0..0.3/4')).toEqual([0, 0.1, 0.2, 0.3])
})

test('a range can go down', () => {
  expect(valuesOf('concurrency=9..1')).toEqual([9, 7, 5, 3, 1])
})

test('steps of a whole number are rounded and none comes twice', () => {
  expect(valuesOf('workers=1..3')).toEqual([1, 2, 3])
})

test('ranges and single values can be mixed', () => {
  expect(valuesOf('concurrency=1,10..20/3,100')).toEqual([1, 10, 15, 20, 100])
})

test('more than 64 points are refused', () => {
  const text = `concurrency=1..64/64,${Array.from({ length: 9 }, (_, index) => 100 + index).join()}`
  expect(() => valuesOf(text)).toThrow('--over: expected at most 64 values, got `73`')
})

test('cores up to N are each number up to all of them, and more are refused with how many there are', (context) => {
  if (process.platform !== 'linux') context.skip('only Linux keeps threads to some cores')
  const all = readProcessors().usable.length
  const each = Array.from({ length: Math.min(64, all) }, (_, index) => index + 1)
  expect(valuesOf('cores=1..N')[0]).toBe(1)
  expect(valuesOf('cores=1..N').at(-1)).toBe(all)
  if (all <= 64) expect(valuesOf('cores=1..N')).toEqual(each)
  expect(() => valuesOf(`cores=1,${all + 1}`)).toThrow(
    `--over: cores: expected 1 to ${all}, the cores that there are, got \`${all + 1}\``,
  )
  expect(() => valuesOf('cores=0.5')).toThrow('expected cores to be a whole number from 1 to 1,024')
})
