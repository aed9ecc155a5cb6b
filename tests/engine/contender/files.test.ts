import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contenderNames, contenders } from '../../../src/engine/contender'

const folder = 'src/engine/contender'

test('every contender that is described is listed', () => {
  const described = readdirSync(folder).flatMap((file) =>
    Array.from(
      readFileSync(`${folder}/${file}`, 'utf8').matchAll(/: Contender<'([^']+)'>/g),
      ([, name]) => name,
    ),
  )
  expect(described.sort()).toEqual([...contenderNames].sort())
})

test('every kind of thread that has no start of its own has the file that the build finds', () => {
  const starts = readFileSync('src/engine/thread/start/start-contender.ts', 'utf8')
  const files = contenderNames
    .map((name) => contenders[name].thread)
    .filter((kind) => !starts.includes(`case '${kind}':`))
    .map((kind) => `src/engine/thread/${kind}-thread.ts`)
  expect(files).toContain('src/engine/thread/loop-thread.ts')
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})
