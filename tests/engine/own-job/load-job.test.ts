import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileJob } from '../../../src/engine/own-job/compile-job'
import { SourceError } from '../../../src/engine/strip-types'
import { digestOf, JobChangedError, loadJob } from '../../../src/engine/own-job/load-job'
import { run } from '../../../src/engine/loop'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-own-job-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Loads a job file of that name and content. */
function load(name: string, source: string, seed = 1) {
  const file = join(folder, name)
  writeFileSync(file, source)
  return loadJob({ file, sha256: digestOf(source), seed })
}

describe('loadJob', () => {
  test('takes the types out of TypeScript and gives each variant', async () => {
    const job = await load(
      'variants.ts',
      `import { sleep, type Coroutine } from 'corewise'
       export const inputs: readonly number[] = [3, 4]
       export function blocking(input: number): number { return input * 2 }
       export const job = async (input: number): Promise<number> => input * 2
       export function* coroutine(input: number): Coroutine<number> { yield* sleep(0); return input * 2 }`,
    )
    const { blocking, job: promised, coroutine } = job.variants
    expect(job.inputs).toEqual([3, 4])
    expect(blocking?.(3)).toBe(6)
    expect(await promised?.(3)).toBe(6)
    expect(coroutine && (await run(coroutine(3)))).toBe(6)
  })

  test.each([
    ['a default export', 'default.mjs', 'export default { inputs: [1], blocking: (x) => x + 1 }'],
    [
      'a named default function',
      'named.mjs',
      'export default class A {}\nexport { b as blocking }\nfunction b(x) { return x + 1 }',
    ],
    [
      'CommonJS',
      'common.cjs',
      'const { basename } = require("node:path")\nmodule.exports = { blocking: (x) => x + basename("/1").length }',
    ],
    ['exports of CommonJS', 'exports.js', 'exports.blocking = (x) => x + 1'],
    [
      'a destructured export',
      'destructured.mjs',
      'export const { a: [blocking], ...rest } = { a: [(x) => x + 1], b: 2 }',
    ],
    [
      'what is exported before it is set',
      'late.mjs',
      'export let blocking\nblocking = (x) => x + 1',
    ],
    [
      'a shell’s first line',
      'shell.mjs',
      '#!/usr/bin/env corewise\nexport const blocking = (x) => x + 1',
    ],
    [
      'an awaited import',
      'awaited.mjs',
      'const { basename } = await import("node:path")\nexport const blocking = (x) => x + basename("a").length',
    ],
    [
      'a whole module',
      'whole.mjs',
      'import * as path from "node:path"\nexport const blocking = (x) => x + path.basename("a").length',
    ],
    [
      'a default import beside a name',
      'both.mjs',
      'import path, { basename } from "node:path"\nexport const blocking = (x) => x + (basename === path.basename ? 1 : 0)',
    ],
  ])('takes %s', async (_, name, source) => {
    const { variants } = await load(name, source)
    expect(variants.blocking?.(1)).toBe(2)
  })

  test('hands on what another file exports, in TypeScript and in JavaScript', async () => {
    writeFileSync(join(folder, 'part.ts'), 'export const add = (x: number): number => x + 1')
    writeFileSync(join(folder, 'other.mjs'), 'export const two = 2')
    const job = await load(
      'parts.ts',
      `export { add as blocking } from './part.js'
       export * from './part'
       import { two } from './other.mjs'
       export const inputs = [two]`,
    )
    expect(job.inputs).toEqual([2])
    expect(job.variants.blocking?.(2)).toBe(3)
  })

  test('looks for packages beside the file, those that are modules alone as well', async () => {
    const modules = join(folder, 'node_modules/only-module')
    mkdirSync(modules, { recursive: true })
    writeFileSync(
      join(modules, 'package.json'),
      '{ "name": "only-module", "type": "module", "exports": { "import": "./index.js" } }',
    )
    writeFileSync(join(modules, 'index.js'), 'export default (x) => x + 1')
    const job = await load(
      'package.ts',
      "import add from 'only-module'\nexport const blocking = (x: number) => add(x)",
    )
    expect(job.variants.blocking?.(1)).toBe(2)
  })

  test('draws inputs from the seed', async () => {
    const source =
      'export const inputs = async (seed) => new Set([seed, seed + 1])\nexport const blocking = () => 1'
    expect((await load('seed.mjs', source, 7)).inputs).toEqual([7, 8])
  })

  test('takes as many inputs as there may be', async () => {
    const source =
      'export const inputs = Array.from({ length: 100_000 }, (_, at) => at)\nexport const blocking = () => 1'
    expect((await load('most.mjs', source)).inputs.at(-1)).toBe(99_999)
  })

  test('gives undefined to a job without inputs', async () => {
    const { inputs } = await load('none.mjs', 'export const blocking = () => 1')
    expect(inputs).toEqual([undefined])
  })

  test.each([
    ['nothing.ts', 'export const foo = 1', 'it exports `foo`; a job file exports'],
    ['empty.ts', '', 'it exports nothing; a job file exports'],
    ['wrong.mjs', 'export const blocking = 5', '`blocking` is a number, expected a function'],
    ['star.mjs', 'export function coroutine() {}', '`coroutine` is a function without a star'],
    [
      'no-inputs.mjs',
      'export const inputs = []\nexport const blocking = () => 1',
      '`inputs` is empty',
    ],
    [
      'inputs.mjs',
      'export const inputs = () => 5\nexport const blocking = () => 1',
      '`inputs` gives a number, expected a list',
    ],
    [
      'endless.mjs',
      'export function* inputs() { for (;;) yield 1 }\nexport const blocking = () => 1',
      'more than 100,000 entries',
    ],
  ])('refuses %s in words', async (name, source, words) => {
    await expect(load(name, source)).rejects.toThrow(words)
  })

  test.each([
    ['export async function blocking() {}', '`blocking` is an async function'],
    ['export function* blocking() {}', '`blocking` is a generator function'],
    ['export function* job() {}', '`job` is a generator function'],
    ['export async function* coroutine() {}', '`coroutine` is an async generator'],
    ['export async function coroutine() {}', '`coroutine` is an async function'],
    ['export const blocking = () => 1; export const inputs = () => {}', '`inputs` gives nothing'],
  ])('refuses %j, whose body nobody would run or await', async (source, words) => {
    await expect(load('kinds.mjs', source)).rejects.toThrow(words)
  })

  test('refuses a file that is another than was agreed to', async () => {
    const file = join(folder, 'changed.mjs')
    writeFileSync(file, 'export const blocking = () => 2')
    const sha256 = digestOf('export const blocking = () => 1')
    await expect(loadJob({ file, sha256, seed: 1 })).rejects.toThrow(JobChangedError)
  })

  test('keeps the lines of the file in its errors', async () => {
    const source = `import {
  basename,
} from 'node:path'

export const blocking = () => {
  throw new Error(basename('x'))
}`
    const { variants } = await load('lines.mjs', source)
    let stack = ''
    try {
      variants.blocking?.(1)
    } catch (error) {
      stack = (error as Error).stack ?? ''
    }
    expect(stack).toContain('lines.mjs:6:')
  })
})

