import { describe, expect, test } from 'vitest'
import {
  type Context,
  ContextVar,
  EventLoop,
  createTask,
  getRunningLoop,
  run,
  sleep,
  toThread,
  wait,
  type Coroutine,
  type Executor,
} from '../../../../src/engine/loop'

/** Calls what it is given after so many milliseconds of the host, and notes when it has. */
class LaterExecutor implements Executor {
  readonly done: string[] = []
  readonly #ms: number

  constructor(ms = 1) {
    this.#ms = ms
  }

  async submit<A extends readonly unknown[], R>(
    callback: (...args: A) => R,
    args: A,
    context: Context | undefined,
  ): Promise<R> {
    await new Promise((resolve) => setTimeout(resolve, this.#ms))
    const call = () => callback(...args)
    const result = context === undefined ? call() : context.run(call)
    this.done.push(callback.name)
    return result
  }
}

function add(a: number, b: number): number {
  return a + b
}

function fail(): never {
  throw new RangeError('no')
}

const virtually = <R>(main: () => Coroutine<R>, executor?: Executor) =>
  run(main(), { clock: 'virtual', ...(executor && { executor }) })

describe('toThread', () => {
  test('gives what the function returns elsewhere, while others run', async () => {
    const result = await virtually(function* () {
      const others: string[] = []
      function* other() {
        yield* sleep(0)
        others.push('other')
      }
      createTask(other())
      const sum: number = yield* toThread(add, 2, 3)
      return [sum, others]
    }, new LaterExecutor())
    expect(result).toEqual([5, ['other']])
  })

  test('throws what the function throws', async () => {
    await expect(
      virtually(function* () {
        yield* toThread(fail)
      }, new LaterExecutor()),
    ).rejects.toThrow(new RangeError('no'))
  })

  test('shows the function the context variables, and keeps what it sets from the task', async () => {
    const user = new ContextVar('user', { default: 'nobody' })
    const seen = await virtually(function* () {
      user.set('task')
      const inThread = yield* toThread(() => {
        const before = user.get()
        user.set('thread')
        return before
      })
      return [inThread, user.get()]
    }, new LaterExecutor())
    expect(seen).toEqual(['task', 'task'])
  })

  test('needs an executor, and says how to give one', async () => {
    await expect(
      virtually(function* () {
        yield* toThread(add, 1, 2)
      }),
    ).rejects.toThrow('this loop has no executor: give it one with the option executor')
  })

  test('makes virtual time wait, however long the function takes', async () => {
    const times = await virtually(function* () {
      const nap = createTask(sleep(5))
      yield* toThread(add, 1, 2)
      const atMs = getRunningLoop().time()
      const isNapping = !nap.done()
      yield* nap
      return [atMs, isNapping, getRunningLoop().time()]
    }, new LaterExecutor(120))
    expect(times).toEqual([0, true, 5])
  })
})

describe('runInExecutor', () => {
  test('takes an executor of its own, or that of the loop', async () => {
    const own = new LaterExecutor()
    const other = new LaterExecutor()
    await virtually(function* () {
      const loop = getRunningLoop()
      expect(yield* loop.runInExecutor(other, add, 1, 2)).toBe(3)
      loop.setDefaultExecutor(own)
      expect(yield* loop.runInExecutor(undefined, add, 3, 4)).toBe(7)
    })
    expect([own.done, other.done]).toEqual([['add'], ['add']])
  })

  test('gives a future that can be cancelled, which the function does not notice', async () => {
    const executor = new LaterExecutor(5)
    await virtually(function* () {
      const future = getRunningLoop().runInExecutor(executor, add, 1, 2)
      future.cancel()
      yield* wait([future])
      expect([future.cancelled(), executor.done]).toEqual([true, []])
    })
    // The end of the run waited for it.
    expect(executor.done).toEqual(['add'])
  })

  test('throws what the executor throws at once, and on a closed loop', () => {
    const loop = new EventLoop({ debug: true })
    const refusing: Executor = { submit: fail }
    expect(() => loop.runInExecutor(refusing, add, 1, 2)).toThrow('no')
    expect(() => loop.runInExecutor(refusing, sleep(1) as never)).toThrow(
      'coroutines cannot be used with runInExecutor()',
    )
    loop.close()
    expect(() => loop.runInExecutor(new LaterExecutor(), add, 1, 2)).toThrow('Event loop is closed')
  })
})

describe('shutdownDefaultExecutor', () => {
  test('waits for what is under way, and then refuses more', async () => {
    const executor = new LaterExecutor(5)
    await virtually(function* () {
      const loop = getRunningLoop()
      loop.runInExecutor(undefined, add, 1, 2)
      yield* loop.shutdownDefaultExecutor()
      expect(executor.done).toEqual(['add'])
      expect(() => loop.runInExecutor(undefined, add, 1, 2)).toThrow(
        'Executor shutdown has been called',
      )
    }, executor)
  })

  test('tells of what is still under way at its limit', async () => {
    const messages: string[] = []
    const executor: Executor = { submit: () => new Promise(() => undefined) }
    const loop = new EventLoop({ executor })
    loop.setExceptionHandler((_, { message }) => messages.push(message))
    function* main() {
      loop.runInExecutor(undefined, add, 1, 2)
      yield* loop.shutdownDefaultExecutor(3)
    }
    await loop.runUntilComplete(main())
    expect(messages).toEqual(['the executor still had 1 job under way after 3 ms'])
    loop.close()
  })
})
