import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  currentTask,
  getRunningLoop,
  sleep,
  type Coroutine,
  type Instrument,
} from '../../../src/engine/loop'

/** An instrument that writes down everything it is told. */
function recorder(events: string[]): Instrument {
  return {
    taskCreated: (task) => events.push(`${task.getName()} created`),
    stepBegun: (task) => events.push(`${task.getName()} begins`),
    stepEnded: (task, reason, waitable) =>
      events.push(`${task.getName()} ${reason} ${waitable?.toString() ?? ''}`.trimEnd()),
    taskWoken: (task, by) => events.push(`${task.getName()} woken by ${by.toString()}`),
    iterationBegun: (readyCount) => events.push(`iteration of ${readyCount}`),
    iterationEnded: () => events.push('iteration ends'),
    callbackRun: (handle) => events.push(`called ${handle.toString()}`),
  }
}

function observed(events: string[]): EventLoop {
  return new EventLoop({ clock: 'virtual', instruments: [recorder(events)] })
}

describe('an instrument', () => {
  test('sees tasks created, steps begun and ended, tasks woken, iterations and callbacks, in order', () => {
    const events: string[] = []
    const loop = observed(events)
    const future = loop.createFuture<string>()
    function* job() {
      yield* sleep(0)
      return yield* future
    }
    loop.createTask(job(), { name: 'job' })
    loop.callSoon(function tick() {
      future.setResult('done')
    })
    loop.runReady(100)
    expect(events).toEqual([
      'job created',
      'iteration of 2',
      'job begins',
      'job yielded',
      'called <Handle function tick>',
      'iteration ends',
      'iteration of 1',
      'job begins',
      'job returned',
      'iteration ends',
    ])
  })

  test('sees what a task waits for, and what wakes it', () => {
    const events: string[] = []
    const loop = observed(events)
    const future = loop.createFuture<string>()
    loop.createTask(future[Symbol.iterator](), { name: 'job' })
    loop.callSoon(function tick() {
      future.setResult('done')
    })
    loop.runReady(100)
    expect(events.slice(2, 9)).toEqual([
      'job begins',
      'job awaiting <Future pending>',
      'job woken by <Future finished>',
      'called <Handle function tick>',
      'iteration ends',
      'iteration of 1',
      'job begins',
    ])
  })

  test('sees a sleep as a timer that wakes the task', () => {
    const events: string[] = []
    const loop = observed(events)
    loop.createTask(sleep(10), { name: 'job' })
    loop.runReady(1)
    expect(events.slice(2)).toEqual([
      'job begins',
      'job awaiting <sleep waiting>',
      'iteration ends',
    ])
  })

  test.each<[string, () => Coroutine<unknown>]>([
    [
      'returned',
      function* () {
        return 1
      },
    ],
    [
      'threw',
      function* () {
        throw new Error('no')
      },
    ],
    [
      'cancelled',
      function* () {
        currentTask()?.cancel()
        yield* sleep(0)
      },
    ],
    [
      'cancelled',
      function* () {
        currentTask()?.cancel()
      },
    ],
    [
      'refused',
      function* () {
        try {
          yield 42 as unknown as undefined
        } catch {
          yield* getRunningLoop().createFuture()
        }
      },
    ],
  ])('an instrument is told that a step ended because it %s', (reason, body) => {
    const reasons: string[] = []
    const loop = new EventLoop({
      clock: 'virtual',
      instruments: [{ stepEnded: (_, why) => reasons.push(why) }],
    })
    loop.setExceptionHandler(() => undefined)
    loop.createTask(body())
    loop.runReady(100)
    expect(reasons).toContain(reason)
  })

  test('an instrument does not hear of a callback that was cancelled', () => {
    const events: string[] = []
    const loop = observed(events)
    loop.callSoon(() => undefined).cancel()
    loop.runReady(100)
    expect(events).toEqual(['iteration of 1', 'iteration ends'])
  })

  test('hears of callbacks queued, begun, run and skipped', () => {
    const events: string[] = []
    const hear = (what: string) => (handle: { toString(): string }) => {
      events.push(`${what} ${handle.toString()}`)
    }
    const instrument: Instrument = {
      callbackQueued: hear('queued'),
      callbackBegun: hear('begun'),
      callbackRun: hear('run'),
      callbackSkipped: hear('skipped'),
    }
    const loop = new EventLoop({ clock: 'virtual', instruments: [instrument] })
    loop.callSoon(function tick() {
      events.push('tick')
    })
    loop.callSoon(() => undefined).cancel()
    loop.runReady(100)
    const tick = '<Handle function tick>'
    expect(events).toEqual([
      `queued ${tick}`,
      'queued <Handle function (anonymous)>',
      `begun ${tick}`,
      'tick',
      `run ${tick}`,
      'skipped <Handle cancelled>',
    ])
  })

  test('hears of timers set, due and cancelled, and of who is asked to stop', async () => {
    const events: string[] = []
    const instrument: Instrument = {
      timerSet: (timer) => events.push(`set for ${timer.when()}`),
      timerDue: (timer) => events.push(`${timer.when()} is due`),
      timerCancelled: (timer) => events.push(`${timer.when()} cancelled`),
      cancelRequested: (task) => events.push(`${task.getName()} asked to stop`),
    }
    const loop = new EventLoop({ clock: 'virtual', instruments: [instrument] })
    function* main() {
      loop.callLater(30, () => undefined).cancel()
      const sleeper = loop.createTask(sleep(20), { name: 'sleeper' })
      yield* sleep(10)
      sleeper.cancel()
      yield* sleep(0)
    }
    await loop.runUntilComplete(main())
    expect(events).toEqual([
      'set for 30',
      '30 cancelled',
      'set for 10',
      'set for 20',
      '10 is due',
      'sleeper asked to stop',
      '20 cancelled',
    ])
  })

  test('hears of an iteration once, even if the loop cedes in the middle of it', () => {
    const events: string[] = []
    const loop = observed(events)
    for (let i = 0; i < 3; i += 1) {
      loop.callSoon(function tick() {
        // Nothing to do.
      })
    }
    while (loop.runReady(1) === -Infinity);
    const call = 'called <Handle function tick>'
    expect(events).toEqual(['iteration of 3', call, call, call, 'iteration ends'])
  })

  test('hears each time that the loop goes on after its host could run, in the middle of an iteration too', () => {
    const events: string[] = []
    const loop = new EventLoop({ clock: 'virtual' })
    loop.addInstrument({
      resumed: () => events.push('resumed'),
      iterationBegun: (readyCount) => events.push(`iteration of ${readyCount}`),
      callbackRun: () => events.push('called'),
    })
    for (let i = 0; i < 2; i += 1) loop.callSoon(() => undefined)
    while (loop.runReady(1) === -Infinity);
    expect(events).toEqual(['resumed', 'iteration of 2', 'called', 'resumed', 'called'])
  })

  test('an instrument that throws is reported and does no harm', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    const reports: unknown[] = []
    const events: string[] = []
    const error = new Error('of the instrument')
    const broken = (): never => {
      throw error
    }
    loop.setExceptionHandler((_, { message, exception }) => reports.push(message, exception))
    loop.addInstrument({
      taskCreated: broken,
      stepBegun: broken,
      stepEnded: broken,
      taskWoken: broken,
      iterationBegun: broken,
      iterationEnded: broken,
      callbackRun: broken,
    })
    loop.addInstrument({ stepEnded: (_, reason) => events.push(reason) })
    const task = loop.createTask(sleep(0, 'result'))
    loop.callSoon(() => events.push('callback'))
    loop.runReady(100)
    expect(task.result()).toBe('result')
    expect(events).toEqual(['yielded', 'callback', 'returned'])
    expect(reports).toHaveLength(2 * 10)
    expect(new Set(reports)).toEqual(new Set(['Exception in instrument', error]))
  })

  test('keeps its own `this`', () => {
    class Counter implements Instrument {
      steps = 0
      stepBegun(): void {
        this.steps += 1
      }
    }
    const counter = new Counter()
    const loop = new EventLoop({ clock: 'virtual', instruments: [counter] })
    loop.createTask(sleep(0))
    loop.runReady(100)
    expect(counter.steps).toBe(2)
  })

  test('an instrument that is removed hears nothing any more, while others still do', () => {
    const [removed, kept]: [string[], string[]] = [[], []]
    const [first, second] = [recorder(removed), recorder(kept)]
    const loop = new EventLoop({ clock: 'virtual', instruments: [first, second] })
    loop.runReady(1)
    loop.removeInstrument(first)
    loop.removeInstrument(first)
    loop.runReady(1)
    expect([removed.length, kept.length]).toEqual([2, 4])
  })

  test('an instrument that was the last leaves the loop as if there had never been one', () => {
    const instrument: Instrument = {}
    const loop = new EventLoop({ clock: 'virtual', instruments: [instrument] })
    expect(loop._instruments).toBeDefined()
    loop.removeInstrument(instrument)
    expect(loop._instruments).toBeUndefined()
  })

  test('an instrument may be added and removed while the loop runs', () => {
    const events: string[] = []
    const instrument = recorder(events)
    const loop = new EventLoop({ clock: 'virtual' })
    function* job() {
      yield* sleep(0)
      loop.addInstrument(instrument)
      yield* sleep(0)
      loop.removeInstrument(instrument)
      yield* sleep(0)
    }
    loop.createTask(job(), { name: 'job' })
    loop.runReady(100)
    expect(events).toEqual(['iteration ends', 'iteration of 1', 'job begins'])
  })
})

test('a loop without an instrument runs the same program in the same order', () => {
  const orderOf = (instruments: readonly Instrument[]) => {
    const order: string[] = []
    const loop = new EventLoop({ clock: 'virtual', instruments })
    function* stepping(name: string) {
      for (let i = 0; i < 3; i += 1) {
        order.push(name)
        yield* sleep(i % 2)
      }
    }
    for (const name of ['a', 'b']) loop.createTask(stepping(name))
    loop.runReady(100)
    return order
  }
  expect(orderOf([recorder([])])).toEqual(orderOf([]))
})
