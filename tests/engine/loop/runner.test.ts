import { describe, expect, test } from 'vitest'
import {
  ContextVar,
  Context,
  EventLoop,
  Runner,
  createTask,
  getRunningLoop,
  sleep,
  type Coroutine,
} from '../../../src/engine/loop'
import { virtually } from './virtually'

const user = new ContextVar('user', { default: 'nobody' })

function* signIn(name: string): Coroutine<string> {
  const before = user.get()
  user.set(name)
  yield* sleep(1)
  return before
}

describe('a runner', () => {
  test('runs one coroutine after the other on one loop, with the same values', async () => {
    const runner = new Runner({ clock: 'virtual' })
    const loop = runner.getLoop()
    expect(await runner.run(signIn('a'))).toBe('nobody')
    expect(await runner.run(signIn('b'))).toBe('a')
    expect([loop.time(), runner.getLoop()]).toEqual([2, loop])
    const context = new Context()
    expect(await runner.run(signIn('c'), { context })).toBe('nobody')
    expect(context.get(user)).toBe('c')
    expect(await runner.run(signIn('d'))).toBe('b')
    await runner.close()
    expect(loop.isClosed()).toBe(true)
    expect(user.get()).toBe('nobody')
  })

  test('cancels what is left only when it is closed', async () => {
    const events: string[] = []
    function* working() {
      try {
        yield* sleep(100)
      } finally {
        events.push('ended')
      }
    }
    function* main() {
      createTask(working())
      yield* sleep(1)
    }
    const runner = new Runner({ clock: 'virtual' })
    await runner.run(main())
    expect(events).toEqual([])
    await runner.close()
    expect(events).toEqual(['ended'])
  })

  test('a runner cannot be used once it is closed, and closing again does nothing', async () => {
    const runner = new Runner({ clock: 'virtual' })
    await runner.run(sleep(1))
    await runner.close()
    await runner.close()
    expect(() => runner.getLoop()).toThrow('Runner is closed')
    await expect(runner.run(sleep(1))).rejects.toThrow('Runner is closed')
  })

  test('makes no loop where it is closed before it runs anything', async () => {
    let made = 0
    const runner = new Runner({
      loopFactory: () => {
        made += 1
        return new EventLoop()
      },
    })
    await runner.close()
    expect(made).toBe(0)
  })

  test('throws at once inside of a running loop', () =>
    virtually(
      (function* () {
        yield* sleep(0)
        expect(getRunningLoop().isRunning()).toBe(true)
        expect(() => new Runner().run(sleep(0))).toThrow(
          'Runner.run() cannot be called from a running event loop',
        )
      })(),
    ))
})
