import { expect, test } from 'vitest'
import {
  createTask,
  EventLoop,
  gather,
  getRunningLoop,
  Queue,
  run,
  sleep,
  type Coroutine,
} from '../../../src/engine/loop'
import {
  eventAt,
  eventCount,
  nameOf,
  textAt,
} from '../../../src/engine/recorder/recording/recording'
import { lanesBetween } from '../../../src/engine/recorder/replay/lanes'
import { Replay } from '../../../src/engine/recorder/replay/replay'
import { Recorder } from '../../../src/engine/recorder/recorder'
import { lines, record } from './record'

test('a recorder keeps tasks created, their steps, what they wait for and what wakes them', async () => {
  function* child(): Coroutine<void> {
    yield* sleep(10)
  }
  const recording = await record(function* () {
    yield* createTask(child(), { name: 'child' })
  })
  expect(lines(recording).slice(0, 23)).toEqual([
    'task-created Task-1',
    'iteration-begun 1',
    'step-begun Task-1',
    'task-created child Task-1',
    'step-awaiting Task-1 child',
    'iteration-ended',
    'iteration-begun 1',
    'step-begun child',
    'timer-set sleep child',
    'step-awaiting child sleep',
    'iteration-ended',
    'timer-due sleep',
    'iteration-begun 1',
    'callback-begun sleep',
    'task-woken child sleep',
    'callback-run sleep',
    'iteration-ended',
    'iteration-begun 1',
    'step-begun child',
    'task-woken Task-1 child',
    'step-returned child',
    'iteration-ended',
    'iteration-begun 1',
  ])
})

test('a recorder tells a gathering from a future, and a callback that was skipped from one that ran', async () => {
  const recording = await record(function* () {
    const loop = getRunningLoop()
    loop
      .callSoon(function skipped() {
        throw new Error('never')
      })
      .cancel()
    const future = loop.createFuture<undefined>()
    loop.callSoon(function settle() {
      future.setResult(undefined)
    })
    yield* future
    yield* gather([sleep(0), sleep(0)])
  })
  const told = lines(recording)
  expect(told).toContain('callback-queued skipped Task-1')
  expect(told).toContain('callback-skipped skipped')
  expect(told).not.toContain('callback-run skipped')
  expect(told).toContain('callback-run settle')
  expect(told).toContain('step-awaiting Task-1 future')
  expect(told).toContain('step-awaiting Task-1 gather')
})

test('a recorder keeps who asked for a cancellation, and the timer that went with it', async () => {
  const recording = await record(function* () {
    const task = createTask(sleep(1_000), { name: 'sleeper' })
    yield* sleep(1)
    task.cancel()
    yield* gather([task], { returnExceptions: true })
  })
  const told = lines(recording)
  expect(told).toContain('cancel-requested sleeper Task-1')
  expect(told).toContain('timer-cancelled sleep')
  expect(told).toContain('step-cancelled sleeper')
})

test('a recorder keeps printed lines and shared values with the task they came from', async () => {
  const recording = await record(function* (recorder) {
    recorder.print('hello')
    yield* sleep(5)
    recorder.share('answer', '42')
  })
  const events = Array.from({ length: eventCount(recording) }, (_, n) => eventAt(recording, n))
  const printed = events.find(({ kind }) => kind === 'printed')
  expect(printed).toMatchObject({ subject: 0, atMs: 0 })
  expect(textAt(recording, printed?.object ?? -1)).toBe('hello')
  const shared = events.find(({ kind }) => kind === 'shared')
  expect(shared?.atMs).toBe(5)
  expect(textAt(recording, shared?.subject ?? -1)).toBe('answer')
  expect(textAt(recording, shared?.object ?? -1)).toBe('42')
})

