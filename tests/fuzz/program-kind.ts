import { join } from 'node:path'
import { playProgram } from '../../src/engine/program/play-program'
import type { ProgramOrder } from '../../src/engine/program/program-message'
import { worldCode } from '../../src/engine/program/world/world-code'
import { eventCount } from '../../src/engine/recorder/recording/recording'
import { packRecording, unpackRecording } from '../../src/engine/recorder/recording/recording-file'
import type { Kind } from './kinds'
import { Random } from './random'

// Programs that are put together at random, of what lessons have in them and of what hostile ones
// do.

const IMPORTS =
  "import { asyncFor, asyncWith, control, createTask, currentTask, Event, Future, gather, getRunningLoop, Lock, print, Queue, Semaphore, share, shield, sleep, TaskGroup, timeout, wait, waitFor, work } from 'corewise'"

/** Programs to be changed. */
const PROGRAMS = 200
const MOST_PIECES = 12
/** What is in the process around a program, and must never be seen within. */
const OUTSIDE = /node:|at file:|\/engine\/|program-world|quickjs|InternalError|__marks|__frame/i

const values = [
  '0',
  '-1',
  'NaN',
  '1e308',
  '10n ** 30n',
  '"text"',
  '"x".repeat(1e5)',
  '[]',
  '{}',
  'null',
  'undefined',
  'Symbol("s")',
  'print',
  'sleep(1)',
  'function* () {}',
  'new Proxy({}, { get() { throw new Error("trap") } })',
  'new Proxy(function () {}, {})',
  'Object.create(null)',
  '(() => { const o = {}; o.o = o; return o })()',
  'new Map([[1, { a: [1, 2] }]])',
  'new Date(NaN)',
  'globalThis',
  'currentTask()',
  'new Future()',
  'Promise.reject(new Error("no"))',
  'held[0]',
] as const

const calls = [
  'print',
  'share',
  'control',
  'work',
  'createTask',
  'gather',
  'wait',
  'waitFor',
  'shield',
  'timeout',
  'asyncFor',
  'asyncWith',
  'getRunningLoop().callSoon',
  'getRunningLoop().callLater',
  'getRunningLoop().setExceptionHandler',
  'new Queue',
  'new Semaphore',
  'new Event',
  'new TaskGroup',
] as const

const ways = [
  'print(control.constructor("return process")())',
  'print(control("constructor", print).constructor("return this")())',
  'print(getRunningLoop().constructor.constructor("return globalThis.process")())',
  'print(new Error("e").constructor.constructor("return require")())',
  'import("node:fs").catch(print)',
  'Error.prepareStackTrace = (_, frames) => frames[0].getThis()',
  'Object.prototype.then = print',
  'Object.prototype.toJSON = () => "falsified"',
  'Array.prototype[Symbol.iterator] = function* () { yield 1 }',
  'Array.prototype.push = () => 0',
  'Map.prototype.set = function () { return this }',
  'Object.defineProperty = Reflect.defineProperty = () => true',
  'Promise.prototype.then = undefined',
  'Function.prototype.call = Function.prototype.apply = () => 0',
  'JSON.stringify = () => "{"',
  'globalThis.Map = globalThis.Array = globalThis.Error = undefined',
  'for (const name of Object.getOwnPropertyNames(globalThis)) { try { delete globalThis[name] } catch {} }',
  'for (;;);',
  'for (;;) yield* sleep(0)',
  '(function next() { Promise.resolve().then(next) })()',
  '(function deep() { deep() })()',
  '/^(a+)+$/.test("a".repeat(50) + "b")',
  'for (const all = [];;) all.push(new Array(1e5).fill(1))',
  '"x".repeat(2 ** 28).repeat(100)',
  'new Uint8Array(2 ** 30)',
  '[].indexOf.call({ length: 2 ** 53 - 1 }, 1)',
  'throw Object.freeze(new TypeError("frozen"))',
  'throw new Proxy(new Error(), { get() { throw 1 } })',
  'throw null',
  'eval("throw new Error(1)")',
  'new Function("return function* () { yield* yield }")()().next()',
  '__marks.line = "x"; __marks.called = null',
] as const

