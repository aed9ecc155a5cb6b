import { expect, test } from 'vitest'
import { expectedMs } from '../../../src/engine/run/run-clock'
import { preset } from '../../../src/engine/spec/presets'

const { spec } = preset('io-bound', 4)
const short = { ...spec, contenders: spec.contenders.slice(0, 2), warmupMs: 0 }

test('a run is expected to measure each contender for its time, and one of them twice', () => {
  const settled = expectedMs({ ...short, durationMs: 0, blocks: 8 })
  const longer = expectedMs({ ...short, durationMs: 8_000, blocks: 8 })
  expect(longer - settled).toBeCloseTo(3 * 8_000)
})

test('a run of one block is expected to measure each contender once', () => {
  const settled = expectedMs({ ...short, durationMs: 0, blocks: 1 })
  expect(expectedMs({ ...short, durationMs: 8_000, blocks: 1 }) - settled).toBeCloseTo(2 * 8_000)
})

test('a warm-up adds to what a run is expected to take', () => {
  expect(expectedMs({ ...short, warmupMs: 1_000 })).toBeGreaterThan(expectedMs(short))
})
