import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printedLines } from '../../../src/engine/lesson/observe'
import { checkRecording } from '../../../src/engine/recorder/recording/check-recording'
import { runProgram, type ProgramRequest } from '../../../src/host/lesson/run-program'

// What a program may try to get out of its interpreter, and what it may break within.

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

const run = (source: string, request: Partial<ProgramRequest> = {}) =>
  runProgram({ name: 'test', language: 'typescript', source, ...request }, engineFolder)

/**
 * Expressions for something that might be, or lead to, an object of the thread around a program.
 */
const ways: Readonly<Record<string, string>> = {
  'a function given to control': `control('constructor', function () {})`,
  'a control called __proto__': `control('__proto__', {})`,
  'a control called toString': `control('toString', () => 1)`,
  'the loop’s time': 'getRunningLoop().time',
  'the loop itself': 'getRunningLoop()',
  'the parts of the loop': `Object.values(getRunningLoop())`,
  'the task': 'currentTask()',
  'what print is': 'print',
  'what print is called by': 'print.caller',
  'what share gives': `share('a', 1)`,
  'what work gives': 'work(1)',
  'the error of a bad work': `thrownBy(() => work(NaN))`,
  'the error of a bad control': `thrownBy(() => control('set', 5))`,
  'the error of a bad import': `thrownBy(() => require('node:fs'))`,
  'the error of a name that is not there': `thrownBy(() => corewise.nothing)`,
  'a stack overflow in a loop': `thrownBy(function f() { for (;;) f() })`,
  'a stack overflow in print': `thrownBy(function f() { print(); f() })`,
  'a stack overflow in the clock': `thrownBy(function f() { getRunningLoop().time(); f() })`,
  'an error that has no memory': `thrownBy(() => new Uint8Array(2 ** 30))`,
  'a deep JSON': `thrownBy(() => JSON.parse('['.repeat(1e5)))`,
  'the frames of a stack': `(Error.prepareStackTrace = (_, frames) => frames, new Error().stack)`,
  'the frames of a structured error': `(Error.captureStackTrace?.(holder), holder.stack)`,
  'what a toString is called with': `spied((spy) => print({ toString: spy }))`,
  'what a valueOf is called with': `spied((spy) => work({ valueOf: spy }))`,
  'what a toJSON is called with': `spied((spy) => print({ toJSON: spy }))`,
  'what a getter is called with': `spied((spy) => Object.defineProperty(globalThis, 'stolen', { get: spy }))`,
  'what a proxy is asked for': `spied((spy) => print(new Proxy({}, { get: spy, ownKeys: spy, getPrototypeOf: spy })))`,
  'what a proxy as an option is asked for': `spied((spy) => createTask(empty(), new Proxy({}, { get: spy })))`,
  'what Symbol.toPrimitive is called with': `spied((spy) => share({ [Symbol.toPrimitive]: spy }, 1))`,
  'what a species is made for': `spied((spy) => print(Object.assign([1], { constructor: { [Symbol.species]: spy } })))`,
  'what a callback is called with': `spied((spy) => getRunningLoop().callSoon(spy))`,
  'what an exception handler is called with': `spied((spy) => getRunningLoop().setExceptionHandler(spy))`,
  'what an instrument is called with': `spied((spy) => getRunningLoop().addInstrument({ taskCreated: spy, stepEnded: spy, iterationBegun: spy }))`,
  'what a patched push is called on': `spied((spy) => { const { push } = Array.prototype; Array.prototype.push = function (...items) { spy(this, items); return push.apply(this, items) }; print({}); Array.prototype.push = push })`,
  'what a patched call is called on': `spied((spy) => { const { call } = Function.prototype; Function.prototype.call = spy; print({}); Function.prototype.call = call })`,
  'what a patched then is called on': `spied((spy) => { const { then } = Promise.prototype; Promise.prototype.then = function (...to) { spy(this, to); return then.apply(this, to) }; void Promise.resolve().then(); Promise.prototype.then = then })`,
  'a tag of a template': '((parts) => parts)`a${1}b`',
  'what made this module': 'exports',
  'what marks the program': '__marks',
  'who calls main': 'main.caller',
  'a function of strings': `Function('return this')()`,
  'a generator function of strings': `(function* () {}).constructor('yield this')().next().value`,
  'an async function of strings': `(async () => {}).constructor('return this')`,
  'an async generator of strings': `(async function* () {}).constructor('yield this')().next()`,
  'an indirect eval': `(0, eval)('this')`,
  'a dynamic import': `import('node:fs').catch((error) => error)`,
  'an import of strings': `(0, eval)("import('node:fs')")`,
  'what a finalisation holds': 'new FinalizationRegistry(() => {})',
  'shared memory': `typeof SharedArrayBuffer === 'undefined' ? {} : new SharedArrayBuffer(8)`,
  'everything that is global': `Object.getOwnPropertyNames(globalThis).map((name) => globalThis[name])`,
}