describe('compileJob', () => {
  test.each([
    ['typescript', 'const x: number = 1\nexport function blocking( { return 1 }', 2],
    ['javascript', 'const x = 1\n\nexport function blocking( { return 1 }', 3],
  ] as const)('tells the line at which %s does not parse', (language, source, line) => {
    let error: unknown
    try {
      compileJob(source, language)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ line })
  })
})

test('a decorator is refused in words, at its line', () => {
  const message = 'decorators cannot be compiled: call the function instead of writing `@`'
  expect(() => compileJob('const a = 1\n@a\nexport class B {}', 'typescript')).toThrow(
    new SourceError(message, 2),
  )
})

describe('what a job file imports', () => {
  const beside = (name: string, source: string): void => {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), source)
  }

  test('takes JSON with and without attributes, and a folder by its index.ts', async () => {
    beside('data.json', '{ "answer": 42 }')
    beside('pieces/index.ts', 'export const part: number = 1')
    const { variants } = await load(
      'data.ts',
      `import whole, { answer } from './data.json'
       import again from './data.json' with { type: 'json' }
       import { part } from './pieces'
       export const blocking = () => [whole.answer, answer, again.answer, part]`,
    )
    expect(variants.blocking?.(null)).toEqual([42, 42, 42, 1])
  })

  test('loads files that import each other as modules do', async () => {
    beside(
      'one.ts',
      `import { two, word } from './two.js'
       export function early(): number { return 42 }
       export let count: number = 0
       export const raise = (): number => ++count
       export const one = (): string => two() + word`,
    )
    beside(
      'two.ts',
      `import { early, one, count, raise } from './one'
       export const first = early()
       export const two = (): string => 'two'
       export let word = ''
       word = 'set later'
       export const all = () => [first, one(), count, raise(), count]`,
    )
    beside('both.ts', `export { one as renamed } from './one'\nexport * from './two'`)
    const { variants } = await load(
      'circle.ts',
      `import { renamed, all } from './both'\nexport const blocking = () => [renamed(), ...all()]`,
    )
    expect(variants.blocking?.(null)).toEqual(['twoset later', 42, 'twoset later', 0, 1, 1])
  })

  test('loads a file that imports itself, and those that are imported at once while they wait for each other', async () => {
    const itself = `import * as all from './itself'\nexport const blocking = () => all.blocking === blocking`
    expect((await load('itself.ts', itself)).variants.blocking?.(null)).toBe(true)
    beside('left-half.ts', `import { right } from './right-half'\nexport const left = () => right`)
    beside('right-half.ts', `import { left } from './left-half'\nexport const right = typeof left`)
    const halves = `const all = await Promise.all([import('./left-half'), import('./' + 'right-half')])
      export const blocking = () => [all[0].left(), all[1].right]`
    const [left, right] = (await load('halves.ts', halves)).variants.blocking?.(null) as unknown[]
    expect(left).toBe(right)
  })

  test.each([
    ['names that are not there', `import { none } from './fine'`, './fine exports no `none`'],
    ['what does not parse', `import { a } from './broken'`, 'broken.ts:2 does not parse'],
    ['a value before it is set', `import { a } from './late-one'`, /late-one|undefined/],
  ])('tells of %s in a file that it imports', async (_, first, words) => {
    beside('fine.ts', 'export const fine = 1')
    beside('broken.ts', 'export const a = 1\nexport const b = )')
    beside('late-one.ts', `import './late-two'\nexport class Base {}\nexport const a = 1`)
    beside('late-two.ts', `import { Base } from './late-one'\nexport class Two extends Base {}`)
    await expect(
      load('tells.ts', `${first}\nexport const blocking = () => [none, a]`),
    ).rejects.toThrow(words)
  })

  test('knows where it stands', async () => {
    const { variants } = await load(
      'stands.ts',
      `export const blocking = () => [
        new URL('./data.json', import.meta.url).pathname.endsWith('/data.json'),
        import.meta.filename, import.meta.dirname, import.meta.resolve('node:fs')]`,
    )
    expect(variants.blocking?.(null)).toEqual([true, join(folder, 'stands.ts'), folder, 'node:fs'])
  })

  test('takes a file twice, and a circle of types alone', async () => {
    beside('shared.ts', `import type { Left } from './left'\nexport const shared: Left = 1`)
    beside(
      'left.ts',
      `import { shared } from './shared'\nexport type Left = number\nexport const left = shared`,
    )
    beside('right.ts', `import { shared } from './shared'\nexport const right = shared`)
    const { variants } = await load(
      'diamond.ts',
      `import { left } from './left'\nimport { right } from './right'\nexport const blocking = () => left + right`,
    )
    expect(variants.blocking?.(null)).toBe(2)
  })
})
