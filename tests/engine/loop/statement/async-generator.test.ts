import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  CancelledError,
  EventLoop,
  GeneratorExit,
  Lock,
  asyncFor,
  asyncGenerator,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  waitFor,
  type CoroutineGenerator,
  type ExceptionContext,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Counts from 1, a millisecond a number, and notes its end. */
function counting(events: string[] = [], last = Infinity): CoroutineGenerator<number> {
  return asyncGenerator<number>(function* (emit) {
    try {
      for (let n = 1; n <= last; n += 1) {
        yield* sleep(1)
        yield* emit(n)
      }
    } finally {
      yield* sleep(1)
      events.push(`ended at ${getRunningLoop().time()}`)
    }
  })
}

describe('an asynchronous generator', () => {
  test('awaits between its items, and is read with asyncFor', () =>
    virtually(
      (function* () {
        const [events, items]: [string[], number[]] = [[], []]
        yield* asyncFor(counting(events, 3), function* (n) {
          expectTypeOf(n).toEqualTypeOf<number>()
          items.push(n)
        })
        expect([items, events]).toEqual([[1, 2, 3], ['ended at 4']])
      })(),
    ))

  test('runs nothing before it is asked, and ends as often as it is asked at its end', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const generator = asyncGenerator<number>(function* (emit) {
          events.push('begun')
          yield* emit(1)
        })
        const next = generator.next()
        expect(events).toEqual([])
        expect(yield* next).toEqual({ done: false, value: 1 })
        for (let i = 0; i < 2; i += 1) {
          expect(yield* generator.next()).toEqual({ done: true, value: undefined })
        }
        yield* generator.aclose()
      })(),
    ))

  test('an asynchronous generator is sent values, and errors', () =>
    virtually(
      (function* () {
        let isOver = false
        const generator = asyncGenerator<string, number>(function* (emit) {
          let sent: number | string = 0
          while (!isOver) {
            try {
              sent = yield* emit(`got ${sent}`)
            } catch (error) {
              sent = String(error)
            }
          }
        })
        const early = createTask(generator.asend(1))
        yield* wait([early])
        expect(String(early.exception())).toContain('a generator that has not begun takes no value')
        expect(yield* generator.next()).toEqual({ done: false, value: 'got 0' })
        expect(yield* generator.asend(7)).toEqual({ done: false, value: 'got 7' })
        expect(yield* generator.athrow(new RangeError('no'))).toEqual({
          done: false,
          value: 'got RangeError: no',
        })
        const closing = createTask(generator.aclose())
        yield* wait([closing])
        expect(String(closing.exception())).toBe('Error: the generator ignored GeneratorExit')
        isOver = true
      })(),
    ))

  test('throws its error once, and has ended then', () =>
    virtually(
      (function* () {
        const generator = asyncGenerator<number>(function* () {
          yield* sleep(1)
          throw new RangeError('no')
        })
        const failing = createTask(generator.next())
        yield* wait([failing])
        expect(failing.exception()).toEqual(new RangeError('no'))
        expect((yield* generator.next()).done).toBe(true)
        expect((yield* generator.athrow(new Error('late'))).done).toBe(true)
      })(),
    ))

  test('an asynchronous generator is closed where it stands, and may await the loop meanwhile', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const generator = counting(events)
        yield* generator.next()
        yield* generator.aclose()
        expect(events).toEqual(['ended at 2'])
        const unread = counting(events)
        yield* unread.aclose()
        expect(events).toHaveLength(1)
      })(),
    ))

  test('an asynchronous generator is closed through all that it awaits: inner coroutines, blocks and readings', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const lock = new Lock()
        function* inner(emit: (n: number) => ReturnType<typeof sleep>) {
          try {
            yield* emit(1)
          } finally {
            yield* sleep(1)
            events.push('inner ended')
          }
          events.push('not reached')
        }
        const outer = asyncGenerator<number>(function* (emit) {
          yield* asyncWith(lock, function* () {
            yield* asyncFor(counting(events), function* () {
              yield* inner(emit)
            })
          })
        })
        yield* outer.next()
        expect(lock.locked()).toBe(true)
        yield* outer.aclose()
        expect([events, lock.locked()]).toEqual([['inner ended', 'ended at 3'], false])
      })(),
    ))

  test('hands out items of its own through those that it reads', () =>
    virtually(
      (function* () {
        const doubled = asyncGenerator<number>(function* (emit) {
          yield* asyncFor(counting([], 3), function* (n) {
            yield* emit(2 * n)
          })
        })
        const items: number[] = []
        yield* asyncFor(doubled, function* (n) {
          items.push(n)
        })
        expect(items).toEqual([2, 4, 6])
      })(),
    ))

  test('an asynchronous generator is awaited by one at a time', () =>
    virtually(
      (function* () {
        const generator = counting()
        const [first, second, closing] = [
          createTask(generator.next()),
          createTask(generator.next()),
          createTask(generator.aclose()),
        ]
        yield* wait([first, second, closing])
        expect(first.result()).toEqual({ done: false, value: 1 })
        expect(String(second.exception())).toBe('Error: next(): the generator is running already')
        expect(String(closing.exception())).toBe(
          'Error: aclose(): the generator is running already',
        )
      })(),
    ))

  test('an asynchronous generator is cancelled with who awaits its next item, and has ended then', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const generator = counting(events)
        const reading = createTask(generator.next())
        yield* sleep(0.5)
        reading.cancel()
        yield* wait([reading])
        expect([reading.cancelled(), events]).toEqual([true, ['ended at 1.5']])
        expect((yield* generator.next()).done).toBe(true)
        const limited = counting()
        try {
          yield* waitFor(limited.next(), 0.5)
        } catch (error) {
          expect(String(error)).toBe('TimeoutError')
        }
        expect((yield* limited.next()).done).toBe(true)
      })(),
    ))

  test('an asynchronous generator can await one asking once only', () =>
    virtually(
      (function* () {
        const next = counting().next()
        yield* next
        const again = createTask(next)
        yield* wait([again])
        expect(String(again.exception())).toBe('Error: cannot reuse already awaited coroutine')
      })(),
    ))

  test('gives nothing to a task outside of its body', () =>
    virtually(
      (function* () {
        let escaped: (() => ReturnType<typeof sleep>) | undefined
        const generator = asyncGenerator<number>(function* (emit) {
          escaped = () => emit(1)
          yield* emit(0)
        })
        yield* generator.next()
        function* elsewhere() {
          if (escaped !== undefined) yield* escaped()
        }
        const task = createTask(elsewhere())
        yield* wait([task])
        expect(String(task.exception())).toContain(
          'emit can be awaited only within its asyncGenerator in <Task',
        )
      })(),
    ))
})