test('nothing that a program can lay its hands on leads out of the interpreter', async () => {
  const source = `import * as corewise from 'corewise'
const { control, createTask, currentTask, getRunningLoop, print, share, sleep, work } = corewise
const holder: any = {}
const seen: [string, unknown][] = []
function* empty() {}
function thrownBy(way: () => unknown): unknown { try { return way() } catch (error) { return error } }
function spied(way: (spy: (...given: unknown[]) => unknown) => void): unknown {
  const given: unknown[] = []
  const spy = function (this: unknown, ...values: unknown[]) { given[given.length] = this; for (const value of values) given[given.length] = value }
  try { way(spy) } catch (error) { given.push(error) }
  return given
}
const OUTSIDE = ['process', 'require', 'module', 'Buffer', 'WebAssembly', 'Atomics', 'fetch', 'navigator',
  'setTimeout', 'setImmediate', 'Deno', 'std', 'os', 'scriptArgs', '__dirname', 'importScripts', 'postMessage']
const look = 'return ' + JSON.stringify(OUTSIDE) + '.filter((name) => { try { return (0, eval)("typeof " + name) !== "undefined" } catch { return false } }).join()'
function outside(value: any, depth = 0): string {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 3) return ''
  const found: string[] = []
  for (const start of [value, value.constructor, Object.getPrototypeOf(value)]) {
    try { found.push(start.constructor.constructor(look)(), start.constructor(look)()) } catch {}
  }
  for (const key of Reflect.ownKeys(value).slice(0, 200)) {
    try { found.push(outside(value[key], depth + 1)) } catch {}
  }
  return found.filter((name) => typeof name === 'string' && name !== '').join()
}
export function* main() {
${Object.entries(ways)
  .map(([name, way]) => `  seen.push([${JSON.stringify(name)}, thrownBy(() => ${way})])`)
  .join('\n')}
  yield* sleep(1)
  for (const [name, value] of seen) print(name + ': ' + (outside(value) || 'sealed'))
}`
  const { outcome, recording } = await run(source, {
    controls: { set: 'text' },
    timeLimitMs: 30_000,
  })
  expect(outcome).toEqual({ kind: 'finished' })
  const names = Object.keys(ways)
  const lines = recording === null ? [] : printedLines(recording)
  expect(lines.filter((line) => names.some((name) => line.startsWith(`${name}: `)))).toEqual(
    names.map((name) => `${name}: sealed`),
  )
})

