import { describe, expect, test } from 'vitest'
import { EventLoop, getRunningLoop, sleep } from '../../../src/engine/loop'
import { peekRunningLoop } from '../../../src/engine/loop/running-loop'
import { virtually } from './virtually'

describe('the running loop', () => {
  test('the running loop is the one that is running a callback or a step', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const seen: boolean[] = []
    loop.callSoon(() => seen.push(getRunningLoop() === loop))
    loop.createTask(
      (function* () {
        seen.push(getRunningLoop() === loop)
      })(),
    )
    loop.runReady(10)
    expect(seen).toEqual([true, true])
  })

  test('the running loop is none outside of any', () => {
    expect(peekRunningLoop()).toBeUndefined()
    expect(() => getRunningLoop()).toThrow('no running event loop')
  })

  test('the running loop is none while a loop that runs has ceded, as others may run then', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const ended = loop.runForever()
    expect([loop.isRunning(), peekRunningLoop()]).toEqual([true, undefined])
    loop.stop()
    await ended
  })

  test('the running loop is the outer one again after a step of another loop inside of it', () =>
    virtually(
      (function* () {
        const outer = getRunningLoop()
        const inner = new EventLoop({ clock: 'virtual' })
        const seen: boolean[] = []
        inner.callSoon(() => seen.push(getRunningLoop() === inner))
        inner.runReady(1)
        seen.push(getRunningLoop() === outer)
        expect(seen).toEqual([true, true])
        yield* sleep(0)
      })(),
    ))
})
