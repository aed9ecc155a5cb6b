import { cpus, totalmem } from 'node:os'
import { expect, test } from 'vitest'
import { environmentSchema } from '../../../../src/engine/measure/machine/environment'
import { readEnvironment } from '../../../../src/engine/measure/machine/read-environment'

test('the environment names this machine, this runtime and this build', () => {
  const environment = readEnvironment({ version: '1.2.3', commit: 'abc' })
  expect(environmentSchema.parse(environment)).toEqual(environment)
  expect(environment).toMatchObject({
    cpuModel: cpus()[0]?.model.trim(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    versions: { node: process.versions.node, v8: process.versions.v8, uv: process.versions.uv },
    commit: 'abc',
    corewise: '1.2.3',
  })
})

test('an unknown commit stays unknown', () => {
  expect(readEnvironment({ version: '1.2.3', commit: null }).commit).toBeNull()
})