/** A statement of a program. */
function piece(random: Random): string {
  const value = (): string => random.pick(values)
  switch (random.below(12)) {
    case 0:
      return `yield* sleep(${random.pick(['0', '1', '5', '1e9', value()])})`
    case 1:
      return `held.push(createTask(child(${random.below(4)}), { name: ${value()} }))`
    case 2:
      return `try { yield* ${random.pick(calls)}(${value()}, ${value()}) } catch (e) { print(e) }`
    case 3:
      return `${random.pick(calls)}(${value()}, ${value()})`
    case 4:
      return `print(${value()}, ${value()})`
    case 5:
      return `held[${random.below(3)}]?.cancel()`
    case 6:
      return `yield* gather(held, { returnExceptions: ${random.isLucky(0.5)} })`
    case 7:
      return `yield* ${value()}`
    case 8:
      return `const { a, b: [c] } = ${value()}`
    case 9:
      return `for (const x of ${value()}) { print(x); yield* sleep(1) }`
    case 10:
      return random.pick(ways)
    default:
      return `(${value()}).${random.pick(['foo', 'next', 'then', 'constructor', 'x.y'])}()`
  }
}

interface Parts {
  readonly head: string
  readonly child: readonly string[]
  readonly main: readonly string[]
  readonly clock: string
}

function sourceOf({ head, child, main }: Partial<Parts>): string {
  return `${String(head)}
const held = []
function* child(n) {
${list(child)}
  return n
}
export function* main() {
${list(main)}
}`
}

function list(pieces: unknown): string {
  return (Array.isArray(pieces) ? pieces : [pieces]).map(String).join('\n')
}

const order: Omit<ProgramOrder, 'source' | 'clock'> = {
  name: 'input',
  controls: { a: 1 },
  timeLimitMs: 10,
  memoryLimitMiB: 16,
  maxEvents: 2_000,
}

let world: string | null = null

/**
 * Plays programs in the sealed interpreter, without a thread around it. Whatever one does, it has
 * an outcome in words for a person, with a line of its own, and what is recorded of it can be kept.
 */
export const programKind: Kind = {
  bases: () => {
    const random = new Random(1)
    const pieces = (most: number): string[] =>
      Array.from({ length: random.below(most) }, () => piece(random))
    return Promise.resolve(
      Array.from({ length: PROGRAMS }, (): Parts => ({
        head: IMPORTS,
        child: pieces(4),
        main: pieces(MOST_PIECES),
        clock: random.isLucky(0.9) ? 'virtual' : 'real',
      })),
    )
  },
  exercise: async (text) => {
    const parts = partsOf(text)
    const source = sourceOf(parts)
    world ??= worldCode(join(import.meta.dirname, 'program-world.cjs'))
    const clock = parts.clock === 'real' ? 'real' : 'virtual'
    const { outcome, recording } = await playProgram({ ...order, source, clock }, world)
    if (outcome.kind !== 'finished') check(outcome, source)
    if (recording === null) return
    const read = await unpackRecording(await packRecording(recording))
    if (eventCount(read) !== eventCount(recording)) throw new TypeError('events were lost')
  },
}

function partsOf(text: string): Partial<Parts> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Parts>
  } catch {
    return { head: text }
  }
}

function check(
  { message, line }: { readonly message: string; readonly line: number | null },
  source: string,
): void {
  if (message === '' || message.length > 10_000) throw new TypeError(`no words: "${message}"`)
  const seen = OUTSIDE.exec(message)
  if (seen !== null && !source.includes(seen[0])) {
    throw new TypeError(`what is around the program is told: ${message}`)
  }
  if (line !== null && (line < 1 || line > source.split('\n').length)) {
    throw new TypeError(`there is no line ${line}: ${message}`)
  }
}
