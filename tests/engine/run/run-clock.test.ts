import { expect, test } from 'vitest'
import { expectedMs, RunClock } from '../../../src/engine/run/run-clock'
import { beginsGeneration, slotsOf } from '../../../src/engine/run/slots'
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

test('the end of a run is foreseen while fresh threads are started again and again', () => {
  const rounds = slotsOf(spec)
  let nowMs = 0
  const clock = new RunClock(spec, rounds, () => nowMs)
  const foreseen = rounds.map((slots, round) => {
    const isFirst = beginsGeneration(round, spec)
    if (isFirst) {
      nowMs += 9_000
      clock.threadsStarted()
    }
    for (const slot of slots) {
      nowMs += isFirst ? 1_500 : 1_000
      clock.slotEnded(slot)
    }
    return clock.totalMs
  })
  // In the first round times are guessed.
  expect(new Set(foreseen.slice(1))).toEqual(new Set([nowMs]))
})

test('a run no longer waits for slots of a contender that failed', () => {
  const rounds = slotsOf(short)
  const clock = new RunClock(short, rounds, () => 0)
  const allMs = clock.totalMs
  clock.failed('event-loop')
  expect(clock.totalMs).toBeLessThan(allMs / 2)
})