test('a program that is recorded runs as it does alone', async () => {
  const order: string[] = []
  function* consumer(queue: Queue<number>): Coroutine<void> {
    for (let n = 0; n < 3; n += 1) order.push(`got ${yield* queue.get()}`)
  }
  const main = function* (): Coroutine<void> {
    const queue = new Queue<number>(1)
    const task = createTask(consumer(queue))
    for (let n = 0; n < 3; n += 1) {
      yield* queue.put(n)
      order.push(`put ${n}`)
    }
    yield* task
  }
  await run(main(), { clock: 'virtual' })
  const alone = order.splice(0)
  await record(main)
  expect(order).toEqual(alone)
})

test('the same program gives the same recording', async () => {
  const main = function* (): Coroutine<void> {
    yield* gather([sleep(3), sleep(1), sleep(2)])
  }
  expect(await record(main)).toEqual(await record(main))
})

test('a recorder stops at its limit and says so, while the program goes on', async () => {
  let steps = 0
  const recording = await record(function* () {
    for (; steps < 1_000; steps += 1) yield* sleep(0)
  }, 100)
  expect(steps).toBe(1_000)
  expect(recording.isTruncated).toBe(true)
  expect(eventCount(recording)).toBe(100)
})

test('a step takes the time from the event before it, and none of what its host takes between two steps', () => {
  let nowMs = 0
  const recorder = new Recorder({ clock: 'real', now: () => nowMs })
  const loop = new EventLoop({ clock: 'virtual', instruments: [recorder] })
  function* worker(): Coroutine<void> {
    nowMs += 5
    yield* sleep(0)
    nowMs += 7
  }
  loop.createTask(worker())
  loop.createTask(worker())
  for (let step = 0; step < 4; step += 1) {
    loop.runReady(1)
    nowMs += 100
  }
  const recording = recorder.finish()
  const times: string[] = []
  for (let index = 0; index < eventCount(recording); index += 1) {
    const { kind, atMs } = eventAt(recording, index)
    if (kind.startsWith('step-')) times.push(`${kind} ${atMs}`)
  }
  expect(times).toEqual([
    'step-begun 0',
    'step-yielded 5',
    'step-begun 105',
    'step-yielded 110',
    'step-begun 210',
    'step-returned 217',
    'step-begun 317',
    'step-returned 324',
  ])
})

test('an eager task’s first step is recorded within the one that creates it', async () => {
  function* child(ms: number): Coroutine<void> {
    if (ms > 0) yield* sleep(ms)
  }
  const recording = await record(function* () {
    createTask(child(0), { name: 'done at once', eagerStart: true })
    yield* createTask(child(5), { name: 'waits', eagerStart: true })
  })
  expect(lines(recording).slice(2, 12)).toEqual([
    'step-begun Task-1',
    'task-created done at once Task-1',
    'eager-begun done at once Task-1',
    'step-returned done at once',
    'task-created waits Task-1',
    'eager-begun waits Task-1',
    'timer-set sleep waits',
    'step-awaiting waits sleep',
    'step-awaiting Task-1 waits',
    'iteration-ended',
  ])
  const replay = new Replay(recording)
  const running = Array.from({ length: 10 }, (_, step) => {
    const { running, ready } = replay.jumpTo(3 + step)
    return [running < 0 ? 'nothing' : nameOf(recording, running), ready.length]
  })
  expect(running).toEqual([
    ['Task-1', 0],
    ['Task-1', 1],
    ['done at once', 0],
    ['Task-1', 0],
    ['Task-1', 1],
    ['waits', 0],
    ['waits', 0],
    ['Task-1', 0],
    ['nothing', 0],
    ['nothing', 0],
  ])
  const { loop } = lanesBetween(replay, 2, 12, 9)
  expect(loop.map(({ thing, from, to }) => [nameOf(recording, thing), from, to])).toEqual([
    ['Task-1', 2, 4],
    ['done at once', 4, 6],
    ['Task-1', 6, 7],
    ['waits', 7, 10],
    ['Task-1', 10, 11],
  ])
})
