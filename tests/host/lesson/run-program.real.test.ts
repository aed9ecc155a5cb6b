import { cp, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  eventAt,
  eventCount,
  stackAt,
  textAt,
} from '../../../src/engine/recorder/recording/recording'
import type { Recording } from '../../../src/engine/recorder/recording/recording'
import { runProgram, type ProgramRequest } from '../../../src/host/lesson/run-program'
import { scratch } from '../../scratch'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

const run = (source: string, request: Partial<ProgramRequest> = {}) =>
  runProgram({ name: 'test', language: 'typescript', source, ...request }, engineFolder)

function printed(recording: Recording | null): string[] {
  if (recording === null) return []
  const events = Array.from({ length: eventCount(recording) }, (_, n) => eventAt(recording, n))
  return events
    .filter(({ kind }) => kind === 'printed')
    .map(({ object }) => textAt(recording, object))
}

describe('a program', () => {
  test('runs on the virtual clock with its types taken out, and is recorded', async () => {
    const { outcome, recording } = await run(`
      import { createTask, print, sleep, type Coroutine } from 'corewise'
      interface Step { readonly ms: number }
      function* nap({ ms }: Step): Coroutine<string> {
        yield* sleep(ms)
        return 'rested'
      }
      export function* main(): Coroutine<void> {
        const task = createTask(nap({ ms: 3_600_000 }), { name: 'napper' })
        print(yield* task, [1, 2], { a: 1 })
      }
    `)
    expect(outcome).toEqual({ kind: 'finished' })
    expect(printed(recording)).toEqual(['rested [1, 2] {"a":1}'])
  })

  test('blocks in a thread of a pool alone, and waits for one that is free', async () => {
    const { recording } = await run(`
      import { createTask, gather, getRunningLoop, print, sleep, toThread, ThreadPool, work } from 'corewise'
      function block(name) {
        work(100)
        print(name)
        return name
      }
      function* tick() {
        for (let n = 1; n <= 2; n += 1) { yield* sleep(40); print('tick', getRunningLoop().time()) }
      }
      export function* main() {
        const loop = getRunningLoop()
        loop.setDefaultExecutor(new ThreadPool(2))
        createTask(tick())
        const names = yield* gather(['a', 'b', 'c'].map((name) => toThread(block, name)))
        print(names, loop.time())
        try { yield* toThread(() => { throw new Error('no rows') }) } catch (e) { print(e.message) }
        loop.runInExecutor(undefined, block, 'left behind')
      }
    `)
    expect(printed(recording)).toEqual([
      ...['tick 40', 'tick 80', 'a', 'b', 'c', '[a, b, c] 200', 'no rows', 'left behind'],
    ])
  })

  test('lets real time pass for each thread alone', async () => {
    const { recording } = await run(
      `import { print, toThread, work, createTask, sleep } from 'corewise'
      function* tick() { yield* sleep(20); print('tick') }
      export function* main() {
        createTask(tick())
        yield* toThread(() => work(60))
        print('over')
      }`,
      { clock: 'real' },
    )
    expect(printed(recording).sort()).toEqual(['over', 'tick'])
    expect(recording?.events.atMs.at(-1)).toBeGreaterThanOrEqual(60)
  })

  test('shows at which line a task runs that prints, creates a task or sets a timer', async () => {
    const { recording } =
      await run(`import { createTask, print, sleep, type Coroutine } from 'corewise'
function* inner(name = String(print.name)): Coroutine<void> {
  print(name)
  yield* sleep(5)
  print('again')
}
export function* main(): Coroutine<void> {
  const task = createTask(inner('x'))
  print('made')
  yield* inner(
    String(print('args')),
  )
  yield* task
}`)
    if (recording === null) throw new Error('nothing was recorded')
    const linesOf = (kind: string) =>
      Array.from({ length: eventCount(recording) }, (_, n) => eventAt(recording, n))
        .filter((event) => event.kind === kind)
        .map(({ place }) => stackAt(recording, place).map(({ line }) => line))
    expect(linesOf('printed')).toEqual([[9], [11], [10, 3], [3], [10, 5], [5]])
    // Nobody of the program creates main.
    expect(linesOf('task-created')).toEqual([[], [8]])
    expect(linesOf('timer-set')).toEqual([[10, 4], [4]])
  })

  test('shows at which line each task is suspended, with the calls that led there', async () => {
    const { recording } = await run(`import { sleep, type Coroutine } from 'corewise'
function* inner(): Coroutine<void> {
  yield* sleep(5)
}
export function* main(): Coroutine<void> {
  yield* sleep(0)
  yield* inner()
}`)
    if (recording === null) throw new Error('nothing was recorded')
    const stacks = Array.from({ length: eventCount(recording) }, (_, n) => eventAt(recording, n))
      .filter(({ kind }) => kind === 'step-yielded' || kind === 'step-awaiting')
      .map(({ place }) =>
        stackAt(recording, place).map((site) => `${site.functionName}:${site.line} ${site.text}`),
      )
    expect(stacks).toEqual([['main:6 sleep(0)'], ['main:7 inner()', 'inner:3 sleep(5)']])
  })

  test('a program that throws is reported at its line, and what happened before is kept', async () => {
    const { outcome, recording } =
      await run(`import { print, sleep, type Coroutine } from 'corewise'
export function* main(): Coroutine<void> {
  print('before')
  yield* sleep(1)
  throw new RangeError('too far')
}`)
    expect(outcome).toEqual({ kind: 'failed', message: 'RangeError: too far', line: 5 })
    expect(printed(recording)).toEqual(['before'])
  })

  test.each([
    ['that is not TypeScript', 'export function* main() {\n  yield* sleep(1\n}', 3],
    ['that uses a name twice', 'const a = 1\nconst a = 2\nexport function* main() {}', 2],
  ])('a program %s is reported at its line', async (_, source, line) => {
    const { outcome, recording } = await run(source)
    expect(outcome).toMatchObject({ kind: 'failed', line })
    expect(recording).toBeNull()
  })

  test('a program without a main function is told that it needs one', async () => {
    const { outcome } = await run('export const answer = 42')
    expect(outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('`main`') as string,
    })
  })

  test('a program that cannot begin, as a part of the lab is missing, is told which', async () => {
    const withoutWorld = await scratch()
    await cp(join(engineFolder, 'program-thread.cjs'), join(withoutWorld, 'program-thread.cjs'))
    await symlink(join(engineFolder, 'chunks'), join(withoutWorld, 'chunks'), 'junction')
    const source = 'export function* main() {}'
    const { outcome, recording } = await runProgram(
      { name: 'test', language: 'typescript', source },
      withoutWorld,
    )
    expect(outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('program-world.cjs') as string,
      line: null,
    })
    expect(recording).toBeNull()
  })

  test('a program that never pauses is stopped with a message, and what it printed until then is kept', async () => {
    const { outcome, recording } = await run(
      `import { createTask, print, sleep } from 'corewise'
      function* other() { print('the other one') }
      export function* main() {
        createTask(other())
        yield* sleep(5)
        print('before')
        for (;;);
      }`,
      { timeLimitMs: 300 },
    )
    expect(outcome).toEqual({
      kind: 'stopped',
      message: 'a task ran for 0.3 s without pausing, and nobody can interrupt a task',
      line: 7,
    })
    expect(printed(recording)).toEqual(['the other one', 'before'])
    const last = eventAt(recording ?? raise(), eventCount(recording ?? raise()) - 1)
    expect(last.kind).toBe('printed')
  })

  test.each([
    ['in a regular expression', "/^(a+)+$/.test('a'.repeat(60) + 'b')"],
    ['in the engine’s own code', '[].indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
    ...['', 'x();', 'x(); x();', 'x(); x(); x();', 'x(); x(); x(); x();'].map((more) => [
      `in promises that call ${(more.match(/x/g) ?? []).length} times more`,
      `(function next() { ${more} Promise.resolve().then(next) })(); yield* sleep(1)`,
    ]),
    ['in an async function', '(async function next() { await 0; next() })(); yield* sleep(1)'],
  ])(
    'a program that hangs %s is stopped in that line, and what it recorded is kept',
    async (_, hang) => {
      const { outcome, recording } = await run(
        `import { print, sleep } from 'corewise'
      export function* main() {
        for (const n of [1, 2]) print(n)
        yield* sleep(1);
        ${hang}
      }
      function x() {}`,
        { timeLimitMs: 300 },
      )
      expect(outcome).toMatchObject({
        kind: 'stopped',
        message: 'a task ran for 0.3 s without pausing, and nobody can interrupt a task',
        line: 5,
        isCall: true,
      })
      expect(printed(recording)).toEqual(['1', '2'])
    },
  )

  test('a program that pauses for ever is stopped too, and what happened is kept', async () => {
    const { outcome, recording } = await run(
      `import { sleep } from 'corewise'
      export function* main() { for (;;) yield* sleep(1) }`,
      { timeLimitMs: 1_500 },
    )
    expect(outcome).toEqual({
      kind: 'stopped',
      message: 'it was still running after 1.5 s',
      line: 2,
    })
    expect(eventCount(recording ?? raise())).toBeGreaterThan(100)
  })

  test('a program that is stopped names the loop that went round last, in whatever way it is written', async () => {
    const loops = [
      'for (const n of [1, 2]) if (n > 1) continue',
      'outer: for (const key in { a: 1 }) for (;;) continue outer',
      'let n = 0; do n += 1; while (n < 3)',
      'while (n < 9) { n += 1; if (n > 5) break }',
      'for (;;) yieldless()',
    ]
    const source = `export function* main() {\n${loops.join('\n')}\n}\nfunction yieldless() {}`
    const { outcome } = await run(source, { timeLimitMs: 300 })
    expect(outcome).toMatchObject({ kind: 'stopped', line: 6 })
  })

  test('a program that is stopped where it has no loop names none', async () => {
    const { outcome } = await run(
      `import { Future } from 'corewise'
      export function* main() { yield* new Future() }`,
      { timeLimitMs: 300, clock: 'real' },
    )
    expect(outcome).toMatchObject({ kind: 'stopped', line: null })
  })

  test('a program that throws what is no error fails in the line of its throw', async () => {
    const { outcome } = await run(
      `import { sleep } from 'corewise'
      function* five() {
        yield* sleep(1)
        throw 5
      }
      export function* main() {
        try { throw 'caught' } catch {}
        yield* five()
      }`,
    )
    expect(outcome).toEqual({ kind: 'failed', message: 'the program threw 5', line: 4 })
  })

  test.each([
    ['', 'all.push(new Array(1000).fill(0))'],
    [' in buffers, which are not in its heap,', 'all.push(new Uint8Array(20_000_000).fill(1))'],
  ])('a program that takes too much memory%s is stopped with a message', async (_, fill) => {
    const { outcome } = await run(
      `export function* main() { const all = []
        for (;;) ${fill} }`,
      { memoryLimitMiB: 32, timeLimitMs: 30_000 },
    )
    expect(outcome).toEqual({
      kind: 'stopped',
      message: 'it took more than 32 MiB of memory',
      line: 2,
    })
  })

  test('a program that writes to the console prints', async () => {
    const { outcome, recording } = await run(
      'export function* main() { console.log("hi", [1]); console.error(2) }',
    )
    expect(outcome).toEqual({ kind: 'finished' })
    expect(printed(recording)).toEqual(['hi [1]', '2'])
  })

  test('a program that ends in a deadlock fails in the line at which its main task stands', async () => {
    const { outcome } = await run(`import { getRunningLoop, sleep } from 'corewise'
      function* forEver() {
        yield* sleep(1)
        yield* getRunningLoop().createFuture()
      }
      export function* main() { yield* forEver() }`)
    expect(outcome).toMatchObject({ kind: 'failed', line: 4 })
    expect(outcome).toHaveProperty('message', expect.stringMatching(/deadlock: .* Task-1$/))
  })

  test('gets only the loop’s names: nothing of Node, by no way round', async () => {
    const { outcome, recording } = await run(`import * as corewise from 'corewise'
      const { print } = corewise
      const attempts: (() => unknown)[] = [
        () => typeof process, () => typeof require('node:fs'), () => typeof setTimeout,
        () => typeof globalThis.constructor.constructor('return process')(),
        () => typeof (corewise.sleep as any).constructor('return process')(),
        () => typeof (corewise.getRunningLoop() as any).time.constructor('return process')(),
        () => (0, eval)('typeof process'),
      ]
      export function* main() {
        for (const attempt of attempts) {
          try { print(attempt()) } catch (error) { print((error as Error).name) }
        }
        try { yield* corewise.sleep('x' as any) } catch (error) { print(error instanceof TypeError) }
      }`)
    expect(outcome).toEqual({ kind: 'finished' })
    const got = printed(recording)
    expect(got.at(-1)).toBe('true')
    expect(got).toHaveLength(8)
    for (const line of got.slice(0, -1)) expect(line).toMatch(/^undefined$|Error$/)
  })

  test('reads its controls, and says which is set to a value of another type', async () => {
    const source = `import { control, print } from 'corewise'
      export function* main() { print(control('count', 3), control('loud', false)) }`
    expect(printed((await run(source)).recording)).toEqual(['3 false'])
    const set = await run(source, { controls: { count: 9, loud: true } })
    expect(printed(set.recording)).toEqual(['9 true'])
    const { outcome } = await run(source, { controls: { count: 'many' } })
    expect(outcome).toMatchObject({ kind: 'failed', line: 2 })
  })

  test('a program that works moves the virtual clock on, and nobody else runs meanwhile', async () => {
    const { recording } =
      await run(`import { createTask, getRunningLoop, print, sleep, work } from 'corewise'
      function* tick() { yield* sleep(10); print('tick at', getRunningLoop().time()) }
      export function* main() { const task = createTask(tick()); yield* sleep(0); work(300); yield* task }`)
    expect(printed(recording)).toEqual(['tick at 300'])
  })

  test('a program is told which coroutines it never awaited, also when it fails', async () => {
    const { outcome, recording } = await run(`import { sleep, type Coroutine } from 'corewise'
class Page { *fetch(): Coroutine<void> { yield* sleep(20) } }
class Cached extends Page {
  constructor() { super() }
  override *fetch(): Coroutine<void> { yield* super.fetch(); super.fetch() }
}
export function* main(): Coroutine<void> {
  const page = new Cached()
  page.fetch()
  yield* page.fetch()
  throw new Error('no')
}`)
    expect(outcome).toEqual({ kind: 'failed', message: 'Error: no', line: 11 })
    const advice = 'put yield* before it, or createTask around it'
    expect(printed(recording)).toEqual([
      `coroutine page.fetch was never awaited (line 9: ${advice})`,
      `coroutine fetch was never awaited (line 5: ${advice})`,
    ])
  })

  test('a program has its errors told, whatever its exception handler does', async () => {
    const { outcome, recording } =
      await run(`import { createTask, getRunningLoop, sleep, type Coroutine } from 'corewise'
function* bad(): Coroutine<void> { throw new Error('lost') }
export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  loop.setExceptionHandler(() => { throw new TypeError('bug in handler') })
  loop.callSoon(function tick() { throw new Error('the real error') })
  yield* sleep(1)
  loop.setExceptionHandler(undefined)
  createTask(bad(), { name: 'download' })
  yield* sleep(1)
}`)
    expect(outcome).toEqual({ kind: 'finished' })
    expect(printed(recording)).toEqual([
      'Exception in callback function tick (<Handle function tick>): Error: the real error',
      'Unhandled error in exception handler: TypeError: bug in handler',
      'Task exception was never retrieved (<Task failed name="download">): Error: lost',
    ])
  })

  test('a program can be cancelled from outside', async () => {
    const { outcome } = await run('export function* main() { for (;;); }', {
      signal: AbortSignal.timeout(100),
    })
    expect(outcome).toEqual({ kind: 'stopped', message: 'it was cancelled', line: null })
  })
})

function raise(): never {
  throw new Error('nothing was recorded')
}

describe('a mistake in a program', () => {
  test.each([
    ['a yield without its star', '  yield sleep(10)', 'yield was used instead of yield*', 4],
    ['a yield* of nothing', '  yield* undefined', 'yield* of undefined: only a coroutine', 4],
    ['a yield* of a function', '  yield* (0, main)', 'yield* of function main: only a', 4],
    ['a name that is not there', '  nosuch(3)', "'corewise' exports nothing called nosuch", 4],
  ])('%s is told with its line', async (_, line, message, number) => {
    const { outcome } = await run(`import { nosuch, sleep } from 'corewise'
export function* main() {
  yield* sleep(1)
${line}
}`)
    expect(outcome).toMatchObject({ kind: 'failed', line: number })
    expect(outcome).toHaveProperty('message', expect.stringContaining(message))
  })

  test.each(['async function main', 'async function* main'])(
    '%s is refused, as its awaits are not those of the loop',
    async (head) => {
      const { outcome } = await run(`export ${head}() { await 1 }`)
      expect(outcome).toMatchObject({ kind: 'failed' })
      expect(outcome).toHaveProperty('message', expect.stringContaining('main is async'))
    },
  )
})
