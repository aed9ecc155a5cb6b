import { describe, expect, test } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { compileProgram } from '../../../../src/engine/program/compile/compile'
import { Frame } from '../../../../src/engine/recorder/recording/places'
import { NeverAwaited } from '../../../../src/engine/program/compile/never-awaited'
import { virtually } from '../../loop/virtually'

const advice = 'put yield* before it, or createTask around it'

/** The lines about what a program's body leaves, whose own lines begin with 1. */
async function leftBy(body: string): Promise<string[]> {
  const { code } = compileProgram(`export function* main(): Coroutine<void> {${body}\n}`)
  const neverAwaited = new NeverAwaited()
  const marks = {
    enter: () => new Frame([]),
    at: (_frame: unknown, _site: number, awaited: unknown) => awaited,
    leave: () => undefined,
    line: 0,
    iterable: (_text: string, value: unknown) => value,
    called: (...call: [number, string, unknown]) => neverAwaited.called(...call),
  }
  const exported: { main?: () => Coroutine<void> } = {}
  const parameters = ['exports', '__marks', 'sleep', 'createTask', 'work', 'deep', 'nothing']
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what it compiled is to be run
  const module = new Function(...parameters, code) as (...values: unknown[]) => void
  const deep = { work, lists: [work] }
  module(exported, marks, sleep, createTask, work, deep, undefined)
  function* main() {
    if (exported.main !== undefined) yield* exported.main()
  }
  await virtually(main())
  return neverAwaited.lines()
}

function* work(): Coroutine<string> {
  yield* sleep(1)
  return 'done'
}

describe('a coroutine that was never awaited is told with its line', () => {
  test.each([
    ['called alone', '\nwork()', ['work', 2]],
    ['of the loop', '\n\nsleep(5)', ['sleep', 3]],
    ['that would skip an iteration', '\nsleep(0)', ['sleep', 2]],
    ['kept', '\nconst kept = work()\nyield* sleep(1)', ['work', 2]],
    ['of an object', '\ndeep.work()', ['deep.work', 2]],
    ['of a list', '\ndeep.lists[0]()', ['(anonymous)', 2]],
    ['in an arrow function', '\nconst go = () => work()\ngo()', ['work', 2]],
    ['in a loop without braces', '\nfor (const n of [1]) work(n)', ['work', 2]],
    ['at the end of a chain', '\ndeep?.work()', ['deep.work', 2]],
    [
      'in the argument of a chain',
      '\nnothing?.go(1)\ndeep?.lists.at(0)?.call(work())',
      ['work', 3],
    ],
  ])(
    'a coroutine %s is told with its line where it was never awaited',
    async (_, body, [name, line]) => {
      expect((await leftBy(body))[0]).toBe(
        `coroutine ${name} was never awaited (line ${line}: ${advice})`,
      )
    },
  )

  test('a coroutine that was never awaited is told with its line once for each place, with how often', async () => {
    expect(await leftBy('\nfor (let n = 0; n < 3; n += 1) { work() }\nwork()')).toEqual([
      `coroutine work was never awaited (line 2, 3 times: ${advice})`,
      `coroutine work was never awaited (line 3: ${advice})`,
    ])
  })
})

describe('nothing is told of a coroutine', () => {
  test.each([
    ['that is awaited', 'yield* work()'],
    ['that is awaited later', 'const later = work(); yield* sleep(0); yield* later'],
    ['that is chosen and awaited', 'yield* (1 > 0 ? work() : sleep(5))'],
    ['that is put in a task', 'yield* createTask(work())'],
    ['whose task is cancelled before it begins', 'createTask(work()).cancel(); yield* sleep(1)'],
    ['that is read as an iterator', 'const it = work(); it.next()'],
    ['that is closed', 'const it = work(); it.return()'],
    ['that is not made', 'nothing?.work().then(sleep(5))'],
  ])('nothing is told of a coroutine %s', async (_, body) => {
    expect(await leftBy(body)).toEqual([])
  })
})
