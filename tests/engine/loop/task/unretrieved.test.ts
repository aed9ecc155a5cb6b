import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  createTask,
  gather,
  getRunningLoop,
  run,
  sleep,
  wait,
  type Coroutine,
  type ExceptionContext,
} from '../../../../src/engine/loop'
import { FakeHost } from '../fake-host'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function* fail(text: string): Coroutine<never> {
  throw new RangeError(text)
}

/** What reaches the exception handler of a run of `body`, as text. */
async function reportsOf(body: () => Coroutine<unknown>): Promise<string[]> {
  const reports: string[] = []
  function* main() {
    getRunningLoop().setExceptionHandler((_, { message, exception }) => {
      reports.push(`${message}: ${String(exception)}`)
    })
    yield* body()
  }
  await run(main(), { clock: 'virtual' })
  return reports
}

describe('an error that nobody retrieves', () => {
  test('reaches the exception handler at the end of run, in the order of the errors', async () => {
    const reports = await reportsOf(function* () {
      createTask(fail('of a task'))
      const future = getRunningLoop().createFuture()
      yield* sleep(1)
      future.setException(new RangeError('of a future'))
    })
    expect(reports).toEqual([
      'Task exception was never retrieved: RangeError: of a task',
      'Future exception was never retrieved: RangeError: of a future',
    ])
  })

  test('an error that nobody retrieves is told with its future, and printed with the name of its task', () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host })
    const contexts: ExceptionContext[] = []
    const task = loop.createTask(fail('of the first'), { name: 'download 1' })
    loop.runReady(10)
    loop.setExceptionHandler((_, context) => contexts.push(context))
    loop.close()
    expect(contexts[0]?.future).toBe(task)
    const other = new EventLoop({ host })
    other.createTask(fail('of the second'), { name: 'download 2' })
    other.runReady(10)
    other.close()
    expect(host.reports).toEqual([
      {
        message: 'Task exception was never retrieved (<Task failed name="download 2">)',
        error: new RangeError('of the second'),
      },
    ])
  })

  test('reaches the exception handler when the garbage collector finds its future', async () => {
    const reports: string[] = []
    const loop = new EventLoop()
    loop.setExceptionHandler((_, { message, exception }) => {
      reports.push(`${message}: ${String(exception)}`)
    })
    loop.createTask(fail('lost'), { name: 'lost' })
    loop.runReady(10)
    expect(reports).toEqual([])
    for (let i = 0; i < 100 && reports.length === 0; i += 1) {
      collectGarbage()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(reports).toEqual([
      'Task exception was never retrieved (<Task failed name="lost">): RangeError: lost',
    ])
    loop.close()
    expect(reports).toHaveLength(1)
  })

  test('an error that nobody retrieves is kept while its future can still be asked', async () => {
    const reports: string[] = []
    const loop = new EventLoop()
    loop.setExceptionHandler((_, { message }) => reports.push(message))
    const task = loop.createTask(fail('kept'))
    loop.runReady(10)
    for (let i = 0; i < 5; i += 1) {
      collectGarbage()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(reports).toEqual([])
    expect(String(task.exception())).toBe('RangeError: kept')
    loop.close()
    expect(reports).toEqual([])
  })

  test('an error that nobody retrieves is reported when its loop is closed, once', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const reports: string[] = []
    loop.setExceptionHandler((_, { message }) => reports.push(message))
    const future = loop.createFuture()
    future.setException(new Error('no'))
    loop.close()
    loop.close()
    expect(reports).toEqual(['Future exception was never retrieved'])
  })
})

describe('an error counts as retrieved', () => {
  test.each<[string, () => Coroutine<unknown>]>([
    [
      'when its task is awaited',
      function* () {
        try {
          yield* createTask(fail('awaited'))
        } catch {
          // Seen.
        }
      },
    ],
    [
      'when it is asked for',
      function* () {
        const task = createTask(fail('asked'))
        yield* wait([task])
        task.exception()
      },
    ],
    [
      'when the result is asked for',
      function* () {
        const future = getRunningLoop().createFuture()
        future.setException(new RangeError('asked'))
        expect(() => future.result()).toThrow('asked')
      },
    ],
    [
      'when its future is cancelled after it',
      function* () {
        const future = getRunningLoop().createFuture()
        future.setException(new RangeError('cancelled'))
        future.cancel()
      },
    ],
    [
      'when it comes too late for a gather that has failed already',
      function* () {
        try {
          yield* gather([fail('first'), fail('second')])
        } catch {
          // Seen.
        }
        yield* sleep(1)
      },
    ],
  ])('an error counts as retrieved %s', async (_, body) => {
    expect(await reportsOf(body)).toEqual([])
  })

  test('an error counts as retrieved not by waiting for it, which does not look', async () => {
    const reports = await reportsOf(function* () {
      yield* wait([createTask(fail('not looked at'))])
    })
    expect(reports).toEqual(['Task exception was never retrieved: RangeError: not looked at'])
  })
})
