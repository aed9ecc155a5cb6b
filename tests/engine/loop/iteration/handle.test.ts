import { describe, expect, test } from 'vitest'
import { EventLoop, type ExceptionContext } from '../../../../src/engine/loop'

const newLoop = () => new EventLoop({ clock: 'virtual' })

describe('a handle', () => {
  test('a handle that is cancelled is not called', () => {
    const loop = newLoop()
    const called: string[] = []
    const handle = loop.callSoon(() => called.push('cancelled'))
    loop.callSoon(() => called.push('kept'))
    expect(handle.cancelled()).toBe(false)
    handle.cancel()
    handle.cancel()
    expect(handle.cancelled()).toBe(true)
    loop.runReady(10)
    expect(called).toEqual(['kept'])
  })

  test('a handle may cancel itself while it runs', () => {
    const loop = newLoop()
    const called: string[] = []
    const handle = loop.callSoon(() => {
      handle.cancel()
      called.push('to the end')
    })
    loop.runReady(10)
    expect(called).toEqual(['to the end'])
  })

  test('a handle that is cancelled after it ran changes nothing', () => {
    const loop = newLoop()
    const timer = loop.callLater(0, () => undefined)
    loop.runReady(10)
    timer.cancel()
    expect(timer.cancelled()).toBe(true)
    expect(loop.runReady(10)).toBe(Infinity)
  })

  test('passes its arguments on', () => {
    const loop = newLoop()
    const seen: unknown[] = []
    loop.callSoon((a: number, b: string) => seen.push(a, b), 1, 'b')
    loop.callLater(0, (a: boolean) => seen.push(a), true)
    loop.runReady(10)
    expect(seen).toEqual([1, 'b', true])
  })

  test('names its callback', () => {
    const loop = newLoop()
    const handle = loop.callSoon(function greet() {
      // Only its name is wanted.
    })
    const timer = loop.callLater(1, () => undefined)
    expect([handle.toString(), timer.toString()]).toEqual([
      '<Handle function greet>',
      '<TimerHandle function (anonymous)>',
    ])
    timer.cancel()
    expect(timer.toString()).toBe('<TimerHandle cancelled>')
  })

  test('a handle whose callback throws tells the exception handler and stops nobody', () => {
    const loop = newLoop()
    const contexts: ExceptionContext[] = []
    loop.setExceptionHandler((_, context) => contexts.push(context))
    const error = new Error('no')
    const handle = loop.callSoon(function broken() {
      throw error
    })
    let isNextCalled = false
    loop.callSoon(() => (isNextCalled = true))
    loop.runReady(10)
    expect(contexts).toEqual([
      { message: 'Exception in callback function broken', exception: error, handle },
    ])
    expect(isNextCalled).toBe(true)
  })

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['42', 42],
  ])('a handle of %s instead of a function tells the exception handler', (name, callback) => {
    const loop = newLoop()
    const messages: string[] = []
    loop.setExceptionHandler((_, context) => messages.push(context.message))
    loop.callSoon(callback as unknown as () => void)
    loop.runReady(10)
    expect(messages).toEqual([`Exception in callback ${name}`])
  })
})

describe('a timer handle', () => {
  test('says when it is due, in the time of its loop', () => {
    const loop = newLoop()
    expect(loop.callAt(12.5, () => undefined).when()).toBe(12.5)
    expect(loop.callLater(7, () => undefined).when()).toBe(7)
  })

  test('a timer handle that is cancelled leaves the loop nothing to wait for', () => {
    const loop = newLoop()
    const [first, second] = [10, 20].map((ms) => loop.callLater(ms, () => undefined))
    expect(loop.runReady(10)).toBe(10)
    first?.cancel()
    expect(loop.runReady(10)).toBe(20)
    second?.cancel()
    expect(loop.runReady(10)).toBe(Infinity)
  })

  test('a timer handle does not pile up with others that are cancelled', () => {
    const loop = newLoop()
    const timers = Array.from({ length: 200 }, () => loop.callLater(1000, () => undefined))
    for (const timer of timers) timer.cancel()
    expect(timers.filter((timer) => timer._order > 0).length).toBeLessThan(101)
  })
})
