import { expect, test } from 'vitest'
import { operationsFor, type SwitchWay } from '../../../../src/engine/cost/way/switch-way'

/** Something that takes a known time, disturbed at times. */
const known = (nsOf: (call: number) => number): SwitchWay => {
  let calls = 0
  return {
    time: () => Promise.resolve(nsOf(calls++)),
    end: () => Promise.resolve(),
  }
}

test('a round has as many operations as fill its time', async () => {
  expect(
    await operationsFor(
      known(() => 100),
      10,
    ),
  ).toBe(100_000)
})

test('a pause in the first batches does not make rounds short', async () => {
  const disturbed = known((call) => (call < 2 ? 5_000_000 : 100))
  expect(await operationsFor(disturbed, 10)).toBeGreaterThanOrEqual(100_000)
})