describe('a generator that nobody reads to its end', () => {
  test('a generator that nobody reads to its end is closed at the end of run, and its errors are told', async () => {
    const events: string[] = []
    const reported: ExceptionContext[] = []
    const kept: unknown[] = []
    function* main() {
      getRunningLoop().setExceptionHandler((_, context) => reported.push(context))
      const generator = counting(events)
      const failing = asyncGenerator<number>(function* (emit) {
        try {
          yield* emit(1)
        } catch (error) {
          events.push(String(error))
          throw new RangeError('in its end')
        }
      })
      kept.push(generator, failing)
      yield* generator.next()
      yield* failing.next()
      events.push('main ends')
    }
    await virtually(main())
    expect(events).toEqual(['main ends', 'GeneratorExit', 'ended at 2'])
    expect(reported).toEqual([
      {
        message: 'an error occurred during closing of an asynchronous generator',
        exception: new RangeError('in its end'),
      },
    ])
  })

  test('a generator that nobody reads to its end is closed when the garbage collector finds it', async () => {
    const events: string[] = []
    const loop = new EventLoop({ clock: 'virtual' })
    function* readOne() {
      yield* counting(events).next()
    }
    await loop.runUntilComplete(readOne())
    for (let i = 0; i < 100 && events.length === 0; i += 1) {
      collectGarbage()
      await new Promise((resolve) => setImmediate(resolve))
      await loop.runUntilComplete(sleep(2))
    }
    expect(events).toHaveLength(1)
    loop.close()
  })
})

test('GeneratorExit and CancelledError are errors of their own', () => {
  expect(new GeneratorExit()).not.toBeInstanceOf(CancelledError)
  expect(new GeneratorExit().name).toBe('GeneratorExit')
})

describe('asyncWith', () => {
  test('leaves its resource when its coroutine is closed in the block', () => {
    const lock = new Lock()
    const coro = asyncWith(lock, () => sleep(10))
    const loop = new EventLoop({ clock: 'virtual' })
    loop.callSoon(() => {
      coro.next()
      expect(lock.locked()).toBe(true)
      coro.return(undefined)
    })
    loop.runReady(1)
    expect(lock.locked()).toBe(false)
    loop.close()
  })
})
