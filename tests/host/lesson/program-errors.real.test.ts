import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { runInThisContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { printedLines } from '../../../src/engine/lesson/observe'
import { compileProgram } from '../../../src/engine/program/compile/compile'
import { open } from '../../../src/engine/program/world/program-world'
import { readReport } from '../../../src/engine/program/report'
import type { Recording } from '../../../src/engine/recorder/recording/recording'
import { readLessons } from '../../../src/host/lesson/lessons'
import { runProgram, type ProgramRequest } from '../../../src/host/lesson/run-program'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

async function run(source: string, request: Partial<ProgramRequest> = {}) {
  const { outcome, recording } = await runProgram(
    { name: 'test', language: 'typescript', source, ...request },
    engineFolder,
  )
  return { outcome, printed: recording === null ? null : printedLines(recording) }
}

const imports =
  "import { asyncFor, createTask, gather, getRunningLoop, print, sleep } from 'corewise'"

describe('the first error of a program is what is told', () => {
  const stubborn = `${imports}
function* stubborn() {
  for (;;) try { yield* getRunningLoop().createFuture() } catch (error) { print(String(error)) }
}
export function* main() {
  createTask(stubborn(), { name: 'stubborn' })
  yield* sleep(5)
  throw new RangeError('the real mistake')
}`

  test('a task that refuses its cancellation comes after it', async () => {
    const { outcome, printed } = await run(stubborn)
    expect(outcome).toMatchObject({ kind: 'failed', line: 8 })
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(/^RangeError: the real mistake; then, .*deadlock.*stubborn$/),
    )
    expect(printed).toEqual(['CancelledError'])
  })

  test('a clean-up that takes too long in real time comes after it', async () => {
    const { outcome } = await run(stubborn, { clock: 'real', timeLimitMs: 400 })
    expect(outcome).toMatchObject({ kind: 'failed', line: 8 })
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(/^RangeError: the real mistake; then, .*still running after 0\.4 s$/),
    )
  })

  test('tasks that wait for one another are told after the deadlock that they made', async () => {
    const { outcome } = await run(`${imports}
const held = {}
function* leans(on) { yield* sleep(0); yield* held[on] }
export function* main() {
  held.left = createTask(leans('right'), { name: 'left' })
  held.right = createTask(leans('left'), { name: 'right' })
  yield* held.left
}`)
    expect(outcome).toMatchObject({ kind: 'failed', line: 7 })
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(
        /^Error: deadlock: .*; then, .*RangeError: left, right wait for one another in a circle,/,
      ),
    )
  })

  test('a task that is left and fails as it is ended is told, and the program has finished', async () => {
    const { outcome, printed } = await run(`${imports}
function* cleanup() { try { yield* sleep(1000) } finally { throw new TypeError('cleanup failed') } }
export function* main() {
  createTask(cleanup(), { name: 'cleanup' })
  yield* sleep(5)
  print('main done')
}`)
    expect(outcome).toEqual({ kind: 'finished' })
    expect(printed?.[0]).toBe('main done')
    expect(printed?.[1]).toMatch(/name="cleanup".*: TypeError: cleanup failed$/)
  })
})

describe('a coroutine that is over cannot be awaited again', () => {
  test.each([
    ['awaited', 'yield* s\n  yield* s'],
    ['awaited in a task', 'yield* createTask(s)\n  yield* s'],
    ['put in a task', 'yield* s\n  yield* createTask(s)'],
    ['gathered', 'yield* s\n  yield* gather([s])'],
    ['awaited after it failed', 'try { yield* bad } catch {}\n  yield* bad'],
  ])('a coroutine that was over and is %s is an error in the lab’s words', async (_, again) => {
    const { outcome } = await run(`${imports}
function* save() { yield* sleep(5); return 1 }
function* fails() { yield* sleep(5); throw new Error('first') }
export function* main() {
  const [s, bad] = [save(), fails()]
  ${again}
}`)
    expect(outcome).toMatchObject({
      kind: 'failed',
      message: 'Error: cannot reuse already awaited coroutine',
    })
  })

  test('a coroutine that two await at once is an error for the second', async () => {
    const { outcome, printed } = await run(`${imports}
function* save() { yield* sleep(5); return 1 }
function* waits(s) { print(yield* s) }
export function* main() {
  const s = save()
  const first = createTask(waits(s))
  yield* sleep(1)
  try { yield* s } catch (error) { print(error) }
  yield* first
}`)
    expect(outcome).toEqual({ kind: 'finished' })
    expect(printed).toEqual(['Error: coroutine is being awaited already', '1'])
  })
})

