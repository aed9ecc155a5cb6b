import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addSpecFlags, withSpecFlags } from '../../../src/cli/flag/spec-flag'
import { preset } from '../../../src/engine/spec/presets'
import { specSchema } from '../../../src/engine/spec/spec'

test('every field of a spec but its name and kind has a flag', () => {
  const flags = addSpecFlags(new Command()).options.map(({ long }) => long)
  const fields = Object.keys(specSchema.shape).filter(
    (field) => !['name', 'workload', 'load', 'faults'].includes(field),
  )
  const inWorkloads = specSchema.shape.workload.options.flatMap(({ shape }) => Object.keys(shape))
  const inLoads = specSchema.shape.load.unwrap().options.flatMap(({ shape }) => Object.keys(shape))
  const inFaults = Object.keys(specSchema.shape.faults.unwrap().shape)
  const expected = new Set([...fields, ...inWorkloads, ...inLoads, ...inFaults])
  expected.delete('kind')
  // A trial tells these, and no flag does.
  for (const field of ['file', 'sha256', 'variants', 'tried']) expected.delete(field)
  expect(flags).toHaveLength(expected.size)
})

test('flags leave the spec that they start from as it was', () => {
  const { spec } = preset('io-bound', 4)
  const before = structuredClone(spec)
  expect(withSpecFlags(spec, 'io-bound', { waitMs: '5' }).workload).toMatchObject({ waitMs: 5 })
  expect(spec).toEqual(before)
})

test('a contender that is there twice is not taken for a misspelt one', () => {
  const { spec } = preset('io-bound', 4)
  const twice = () => withSpecFlags(spec, 'io-bound', { contenders: 'event-loop,event-loop' })
  expect(twice).toThrow(/at most once, got `event-loop,event-loop`$/)
})

test('the arrivals of a load that has no rate are refused, with the flag that is missing', () => {
  const { spec } = preset('io-bound', 4)
  expect(() => withSpecFlags(spec, 'io-bound', { arrivals: 'constant' })).toThrow(
    /^--rate: an open load takes a number from 0\.1 to 1,000,000, got none$/,
  )
})

test('no flag takes null, which only a file can give: it is left out instead', () => {
  const help = addSpecFlags(new Command()).helpInformation().replace(/\s+/g, ' ')
  expect(help).toContain('(a number above 0 and up to 1,000,000,000)')
  expect(help).not.toContain('null')
  const { spec } = preset('cpu-bound', 4)
  expect(() => withSpecFlags(spec, 'cpu-bound', { roundsPerMs: '0' })).toThrow(
    /^--rounds-per-ms: expected a number above 0 and up to 1,000,000,000, got `0`$/,
  )
})

test('the help says the ranges that the schema has', () => {
  const help = addSpecFlags(new Command()).helpInformation().replace(/\s+/g, ' ')
  expect(help).toContain(
    'jobs in flight; with --rate the most that may be, shared out among the loops of loop-per-core (a whole number from 1 to 1,000,000)',
  )
})
