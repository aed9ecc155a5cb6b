import { expect, test } from 'vitest'
import { MemoryWatch } from '../../../../src/engine/measure/machine/memory'

test('the peak is the most that was seen, also after it was given back', () => {
  const watch = new MemoryWatch()
  const size = 200 * 1024 * 1024
  let held: Buffer | null = Buffer.alloc(size, 1)
  watch.sample()
  const { growthBytes, peakBytes } = watch
  expect(growthBytes).toBeGreaterThan(size * 0.9)
  expect(held.length).toBe(size)
  held = null
  watch.sample()
  expect(watch.peakBytes).toBeGreaterThanOrEqual(peakBytes ?? Infinity)
})

test('memory that cannot be read is no figure, and one that can be later on has no growth', () => {
  const unreadable = new MemoryWatch(0, () => null)
  unreadable.sample()
  expect([unreadable.peakBytes, unreadable.growthBytes]).toEqual([null, null])
  const seen = [null, 5_000, null]
  const late = new MemoryWatch(0, () => seen.shift() ?? null)
  late.sample()
  late.sample()
  expect([late.peakBytes, late.growthBytes]).toEqual([5_000, null])
})