test.each([
  ["Promise.reject(new Error('u'))", true],
  ["(async () => { throw new Error('u') })()", true],
  ["new Promise((_, reject) => { reject(new Error('u')) })", true],
  ["Promise.resolve().then(() => { throw new Error('u') })", true],
  ["Promise.all([Promise.reject(new Error('u'))])", true],
  ["Promise.reject(new Error('u')).catch(() => {})", false],
  ["const p = Promise.reject(new Error('u')); (async () => { try { await p } catch {} })()", false],
])(
  'a promise that is rejected by %s is told where nobody awaits it: %s',
  async (statement, isTold) => {
    const { outcome, printed } = await run(`${imports}
export function* main() {
  ${statement}
  yield* sleep(1)
}`)
    expect(outcome).toEqual({ kind: 'finished' })
    const told = 'a promise was rejected and nobody awaits it (line 3): Error: u'
    expect(printed).toEqual(isTold ? [told] : [])
  },
)

test.each([
  ['yield* asyncWith(lock, () => print())', 'asyncWith: the body must be a coroutine function'],
  ['yield* asyncFor([1, 2], (x) => print(x))', 'asyncFor: the body must be a coroutine function'],
  ['yield* asyncWith({}, function* () {})', 'asyncWith: a lock, a timeout or another resource'],
  ['yield* [sleep(1), sleep(2)]', 'only a coroutine, a future or a task can be awaited; gather'],
  ['yield* "text"', 'yield* of "text": only a coroutine, a future or a task can be awaited'],
  ['yield* new Map()', 'yield* of [object Map]: only a coroutine'],
])('%s is told in the lab’s words', async (statement, words) => {
  const { outcome } = await run(`import { asyncFor, asyncWith, Lock, print, sleep } from 'corewise'
export function* main() {
  const lock = new Lock()
  ${statement}
}`)
  expect(outcome).toMatchObject({ kind: 'failed', line: 4 })
  expect(outcome).toHaveProperty('message', expect.stringContaining(words))
})

test('an async generator is read with asyncFor', async () => {
  const { outcome, printed } = await run(`${imports}
async function* lines() { yield 'one'; yield* ['two'] }
export function* main() { yield* asyncFor(lines(), function* (line) { print(line) }) }`)
  expect(outcome).toEqual({ kind: 'finished' })
  expect(printed).toEqual(['one', 'two'])
})

test('print and console.log show any value, in as many lines as it has', async () => {
  const { outcome, printed } = await run(`${imports}
export function* main() {
  print('one\\ntwo\\n  three')
  print({ first: createTask(sleep(1), { name: 'nap' }) }, new Set([1]))
  print()
  print('%s', 1)
  console.log('%s is %d%%', 'x', 5, { a: 1 })
  print({ toString() { throw new Error('no') } })
}`)
  expect(outcome).toEqual({ kind: 'finished' })
  expect(printed).toEqual([
    ...['one', 'two', '  three'],
    '{"first":<Task pending name="nap">} Set(1) {1}',
    ...['', '%s 1', 'x is 5% {"a":1}'],
    '{"toString":[function toString]}',
  ])
})

/** Plays a program in this process, on the engine of Node, and gives what was recorded. */
async function playUnsealed(source: string, controls: object): Promise<Recording> {
  const { code, sites } = compileProgram(source)
  const own = globalThis.console
  const world = open(
    () => performance.now(),
    JSON.stringify({ clock: 'virtual', controls, maxEvents: 1e6 }),
  )
  globalThis.console = own
  const body = runInThisContext(`(function (exports, require, __marks) {${code}\n})`) as unknown
  world.begin(body as Parameters<typeof world.begin>[0])
  for (let waitMs = 0; waitMs >= 0; waitMs = world.iteration()) {
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const bytes = new Uint8Array(world.columns())
  const rest = { clock: 'virtual', program: null, sites } as const
  return readReport(world.report(), bytes, rest).recording
}

/** A recording as what compares quickly: its columns as text, and nothing of its program. */
function told(recording: Recording | null): unknown {
  if (recording === null) return null
  const { events, things, places, ...rest } = recording
  const columns = Object.entries({
    ...prefixed('event', events),
    ...prefixed('thing', things),
    ...prefixed('place', places),
  })
  return {
    ...rest,
    program: null,
    columns: columns.map(([name, column]) => `${name} ${column.join(' ')}`),
  }
}

function prefixed(
  table: string,
  columns: Readonly<Record<string, Uint8Array | Int32Array | Float64Array>>,
): Record<string, Uint8Array | Int32Array | Float64Array> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [`${table}.${name}`, column]),
  )
}

test('every lesson is played in the interpreter event by event as Node plays it', async () => {
  const { lessons } = await readLessons(resolve(import.meta.dirname, '../../../resources/lessons'))
  expect(lessons.length).toBeGreaterThan(20)
  for (const { number, program, controls } of lessons) {
    const set = Object.fromEntries(controls.map(({ name, initial }) => [name, initial]))
    const { recording } = await runProgram(
      {
        name: `lesson ${number}`,
        language: 'typescript',
        source: program,
        clock: 'virtual',
        controls: set,
      },
      engineFolder,
    )
    const unsealed = await playUnsealed(program, set)
    expect(told(recording), `lesson ${number}`).toEqual(told(unsealed))
  }
})
