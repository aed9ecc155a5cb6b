import { expect, test } from 'vitest'
import { EventLoop, VirtualClock, nodeHost, type Clock } from '../../../src/engine/loop'
import { clockOf } from '../../../src/engine/loop/loop-options'
import { FakeHost } from './fake-host'

test('real time is that of the host', () => {
  const host = new FakeHost()
  host.nowMs = 77
  expect(clockOf('real', host).now()).toBe(77)
  expect('jumpTo' in clockOf('real', host)).toBe(false)
})

test('virtual time is a clock of its own, and a clock that is given is taken', () => {
  expect(clockOf('virtual', nodeHost)).toBeInstanceOf(VirtualClock)
  const clock: Clock = { now: () => 1 }
  expect(clockOf(clock, nodeHost)).toBe(clock)
})

test('a clock that is none is refused and quoted', () => {
  expect(() => new EventLoop({ clock: 'fast' as 'real' })).toThrow(
    new TypeError(`clock must be 'real', 'virtual' or a Clock, got "fast"`),
  )
})

test('a loop without options runs in real time on Node, without debug mode', () => {
  const loop = new EventLoop()
  const before = nodeHost.now()
  expect(loop.time()).toBeGreaterThanOrEqual(before)
  expect(loop.getDebug()).toBe(false)
})
