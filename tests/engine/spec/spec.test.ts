import { expect, test } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import { specSchema } from '../../../src/engine/spec/spec'

const { spec } = preset('mixed', 2)

test('a spec comes through its schema as it is', () => {
  expect(specSchema.parse(spec)).toEqual(spec)
})

test('what may be left out is filled in', () => {
  const { faults, ...rest } = spec
  const workload = { kind: 'http', waitMs: 5 }
  expect(specSchema.parse({ ...rest, workload })).toEqual({
    ...rest,
    workload: { kind: 'http', waitMs: 5, cpuMs: 0, responseBytes: 1024, spread: 'fixed' },
    faults,
  })
})

test('a contender cannot be named twice', () => {
  const twice = { ...spec, contenders: ['event-loop', 'event-loop'] }
  expect(() => specSchema.parse(twice)).toThrow('each contender at most once')
})

test('numbers out of range, NaN and unknown fields are refused', () => {
  for (const wrong of [
    { concurrency: 0 },
    { concurrency: Number.NaN },
    { workers: 1.5 },
    { durationMs: Infinity },
    { seed: -1 },
    { contenders: [] },
    { surprise: 1 },
  ]) {
    expect(() => specSchema.parse({ ...spec, ...wrong })).toThrow(Object.keys(wrong)[0])
  }
})
