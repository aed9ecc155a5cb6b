import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  createTask,
  fromPromise,
  getRunningLoop,
  run,
  sleep,
  type Clock,
  type Coroutine,
  type Host,
} from '../../../../src/engine/loop'
import { FakeHost } from '../fake-host'

/** A loop on a fake host that runs until it is stopped. */
function running() {
  const host = new FakeHost()
  const loop = new EventLoop({ host })
  const ended = loop.runForever()
  return { host, loop, stopped: () => (loop.stop(), host.serve(), ended) }
}

/** Lets promises that are settled already be heard of. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a busy loop', () => {
  test('cedes when 1 ms has passed, also in the middle of an iteration with slow callbacks', async () => {
    const { host, loop, stopped } = running()
    const ran: number[] = []
    for (let i = 0; i < 10; i += 1) {
      loop.callSoon(() => {
        ran.push(i)
        host.nowMs += 0.3
      })
    }
    host.iteration()
    expect(ran).toEqual([0, 1, 2, 3])
    expect(host.isCededTo).toBe(true)
    host.iteration()
    expect(ran).toHaveLength(8)
    host.iteration()
    expect(ran).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await stopped()
  })

  test('cedes after each callback that takes more than 1 ms', async () => {
    const { host, loop, stopped } = running()
    let ran = 0
    for (let i = 0; i < 5; i += 1) {
      loop.callSoon(() => {
        ran += 1
        host.nowMs += 20
      })
    }
    for (let iteration = 1; iteration <= 5; iteration += 1) {
      host.iteration()
      expect(ran).toBe(iteration)
    }
    await stopped()
  })

  test('cedes after about 1 ms of quick steps, and seldom reads the clock', async () => {
    const { host, loop, stopped } = running()
    let steps = 0
    function* spinning(): Coroutine<void> {
      for (;;) {
        yield* sleep(0)
        steps += 1
        host.nowMs += 0.001
      }
    }
    const task = loop.createTask(spinning())
    const stepsOfIterations: number[] = []
    for (let iteration = 0; iteration < 20; iteration += 1) {
      host.readings = 0
      const before = steps
      host.iteration()
      stepsOfIterations.push(steps - before)
    }
    expect(Math.min(...stepsOfIterations)).toBeGreaterThanOrEqual(990)
    expect(Math.max(...stepsOfIterations)).toBeLessThanOrEqual(1000 + 64)
    // Once the steps have shown to be quick, it reads the clock once in 64 of them.
    expect(host.readings).toBeLessThan(40)
    task.cancel()
    await stopped()
  })

  test('cedes in time again when quick steps iteration slow, and while slow and quick ones mix', async () => {
    const { host, loop, stopped } = running()
    let elapsedMs = 0
    const taking = (ms: number) => () => {
      elapsedMs += ms
      host.nowMs += ms
    }
    for (let i = 0; i < 3000; i += 1) loop.callSoon(taking(0.001))
    for (let i = 0; i < 100; i += 1) {
      for (let quick = 0; quick < 50; quick += 1) loop.callSoon(taking(0.001))
      for (let slow = 0; slow < 3; slow += 1) loop.callSoon(taking(2))
    }
    const debtsMs: number[] = []
    while (host.isCededTo) {
      const before = elapsedMs
      host.iteration()
      debtsMs.push(elapsedMs - before)
    }
    const surprises = debtsMs.filter((debtMs) => debtMs > 1 + 2)
    // The first slow ones are met among quick ones; from then on it reads the clock after each.
    expect(surprises.length).toBeLessThanOrEqual(1)
    expect(debtsMs.length).toBeGreaterThan(295)
    await stopped()
  })

  test('runs in the same order and in the same iterations, however often it cedes', () => {
    const traceOf = (stepMs: number): string[] => {
      const host = new FakeHost()
      const events: string[] = []
      const loop = new EventLoop({
        host,
        clock: 'virtual',
        instruments: [{ iterationEnded: () => events.push('|') }],
      })
      function* stepping(name: string) {
        for (let i = 0; i < 4; i += 1) {
          host.nowMs += stepMs
          events.push(name)
          yield* sleep(i % 2)
        }
      }
      for (const name of ['a', 'b', 'c']) loop.createTask(stepping(name))
      loop.callLater(5, () => {
        loop.stop()
      })
      void loop.runForever()
      host.serve()
      return events
    }
    const undivided = traceOf(0)
    expect(undivided.join('')).toMatch(/^abc\|abc\|/)
    for (const stepMs of [0.3, 0.6, 5]) expect(traceOf(stepMs)).toEqual(undivided)
  })

  test('a busy loop that is stopped while it has ceded in mid-iteration still ends that iteration', async () => {
    const { host, loop, stopped } = running()
    const ran: number[] = []
    for (let i = 0; i < 4; i += 1) {
      loop.callSoon(() => {
        ran.push(i)
        host.nowMs += 1
      })
    }
    host.iteration()
    expect(ran).toEqual([0])
    loop.stop()
    await stopped()
    expect(ran).toEqual([0, 1, 2, 3])
  })
})

describe('an idle loop', () => {
  test('arms one timer and does nothing until then', async () => {
    const { host, loop, stopped } = running()
    let iterations = 0
    const fired: number[] = []
    loop.addInstrument({ iterationBegun: () => (iterations += 1) })
    for (const ms of [300, 100, 200]) loop.callLater(ms, () => fired.push(ms))
    host.iteration()
    expect([host.armedAtMs, iterations, host.isCededTo]).toEqual([[1100], 1, false])
    host.passToTimer()
    expect([fired, iterations, host.armedAtMs]).toEqual([[100], 2, [1200]])
    host.passToTimer()
    host.passToTimer()
    expect([fired, iterations, host.armedAtMs]).toEqual([[100, 200, 300], 4, []])
    expect(host.mostArmed).toBe(1)
    await stopped()
  })

  test('arms no timer for a time that is past, as when the clock moves on while it is read', async () => {
    const host = new FakeHost()
    const delaysMs: number[] = []
    const ticking: Host = {
      // Each reading of the clock takes a while, as on a machine that is busy.
      now: () => (host.nowMs += 0.45),
      cede: (callback) => {
        host.cede(callback)
      },
      setTimer: (delayMs, callback) => {
        delaysMs.push(delayMs)
        return host.setTimer(delayMs, callback)
      },
      clearTimer: (timer) => {
        host.clearTimer(timer)
      },
      report: () => undefined,
    }
    function* main() {
      for (let i = 0; i < 70; i += 1) yield* sleep((i % 70) / 35)
    }
    const ended = run(main(), { host: ticking })
    host.serve()
    await ended
    expect(delaysMs).toContain(0)
    expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(0)
  })

  test('an idle loop with nothing to wait for arms no timer', async () => {
    const { host, stopped } = running()
    expect([host.armedAtMs, host.isCededTo]).toEqual([[], false])
    await stopped()
  })

  test('an idle loop does not run a timer early when the host is early', async () => {
    const { host, loop, stopped } = running()
    const firedAtMs: number[] = []
    loop.callLater(100, () => firedAtMs.push(loop.time()))
    host.iteration()
    host.nowMs += 99.5
    host.ring()
    expect([firedAtMs, host.armedAtMs]).toEqual([[], [1100]])
    host.nowMs += 0.6
    host.ring()
    expect(firedAtMs).toEqual([1100.1])
    await stopped()
  })

  test('an idle loop is woken from outside: its timer is disarmed and the work done in the host’s next iteration', async () => {
    const { host, loop, stopped } = running()
    const events: string[] = []
    loop.callLater(100, () => events.push('timer'))
    host.iteration()
    expect(host.armedAtMs).toEqual([1100])
    host.nowMs += 10
    loop.callSoon(() => events.push('from outside'))
    loop.callSoon(() => events.push('and more'))
    expect([host.armedAtMs, events]).toEqual([[], []])
    host.iteration()
    expect(events).toEqual(['from outside', 'and more'])
    expect(host.armedAtMs).toEqual([1100])
    await stopped()
  })

  test('an idle loop is woken by a sooner timer, which is armed in place of the first', async () => {
    const { host, loop, stopped } = running()
    loop.callLater(100, () => undefined)
    host.iteration()
    loop.callLater(50, () => undefined)
    host.iteration()
    expect([host.armedAtMs, host.mostArmed]).toEqual([[1050], 1])
    await stopped()
  })

  test('an idle loop is woken by stop, and ends', async () => {
    const { host, loop } = running()
    loop.callLater(100, () => undefined)
    host.iteration()
    loop.stop()
    host.serve()
    await settle()
    expect([loop.isRunning(), host.armedAtMs]).toEqual([false, []])
  })

  test('an idle loop of any life runs every timer once, never early, in order, with one host timer at most', () => {
    const action = fc.oneof(
      fc.record({ name: fc.constant('set' as const), ms: fc.nat(30) }),
      fc.record({ name: fc.constant('pass' as const), ms: fc.nat(20) }),
      fc.record({ name: fc.constant('ring early' as const) }),
      fc.record({ name: fc.constant('call' as const) }),
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const { host, loop } = running()
        const fired: { whenMs: number; atMs: number; order: number }[] = []
        let set = 0
        let called = 0
        for (const action of actions) {
          if (action.name === 'set') {
            const order = (set += 1)
            const whenMs = loop.time() + action.ms
            loop.callAt(whenMs, () => fired.push({ whenMs, atMs: loop.time(), order }))
          } else if (action.name === 'call') loop.callSoon(() => (called += 1))
          else if (action.name === 'ring early') host.ring()
          else {
            host.nowMs += action.ms
            if (host.armedAtMs.some((atMs) => atMs <= host.nowMs)) host.ring()
          }
          while (host.isCededTo) host.iteration()
          const isAnyOverdue = host.armedAtMs.some((atMs) => atMs < host.nowMs)
          expect([host.mostArmed <= 1, isAnyOverdue]).toEqual([true, false])
        }
        host.serve()
        expect(fired).toHaveLength(set)
        expect(called).toBe(actions.filter(({ name }) => name === 'call').length)
        for (const { whenMs, atMs } of fired) expect(atMs).toBeGreaterThanOrEqual(whenMs)
        const together = fired.map(({ atMs, whenMs, order }) => [atMs, whenMs, order] as const)
        const sorted = [...together].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        expect(together).toEqual(sorted)
      }),
    )
  })
})

describe('under the virtual clock', () => {
  test('an idle loop jumps to its next timer: no host timer is armed and no time passes', async () => {
    const host = new FakeHost()
    const seenMs: number[] = []
    function* sleeping() {
      for (const ms of [1, 3_600_000, 0.5]) {
        yield* sleep(ms)
        seenMs.push(getRunningLoop().time())
      }
      return 'slept'
    }
    expect(await run(sleeping(), { host, clock: 'virtual' })).toBe('slept')
    expect(seenMs).toEqual([1, 3_600_001, 3_600_001.5])
    expect([host.mostArmed, host.nowMs]).toEqual([0, 1000])
  })

  test('a loop that is busy still cedes to the host', () => {
    const host = new FakeHost()
    function* spinning() {
      for (let i = 0; i < 100; i += 1) {
        yield* sleep(1)
        host.nowMs += 0.5
      }
    }
    void run(spinning(), { host, clock: 'virtual' })
    let iterations = 0
    for (; host.isCededTo; iterations += 1) host.iteration()
    expect(iterations).toBe(50)
  })

  test('a deadlock gives a clear error naming the tasks that wait', async () => {
    function* deadlocked() {
      createTask(getRunningLoop().createFuture()[Symbol.iterator](), { name: 'philosopher' })
      yield* getRunningLoop().createFuture()
    }
    await expect(run(deadlocked(), { clock: 'virtual' })).rejects.toThrow(
      'deadlock: nothing is ready, no timer is set and no promise is pending; still waiting: Task-1, philosopher',
    )
  })

  test('a deadlock of many names the first and counts the others', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    for (let i = 0; i < 8; i += 1) loop.createTask(loop.createFuture()[Symbol.iterator]())
    await expect(loop.runUntilComplete(loop.createFuture())).rejects.toThrow(
      /still waiting: Task-1, Task-2, Task-3, Task-4, Task-5 and 3 more$/,
    )
  })

  test('a deadlock without a task says so', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    await expect(loop.runUntilComplete(loop.createFuture())).rejects.toThrow(
      /still waiting: no task$/,
    )
  })

  test('what comes from outside in time is no deadlock', async () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const future = loop.createFuture<string>()
    setImmediate(() => {
      future.setResult('from outside')
    })
    expect(await loop.runUntilComplete(future)).toBe('from outside')
  })

  test('a loop that runs for ever has no deadlock', async () => {
    const host = new FakeHost()
    const loop = new EventLoop({ host, clock: 'virtual' })
    const ended = loop.runForever()
    expect(host.armedAtMs).toEqual([])
    loop.stop()
    host.serve()
    await ended
  })
})

describe('a promise of the host that is pending', () => {
  const start = () => {
    const host = new FakeHost()
    let resolve: (value: string) => void = () => undefined
    const promise = new Promise<string>((fulfil) => (resolve = fulfil))
    const events: string[] = []
    const loop = new EventLoop({ host, clock: 'virtual' })
    function* awaiting() {
      const future = fromPromise(promise)
      loop.callLater(1000, () => events.push('timer'))
      events.push(yield* future)
    }
    const ended = loop.runUntilComplete(awaiting())
    return {
      host,
      loop,
      events,
      ended,
      resolve: (value: string) => {
        resolve(value)
      },
    }
  }

  test('a promise of the host that is pending is not overtaken by the virtual clock while it settles soon', async () => {
    const { host, loop, events, ended, resolve } = start()
    expect([host.armedAtMs.length, loop.time()]).toEqual([1, 0])
    resolve('promise')
    await settle()
    expect(host.armedAtMs).toEqual([])
    host.serve()
    await ended
    expect([events, loop.time()]).toEqual([['promise'], 0])
  })

  test('a promise of the host that is pending is overtaken when it takes long', async () => {
    const { host, loop, events, ended, resolve } = start()
    host.passToTimer()
    expect([events, loop.time()]).toEqual([['timer'], 1000])
    resolve('promise')
    await settle()
    host.serve()
    await ended
    expect(events).toEqual(['timer', 'promise'])
  })

  test('a promise of the host that is pending is no deadlock, however long it takes', async () => {
    const { host, ended, resolve } = start()
    host.passToTimer()
    expect(host.armedAtMs).toEqual([])
    resolve('promise')
    await settle()
    host.serve()
    await ended
  })

  test('a promise of the host that is pending that nobody awaits leaves a deadlock when it is settled', async () => {
    const host = new FakeHost()
    let resolve: () => void = () => undefined
    function* deadlocked() {
      fromPromise(new Promise<void>((fulfil) => (resolve = fulfil)))
      yield* getRunningLoop().createFuture()
    }
    const ended = run(deadlocked(), { host, clock: 'virtual' }).catch(String)
    expect(host.armedAtMs).toEqual([])
    resolve()
    for (let i = 0; i < 10; i += 1) {
      await settle()
      host.serve()
    }
    expect(await ended).toContain('deadlock')
  })
})

test('a clock that fails ends the run with its error', async () => {
  const clock: Clock = {
    now: () => {
      throw new Error('no time')
    },
  }
  const loop = new EventLoop({ clock })
  await expect(loop.runUntilComplete(sleep(1))).rejects.toThrow('no time')
  expect(loop.isRunning()).toBe(false)
})

test('a clock of one’s own passes by itself: the loop waits for it with a host timer', async () => {
  const host = new FakeHost()
  let nowMs = 50
  const loop = new EventLoop({ host, clock: { now: () => nowMs } })
  const ended = loop.runUntilComplete(sleep(10))
  expect(host.armedAtMs).toEqual([1010])
  // Its time goes half as fast as the host's.
  nowMs += 5
  host.passToTimer()
  expect(host.armedAtMs).toEqual([1015])
  nowMs += 5
  host.serve()
  await ended
  expect(loop.time()).toBe(60)
})
