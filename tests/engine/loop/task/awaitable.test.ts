import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  asCompleted,
  asyncFor,
  createTask,
  ensureFuture,
  gather,
  getRunningLoop,
  isAwaitable,
  shield,
  sleep,
  toPromise,
  waitFor,
  type Awaitable,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

class Ticket implements Awaitable<string> {
  *[Symbol.iterator](): Coroutine<string> {
    yield* sleep(1)
    return 'A 17'
  }
}

describe('an awaitable of one’s own', () => {
  test.each<[string, (ticket: Ticket) => Coroutine<unknown>]>([
    ['yield*', (ticket) => ticket[Symbol.iterator]()],
    ['ensureFuture', (ticket) => ensureFuture(ticket)[Symbol.iterator]()],
    ['waitFor', (ticket) => waitFor(ticket, 10)],
    ['waitFor without time', (ticket) => waitFor(ticket, undefined)],
    ['shield', (ticket) => shield(ticket)[Symbol.iterator]()],
    [
      'gather',
      function* (ticket) {
        const results = yield* gather([ticket, new Ticket(), ticket])
        expect(results).toEqual(['A 17', 'A 17', 'A 17'])
        return results[0]
      },
    ],
    [
      'asCompleted',
      function* (ticket) {
        for (const next of asCompleted([ticket])) return yield* next
        return 'none'
      },
    ],
    [
      'asyncFor',
      function* (ticket) {
        const texts: string[] = []
        let isRead = false
        const next = (): Awaitable<IteratorResult<string>> => ({
          *[Symbol.iterator]() {
            if (isRead) return { done: true, value: undefined }
            isRead = true
            return { done: false, value: yield* ticket }
          },
        })
        yield* asyncFor({ [Symbol.asyncIterator]: () => ({ next }) }, function* (text) {
          texts.push(text)
        })
        return texts.join()
      },
    ],
  ])('an awaitable of one’s own is accepted by %s', async (_, await_) => {
    function* main() {
      return yield* await_(new Ticket())
    }
    expect(await virtually(main())).toBe('A 17')
  })

  test('an awaitable of one’s own is accepted by runUntilComplete and by toPromise', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    expect(await loop.runUntilComplete(new Ticket())).toBe('A 17')
    loop.close()
    const promises: Promise<string>[] = []
    function* main() {
      promises.push(toPromise(new Ticket()))
      yield* sleep(2)
    }
    await virtually(main())
    expect(await promises[0]).toBe('A 17')
  })
})

describe('isAwaitable', () => {
  test('knows coroutines, futures, tasks and awaitables of one’s own', () =>
    virtually(
      (function* () {
        const future = getRunningLoop().createFuture()
        const task = createTask(sleep(0))
        const awaitables = [sleep(1), future, task, new Ticket()]
        expect(awaitables.map(isAwaitable)).toEqual([true, true, true, true])
      })(),
    ))

  test.each([
    ['a list', [1]],
    ['a text', 'abc'],
    ['a set', new Set([1])],
    ['a map', new Map([[1, 2]])],
    ['bytes', new Uint8Array(2)],
    ['a promise', Promise.resolve()],
    ['a coroutine function', sleep],
    ['an object', {}],
    ['something that is no iterator', { [Symbol.iterator]: 5 }],
    ['nothing', undefined],
    ['null', null],
  ])('takes %s for none', (_, value) => {
    expect(isAwaitable(value)).toBe(false)
  })
})
