import { expect, test } from 'vitest'
import { standstillMs, type StandstillReading } from '../../../../src/engine/run/block/standstill'

const at = (ms: number, cpuMs = 0, runQueueMs = 0): StandstillReading => ({
  atNs: ms * 1e6,
  cpuNs: cpuMs * 1e6,
  runQueueNs: runQueueMs * 1e6,
})

test('a look that comes late while nothing ran nor waited for a core was a standstill', () => {
  expect(standstillMs(at(0), at(6_100), 100)).toBe(6_000)
  // What two cores did before it was stopped.
  expect(standstillMs(at(0), at(6_100, 200), 100)).toBe(6_000)
  expect(standstillMs(at(0), at(400), 100)).toBe(300)
})

test('a look in time is none, nor one that is a little late', () => {
  expect(standstillMs(at(0), at(100), 100)).toBe(0)
  expect(standstillMs(at(0), at(340), 100)).toBe(0)
  expect(standstillMs(at(0), at(9_000), Infinity)).toBe(0)
  // The second look could not read how long the thread had waited, as without a free descriptor.
  expect(standstillMs(at(0, 0, 5_000), at(103, 0, 0), 100)).toBe(0)
})

test('a thread that waited for a core did not stand still, nor did a process that went on', () => {
  expect(standstillMs(at(0), at(6_100, 0, 5_900), 100)).toBe(0)
  expect(standstillMs(at(0), at(6_100, 11_000), 100)).toBe(0)
})
