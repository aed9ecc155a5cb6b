import { describe, expect, test } from 'vitest'
import {
  asyncFor,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type CoroutineIterable,
  type ExceptionContext,
  type Future,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** Counts to `last`, a millisecond a number. */
function ticker(last: number, events: string[] = []): CoroutineIterable<number> {
  return {
    [Symbol.asyncIterator]() {
      let n = 0
      return {
        *next() {
          yield* sleep(1)
          n += 1
          return n > last ? { done: true, value: undefined } : { done: false, value: n }
        },
        *return() {
          yield* sleep(1)
          events.push('closed')
        },
      }
    },
  }
}

function* collect<T>(iterable: CoroutineIterable<T> | Iterable<Coroutine<T> | Future<T> | T>) {
  const items: T[] = []
  yield* asyncFor(iterable, function* (item) {
    items.push(item)
  })
  return items
}

describe('asyncFor', () => {
  test('awaits each next item, while others run', () =>
    virtually(
      (function* () {
        const events: unknown[] = []
        const other = createTask(
          asyncFor(ticker(3), function* (n) {
            events.push(`other ${n}`)
          }),
        )
        yield* asyncFor(ticker(3), function* (n) {
          events.push(n)
        })
        yield* other
        expect(events).toEqual([1, 'other 1', 2, 'other 2', 3, 'other 3'])
      })(),
    ))

  test('awaits the body before it asks for the next item', () =>
    virtually(
      (function* () {
        const times: number[] = []
        yield* asyncFor(ticker(3), function* () {
          yield* sleep(10)
          times.push(getRunningLoop().time())
        })
        expect(times).toEqual([11, 22, 33])
      })(),
    ))

  test('ends when the body gives false, and closes what it leaves', () =>
    virtually(
      (function* () {
        const events: string[] = []
        yield* asyncFor(ticker(5, events), function* (n) {
          events.push(String(n))
          return n < 2
        })
        expect(events).toEqual(['1', '2', 'closed'])
      })(),
    ))

  test('asyncFor does not close what came to its end', () =>
    virtually(
      (function* () {
        const events: string[] = []
        yield* asyncFor(ticker(2, events), () => sleep(0))
        expect(events).toEqual([])
      })(),
    ))

  test('iterates over native asynchronous generators, and awaits their cleaning up', async () => {
    const events: string[] = []
    async function* native() {
      try {
        for (const letter of ['a', 'b', 'c']) {
          await Promise.resolve()
          yield letter
        }
      } finally {
        await Promise.resolve()
        events.push('cleaned up')
      }
    }
    expect(await virtually(collect(native()))).toEqual(['a', 'b', 'c'])
    function* main() {
      yield* asyncFor(native(), function* (letter) {
        return letter !== 'b'
      })
      events.push('goes on')
    }
    await virtually(main())
    expect(events).toEqual(['cleaned up', 'cleaned up', 'goes on'])
  })

  test('throws what the cleaning up of a native generator throws', async () => {
    async function* native() {
      try {
        await Promise.resolve()
        yield 1
      } finally {
        throw new RangeError('not cleaned up')
      }
    }
    function* main() {
      yield* asyncFor(native(), function* () {
        return false
      })
    }
    await expect(virtually(main())).rejects.toThrow('not cleaned up')
  })

  test('iterates over plain iterables and awaits items that can be awaited', async () => {
    expect(await virtually(collect([1, 2, 3]))).toEqual([1, 2, 3])
    expect(await virtually(collect('abc'))).toEqual(['a', 'b', 'c'])
    expect(await virtually(collect([sleep(2, 'slow'), 'plain', sleep(1, 'quick')]))).toEqual([
      'slow',
      'plain',
      'quick',
    ])
    function* main() {
      return yield* collect([createTask(sleep(2, 'task'))])
    }
    expect(await virtually(main())).toEqual(['task'])
  })

  test('closes a plain generator that it leaves early', async () => {
    const events: string[] = []
    function* letters() {
      try {
        yield* ['a', 'b', 'c']
      } finally {
        events.push('closed')
      }
    }
    await virtually(
      asyncFor(letters(), function* (letter) {
        events.push(letter)
        return letter !== 'b'
      }),
    )
    expect(events).toEqual(['a', 'b', 'closed'])
  })

  test('throws what the body or the iterator throws', async () => {
    const body = function* () {
      throw new RangeError('of the body')
    }
    await expect(virtually(asyncFor([1], body))).rejects.toThrow('of the body')
    const broken: CoroutineIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        *next() {
          throw new RangeError('of the iterator')
        },
      }),
    }
    await expect(virtually(collect(broken))).rejects.toThrow('of the iterator')
  })

  test('asyncFor is cancelled while it awaits an item', () =>
    virtually(
      (function* () {
        const task = createTask(collect(ticker(1000)))
        yield* sleep(5)
        task.cancel()
        yield* wait([task])
        expect([task.cancelled(), getRunningLoop().time()]).toEqual([true, 6])
      })(),
    ))

  test('closes what it reads when the body throws, and when its task is cancelled', () =>
    virtually(
      (function* () {
        const events: string[] = []
        const throwing = createTask(
          asyncFor(ticker(5, events), function* () {
            throw new RangeError('of the body')
          }),
        )
        yield* wait([throwing])
        expect([events, String(throwing.exception())]).toEqual([
          ['closed'],
          'RangeError: of the body',
        ])
        const inBody = createTask(asyncFor(ticker(5, events), () => sleep(100)))
        const atNext = createTask(asyncFor(ticker(5, events), () => sleep(1)))
        yield* sleep(2.5)
        inBody.cancel()
        atNext.cancel()
        yield* wait([inBody, atNext])
        expect(events).toEqual(['closed', 'closed', 'closed'])
        expect([inBody.cancelled(), atNext.cancelled()]).toEqual([true, true])
      })(),
    ))

  test('closes native generators and plain iterators, whoever ends the reading', async () => {
    const events: string[] = []
    async function* native() {
      try {
        for (let i = 0; ; i += 1) {
          yield i
          await Promise.resolve()
        }
      } finally {
        events.push('native closed')
      }
    }
    function* plain() {
      try {
        for (let i = 0; ; i += 1) yield i
      } finally {
        events.push('plain closed')
      }
    }
    const throwing = function* () {
      throw new RangeError('of the body')
    }
    await expect(virtually(asyncFor(native(), throwing))).rejects.toThrow('of the body')
    await expect(virtually(asyncFor(plain(), throwing))).rejects.toThrow('of the body')
    expect(events).toEqual(['native closed', 'plain closed'])
    function* main() {
      createTask(asyncFor(native(), () => sleep(100)))
      createTask(asyncFor(plain(), () => sleep(100)))
      yield* sleep(10)
    }
    await virtually(main())
    expect(events.slice(2).sort()).toEqual(['native closed', 'plain closed'])
  })

  test('closes a plain iterator of which an item fails', async () => {
    const events: string[] = []
    function* failing(): Coroutine<number> {
      throw new RangeError('of an item')
    }
    function* items() {
      try {
        yield failing()
      } finally {
        events.push('closed')
      }
    }
    await expect(virtually(collect(items()))).rejects.toThrow('of an item')
    expect(events).toEqual(['closed'])
  })

  test('closes a native generator that is busy as soon as it can, at the end of run at the latest', async () => {
    const events: string[] = []
    async function* busy() {
      try {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 20))
          yield 'item'
        }
      } finally {
        events.push('closed')
      }
    }
    function* main() {
      const reader = createTask(asyncFor(busy(), () => sleep(0)))
      yield* sleep(0)
      reader.cancel()
      yield* wait([reader])
      events.push('goes on')
    }
    await virtually(main())
    expect(events).toEqual(['goes on', 'closed'])
  })

  test('asyncFor does not keep the run from ending for a native generator that never comes to an item', async () => {
    async function* hanging() {
      await new Promise(() => undefined)
      yield 'never'
    }
    function* main() {
      createTask(asyncFor(hanging(), () => sleep(0)))
      yield* sleep(1)
      return 'ended'
    }
    expect(await virtually(main())).toBe('ended')
  })

  test('keeps the first error, and reports that of the closing', async () => {
    const reported: ExceptionContext[] = []
    const iterable: CoroutineIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => ({ done: false, value: 1 }),
        *return() {
          throw new RangeError('of the closing')
        },
      }),
    }
    function* main() {
      getRunningLoop().setExceptionHandler((_, context) => reported.push(context))
      yield* asyncFor(iterable, function* () {
        throw new RangeError('of the body')
      })
    }
    await expect(virtually(main())).rejects.toThrow('of the body')
    expect(reported).toEqual([
      {
        message: 'an error occurred during closing of an iterator',
        exception: new RangeError('of the closing'),
      },
    ])
  })

  test('asyncFor is closed itself when it is closed from outside, with what it reads', () => {
    const events: string[] = []
    function* letters() {
      try {
        yield* ['a', 'b', 'c']
      } finally {
        events.push('closed')
      }
    }
    const reading = asyncFor(letters(), () => sleep(0))
    reading.next()
    reading.return()
    expect(events).toEqual(['closed'])
  })

  test.each([
    ['a number', 42, '42'],
    ['nothing', undefined, 'undefined'],
    ['a plain object', {}, '[object Object]'],
  ])('refuses %s and quotes it', async (_, value, quoted) => {
    const iterable = value as unknown as Iterable<number>
    await expect(virtually(collect(iterable))).rejects.toThrow(
      new TypeError(`asyncFor: an iterable was expected, got ${quoted}`),
    )
  })
})
