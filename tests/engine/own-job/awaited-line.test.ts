import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../../src/engine/own-job/load-job'
import { tryJob } from '../../../src/engine/own-job/try-job'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-awaited-line-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const never = 'new Promise(() => {})'

test.each([
  ['its job', `export const job = async () => {\n\n  await ${never}\n}`, 'job', 3],
  [
    'what its job calls',
    `async function ask() {\n  await ${never}\n}\nexport const job = async () => {\n  await ask()\n}`,
    'job',
    5,
  ],
  [
    'its job after other waits',
    `export const job = async () => {\n  await null\n  await ${never}\n}`,
    'job',
    3,
  ],
  [
    'a coroutine of its own',
    `import { fromPromise } from 'corewise'\nexport function* coroutine() {\n  yield* fromPromise(${never})\n}`,
    'coroutine',
    3,
  ],
  ['its top level', `export const job = async () => 1\nawait ${never}`, 'load', 2],
  [
    'its `before`',
    `export const job = async () => 1\nexport async function before() {\n  await ${never}\n}`,
    'before',
    3,
  ],
])(
  'a trial tells the line at which %s awaits what never comes',
  async (name, source, part, line) => {
    const file = join(folder, `${name.replaceAll(/\W/g, '-')}.mjs`)
    writeFileSync(file, source)
    const standsAt = await new Promise((resolve) => {
      void tryJob(
        { file, sha256: digestOf(source), seed: 1 },
        (news) => {
          if (news.standsAt !== null) resolve([news.part, news.standsAt])
        },
        () => Promise.resolve(),
      )
    })
    expect(standsAt).toEqual([part, line])
  },
)

test('a job of very many promises is tried as any other', async () => {
  const source = `export const job = async () => {
  for (let turn = 0; turn < 100_000; turn++) await null
  return 1
}`
  const file = join(folder, 'many.mjs')
  writeFileSync(file, source)
  const order = { file, sha256: digestOf(source), seed: 1 }
  const tried = await tryJob(
    order,
    () => undefined,
    () => Promise.resolve(),
  )
  expect(tried).toMatchObject({ kind: 'tried', inputs: 1 })
})
