import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printedLines } from '../../../src/engine/lesson/observe'
import { runProgram } from '../../../src/host/lesson/run-program'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

async function run(source: string) {
  const { outcome, recording } = await runProgram(
    { name: 'test', language: 'typescript', source },
    engineFolder,
  )
  return { outcome, printed: recording === null ? [] : printedLines(recording) }
}

/** What goes wrong in a program, and how it is told. */
const mistakes: readonly (readonly [code: string, words: string])[] = [
  ['const o = {}; o.foo()', 'TypeError: o.foo is not a function'],
  ['const o = {}; print(o.foo(1, print(2)), 3)', 'TypeError: o.foo is not a function'],
  ['const o = { foo: {} }; o\n.foo\n.bar(1)', 'TypeError: o.foo.bar is not a function'],
  ['const a = [1]; a[0]()', 'TypeError: a[0] is not a function'],
  ['const f = 3; f`x`', 'TypeError: f is not a function'],
  ['print(1)(2)', 'TypeError: (…) is not a function'],
  ['const o = {}; new o.Foo()', 'TypeError: o.Foo is not a constructor'],
  ['[1].map(3)', 'TypeError: map: a function was expected'],
  ['new Promise()', 'TypeError: Promise: a function was expected'],
  ['[].map.call(null)', 'TypeError: map: an object, not null or undefined, was expected'],
  ['new Map([1])', 'TypeError: Map: an object was expected'],
  ['gather(1)', 'TypeError: gather: a list, or something else that is iterable, was expected'],
  ['gather()', 'TypeError: gather: undefined is not iterable'],
  ['for (const x of 3) print(x)', 'TypeError: 3 is not iterable'],
  ['let list; Math.max(...list)', 'TypeError: list (undefined) is not iterable'],
  ['const [a] = null', 'TypeError: null is not iterable'],
  ['let o; const { a } = o', 'TypeError: o (undefined) has no properties to be taken out of it'],
  ['const { a: { b } } = {}', 'TypeError: an object, not null or undefined, was expected'],
  ['let u; u[0]', 'TypeError: undefined has no properties'],
  ['x; let x = 1', "ReferenceError: 'x' is used before it has a value"],
  ['nothing()', "ReferenceError: 'nothing' is not defined"],
  [
    'setTimeout(print, 1)',
    "ReferenceError: 'setTimeout' is not defined: use sleep, or getRunningLoop().callLater",
  ],
  ['process.exit()', "ReferenceError: 'process' is not defined: programs are sealed off"],
  ['1n + 1', 'TypeError: a BigInt and a number cannot be mixed: convert one of them'],
  ['JSON.parse("{bad")', 'SyntaxError: parse: expecting property name'],
  [
    'const o = {}; o.o = o; JSON.stringify(o)',
    'TypeError: JSON cannot hold an object that contains itself',
  ],
  ['(1).toFixed(101)', 'RangeError: toFixed: invalid number of digits'],
  ['[].reduce((a) => a)', 'TypeError: an empty list cannot be reduced without an initial value'],
  ['`${{ toString() { return {} } }}`', 'TypeError: an object cannot be made a text or a number'],
  ['"a" in "b"', 'TypeError: what stands behind in must be an object'],
  ['new Uint8Array(-1)', 'RangeError: a length must be a whole number from 0 up, and not too high'],
  ['new Date(NaN).toISOString()', 'RangeError: the date is not valid'],
  [
    '(function f() { f() })()',
    'RangeError: calls within calls went too deep: a function that calls itself must come to an end',
  ],
  ['throw new TypeError("not a function")', 'TypeError: not a function'],
  ['throw Object.freeze(new TypeError("not an object"))', 'TypeError: not an object'],
]

test('what goes wrong in a program is told in words that say what it was about', async () => {
  const attempts = mistakes.map(
    ([code]) => `try { ${code} } catch (error) { print(String(error)) }`,
  )
  const { printed } = await run(
    `import { gather, print } from 'corewise'\nexport function* main() {\n${attempts.join('\n')}\n}`,
  )
  const told = printed.filter((line) => line.includes('Error: '))
  expect(told).toEqual(mistakes.map(([, words]) => words))
})

test.each([
  ['const [{ a }] = [null]', 'an object, not null or undefined, was expected'],
  ['for (const x of {}) print(x)', '{} is not iterable'],
  ['const o = {}; o.foo()', 'o.foo is not a function'],
])('what goes wrong in `%s` is told with its line', async (code, words) => {
  const { outcome } = await run(
    `import { print } from 'corewise'\nexport function* main() {\nprint(1)\n${code}\n}`,
  )
  expect(outcome).toEqual({ kind: 'failed', message: `TypeError: ${words}`, line: 4 })
})

test.each([
  ['catches by a pattern', 'try { o.foo() } catch ({ message }) { print(message) }'],
  [
    'catches from a promise',
    'Promise.resolve().then(() => o.foo()).catch((e) => print(e.message))',
  ],
  [
    'awaits',
    '(async () => { try { await (async () => o.foo())() } catch (e) { print(e.message) } })()',
  ],
])('what a program %s has the words as well', async (_, code) => {
  const { printed } = await run(
    `import { print, sleep } from 'corewise'
    export function* main() { const o = {}; ${code}; yield* sleep(1) }`,
  )
  expect(printed).toEqual(['o.foo is not a function'])
})

test('tasks that wait for one another in a circle say so where one is cancelled', async () => {
  const { outcome, printed } = await run(`import { createTask, print, sleep } from 'corewise'
const held = {}
function* leans(on) {
  yield* sleep(0)
  yield* held[on]
}
export function* main() {
  held.left = createTask(leans('right'), { name: 'left' })
  held.right = createTask(leans('left'), { name: 'right' })
  yield* sleep(10)
  try { held.left.cancel() } catch (error) { print(String(error)) }
}`)
  const words = 'RangeError: left, right wait for one another in a circle'
  expect(printed).toEqual([`${words}, so that none of them can be cancelled`])
  expect(outcome).toMatchObject({ kind: 'failed', line: 5 })
  expect(outcome).toHaveProperty('message', expect.stringContaining(words))
})
