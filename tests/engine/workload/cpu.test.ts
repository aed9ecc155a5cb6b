import { expect, test } from 'vitest'
import { calibrate, work } from '../../../src/engine/workload/cpu'

const cpuMs = (rounds: number) => {
  const before = process.cpuUsage()
  work(rounds)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test('work costs the CPU time that it was calibrated to', () => {
  const roundsPerMs = calibrate()
  // The least of several: a slower core or a neighbour only ever adds.
  const costs = Array.from({ length: 60 }, () => cpuMs(Math.round(roundsPerMs * 5)) / 5)
  expect(Math.min(...costs)).toBeGreaterThan(0.85)
  expect(Math.min(...costs)).toBeLessThan(1.25)
})

test('a round is about a microsecond', () => {
  const roundsPerMs = calibrate()
  expect(roundsPerMs).toBeGreaterThan(100)
  expect(roundsPerMs).toBeLessThan(10_000)
})

test('every round changes the outcome, so none can be left out', () => {
  const outcomes = Array.from({ length: 1000 }, () => work(1))
  expect(new Set(outcomes).size).toBeGreaterThan(990)
  expect(work(0)).toBe(outcomes.at(-1))
})
