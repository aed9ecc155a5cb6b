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
  expect(watch.peakBytes).toBeGreaterThanOrEqual(peakBytes)
})