/** What a program may put in the place of what the recorder is made of. */
const forgeries: Readonly<Record<string, string>> = {
  'a push that throws': `Array.prototype.push = () => { throw new Error('forged') }`,
  'maps that know nothing': `Map.prototype.get = () => undefined; Map.prototype.set = () => undefined`,
  'slices of something else': `Int32Array.prototype.__proto__.slice = () => new Int32Array(9).fill(2 ** 31 - 1)`,
  'a text that is no JSON': `JSON.stringify = () => '{"recording":'`,
  'a text of another kind': `JSON.stringify = () => ({ toString: () => '{}' })`,
  'a report of its own': `JSON.stringify = () => '{"fault":null,"cleanUpFaults":[],"recording":{"isTruncated":false,"strings":["forged"],"events":1e9,"things":0,"places":0}}'`,
  'a report without end': `JSON.stringify = () => 'x'.repeat(150_000_000)`,
  'a report with a prototype': `JSON.stringify = () => '{"__proto__":{"polluted":1},"fault":{"__proto__":{"polluted":1},"message":"m"},"cleanUpFaults":[],"recording":{"strings":[],"events":0,"things":0,"places":0}}'`,
  'bytes that are none': `globalThis.Uint8Array = function () { return { set() {}, buffer: 'no buffer' } }`,
  'names that are no texts': `currentTask().getName = () => ({ slice: () => ({ length: 5 }) })`,
  'an error with a hostile stack': `throw Object.defineProperty(new Error('e'), 'stack', { get() { throw 1 } })`,
  'an error with forged lines': `throw Object.assign(new Error('e'), { stack: 'at x (program.ts:99999999999999999999:1)' })`,
  'a proxy that throws': `throw new Proxy(new Error('e'), { get() { throw 1 }, getPrototypeOf() { throw 2 } })`,
}

test.each(Object.entries(forgeries))('a program with %s harms only itself', async (_, forged) => {
  const { outcome, recording } = await run(
    `import { createTask, currentTask, gather, print, sleep } from 'corewise'
function* job(n: number) { yield* sleep(n); print(n) }
export function* main() {
  yield* gather([job(1), job(2)])
  ${forged}
  yield* gather([job(1), job(2)])
}`,
    { timeLimitMs: 1_000 },
  )
  expect(['finished', 'failed', 'stopped']).toContain(outcome.kind)
  if (recording !== null) {
    checkRecording(recording)
    expect(recording.strings.filter((text) => typeof text !== 'string')).toEqual([])
  }
  expect(outcome).not.toHaveProperty('polluted')
  expect({}).not.toHaveProperty('polluted')
})

test('a proxy that is thrown is told, and the recording is kept', async () => {
  const { outcome, recording } = await run(`import { print } from 'corewise'
export function* main() {
  print('before')
  throw new Proxy({}, { get() { throw new Error('trap') }, getPrototypeOf() { throw new Error('trap') } })
}`)
  expect(outcome).toMatchObject({ kind: 'failed', line: 4 })
  expect(recording && printedLines(recording)).toEqual(['before'])
})

/** Mistakes that took the whole lab with them, and what is told of each. */
const excesses: readonly [string, string, RegExp][] = [
  [
    'a map that grows',
    'const map = new Map()\n  for (let i = 0; ; i += 1) map.set(i, i)',
    /64 MiB/,
  ],
  ['a set that grows', 'const set = new Set()\n  for (let i = 0; ; i += 1) set.add(i)', /64 MiB/],
  ['an object that grows', "const o = {}\n  for (let i = 0; ; i += 1) o['k' + i] = i", /64 MiB/],
  ['a list that doubles', 'let a = [1]\n  for (;;) a = [...a, ...a]', /64 MiB/],
  ['a text that doubles', "let a = 'x'\n  for (;;) a = a + a + '!'", /64 MiB|too long/],
  ['a message of 300 MB', "const unused = 1\n  throw new Error('x'.repeat(300e6))", /64 MiB/],
  ['a huge list', 'const unused = 1\n  Array.from({ length: 2 ** 32 - 2 }, (_, i) => i)', /64 MiB/],
  ['a list that is filled', 'const unused = 1\n  new Array(1e8).fill(0)', /64 MiB/],
  ['calls without end', 'const f = (): number =>\n  f() + 1\n  f()', /calls within calls/],
  ['code nested without end', "const unused = 1\n  eval('('.repeat(1e6))", /calls within calls/],
]

test.each(excesses)(
  '%s is stopped in its line, and what was recorded is kept',
  async (_, excess, told) => {
    const { outcome, recording } = await run(
      `import { print, sleep } from 'corewise'
export function* main() {
  print('before')
  yield* sleep(1)
  ${excess}
}`,
      { memoryLimitMiB: 64, timeLimitMs: 30_000 },
    )
    expect(outcome).toMatchObject({ line: 6, message: expect.stringMatching(told) as string })
    expect(recording && printedLines(recording)).toEqual(['before'])
  },
)
