import { expect, test } from 'vitest'
import { bytesPerWaiting, noiseOf } from '../../../src/engine/footprint/memory-summary'
import type { MemoryPoint } from '../../../src/engine/footprint/memory-result'
import { bytes } from '../../../src/engine/measure/statistics/quantity'
import { syntheticMemory } from '../../charts/synthetic-survey'

const point = (count: number, ...growths: number[]): MemoryPoint => ({
  count,
  footprints: growths.map((growth) => ({
    baselineBytes: bytes(40e6),
    waitingBytes: bytes(90e6),
    heldBytes: bytes(40e6 + growth),
  })),
})

test('bytes each are the growth that is held divided by the count, the median of the processes', () => {
  const each = bytesPerWaiting(point(10_000, 4e6, 5e6, 9e6), 262_144)
  expect(each).toEqual({ median: 500, least: 400, most: 900 })
})

test('a growth below ten times the noise is no figure', () => {
  expect(bytesPerWaiting(point(1, 262_144), 262_144)).toBeNull()
  expect(bytesPerWaiting(point(10_000, 4e6), 500_000)).toBeNull()
})

test('a process that shrank and one in which nothing waits give no figure', () => {
  expect(bytesPerWaiting(point(10, -1e6), 262_144)).toBeNull()
  expect(bytesPerWaiting(point(0, 9e6), 262_144)).toBeNull()
})

test('the noise is a page of the heap at least', () => {
  expect(noiseOf(syntheticMemory({ 'loop-tasks': {} }))).toBe(262_144)
})
