import { expect, test } from 'vitest'
import { calls } from '../../src/contract/lab-api'
import { workSchema } from '../../src/contract/run'
import { preset } from '../../src/engine/spec/presets'
import { specSchema } from '../../src/engine/spec/spec'

const { spec } = preset('mixed', 2)

const cases = [
  ['a'.repeat(81), 'A name has at most 80 characters, this one has 81.'],
  ['invoice \u202etxt.exe', 'signs that turn the direction of writing'],
  ['one\u0007two', 'no control characters'],
] as const

test.each(cases)('a run is neither named nor renamed %j', (name, problem) => {
  const renamed = calls.renameRun.input.safeParse({ id: 'x', name })
  expect(renamed.error?.issues[0]?.message).toContain(problem)
  expect(calls.startRun.input.safeParse({ ...spec, name }).success).toBe(false)
})

test.each(cases)('no sweep, search or waiting run is named %j', (name) => {
  const named = { ...spec, name }
  const sweep = { spec: named, over: 'concurrency', values: [1] }
  const search = { spec: named, search: { kind: 'crossover' } }
  expect(calls.startSweep.input.safeParse(sweep).success).toBe(false)
  expect(calls.startSearch.input.safeParse(search).success).toBe(false)
  for (const work of [
    { kind: 'run', spec: named },
    { kind: 'sweep', ...sweep },
    { kind: 'search', ...search },
  ]) {
    expect(workSchema.safeParse(work).success).toBe(false)
    expect(workSchema.safeParse({ ...work, spec }).success).toBe(true)
  }
})

test('a run that was kept is read whatever signs its name has', () => {
  expect(specSchema.safeParse({ ...spec, name: 'a\u202eb' }).success).toBe(true)
})

test('a name in any language can be given', () => {
  for (const name of ['عربي و English', 'Überlauf 🚀', '  spaced  ']) {
    expect(calls.renameRun.input.safeParse({ id: 'x', name }).success).toBe(true)
  }
})
