import { expect, test } from 'vitest'
import { z } from 'zod'
import { specSchema } from '../../../src/engine/spec/spec'
import { expectationAt } from '../../../src/contract/check/expectation'
import { parseInput } from '../../../src/host/input/parse-input'

const spec = {
  name: 'x',
  workload: { kind: 'wait', waitMs: 20 },
  concurrency: 4,
  workers: 2,
  durationMs: 1_000,
  warmupMs: 0,
  contenders: ['event-loop'],
  seed: 1,
}
const refused = (changes: object): (() => unknown) => {
  return () => parseInput(specSchema, { ...spec, ...changes }, 'my.json')
}

test.each([
  [{ concurrency: 0 }, 'concurrency: expected a whole number from 1 to 1,000,000, got `0`'],
  [{ concurrency: '4' }, 'concurrency: expected a whole number from 1 to 1,000,000, got `4`'],
  [
    { seed: 2 ** 53 },
    'seed: expected a whole number from 0 to 4,294,967,295, got `9007199254740992`',
  ],
  [{ seed: undefined }, 'seed: expected a whole number from 0 to 4,294,967,295, got nothing'],
  [{ colour: 'red' }, 'colour: there is no such field'],
  [{ workload: { kind: 'nap' } }, 'workload.kind: expected one of wait, cpu, mixed, '],
  [{ workload: { kind: 'wait', waitMs: -1 } }, 'workload.waitMs: expected a number from 0 to'],
  [
    { workload: { kind: 'files', path: 7 } },
    'workload.path: expected text of 1 to 4,096 characters or null',
  ],
  [{ contenders: [] }, 'contenders: expected a list of at least 1, got `[]`'],
  [{ contenders: ['a'] }, 'contenders.0: expected one of sequential, event-loop'],
  [{ name: '' }, 'name: expected text of 1 to 80 characters, got ``'],
  [{ name: '  ' }, 'name: expected a name of more than blanks, got `  `'],
  [{ durationMs: 100, blocks: 20 }, 'blocks: expected blocks of at least 10 ms each: the measured'],
])('%j is refused by field, value and range', (changes, message) => {
  expect(refused(changes)).toThrow(`my.json: ${message}`)
})

test('a value with control characters stays on one line', () => {
  expect(refused({ concurrency: 'a\nb\u001b' })).toThrow('got `a\\nb\\u001b`')
})

test('a rule of the schema beyond types speaks for itself', () => {
  const even = z.object({ n: z.number().refine((n) => n % 2 === 0, 'must be even') })
  expect(() => parseInput(even, { n: 3 }, 'x')).toThrow('x: n: must be even, got `3`')
})

test('a time is expected as one, not as any text', () => {
  const dated = z.object({ startedAt: z.iso.datetime() })
  expect(() => parseInput(dated, { startedAt: 'yesterday' }, 'x')).toThrow(
    'x: startedAt: expected a time such as 2026-11-26T12:00:00Z, got `yesterday`',
  )
})

test('a field that this kind of work does not have has no expectation', () => {
  expect(
    expectationAt(specSchema, ['workload', 'cpuMs'], { workload: { kind: 'wait' } }),
  ).toBeNull()
})
