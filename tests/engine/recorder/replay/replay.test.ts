import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTask, gather, sleep, type Coroutine } from '../../../../src/engine/loop'
import { eventAt, eventCount, nameOf } from '../../../../src/engine/recorder/recording/recording'
import { Reducer } from '../../../../src/engine/recorder/replay/reducer'
import { Replay } from '../../../../src/engine/recorder/replay/replay'
import { acts, programOf } from '../random-program'
import { record } from '../record'

describe('a replay', () => {
  test('a replay that steps forward n and back m shows the state at n − m', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(400), fc.nat(400), async (list, forward, back) => {
        const recording = await record((recorder) => programOf(list, recorder))
        const replay = new Replay(recording)
        for (let n = 0; n < forward; n += 1) replay.step(1)
        const reached = replay.position
        for (let n = 0; n < back; n += 1) replay.step(-1)
        const direct = new Reducer(recording)
        direct.advanceTo(Math.max(0, reached - back))
        expect(replay.state).toEqual(direct.state())
      }),
      { numRuns: 60 },
    )
  })

  test('a replay never runs two tasks at once, and only what is first in the ready queue', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const recording = await record((recorder) => programOf(list, recorder))
        const replay = new Replay(recording)
        for (let n = 0; n < eventCount(recording); n += 1) {
          const { ready, running } = replay.state
          const { kind, subject } = eventAt(recording, n)
          if (/^(step|callback)-(begun|skipped)$/.test(kind)) {
            expect(running).toBe(-1)
            expect(ready[0]).toBe(subject)
          }
          replay.step(1)
        }
        const end = replay.state
        expect(end.ready.length + end.tasks.filter(({ phase }) => phase === 'waiting').length).toBe(
          0,
        )
        expect(end.running).toBe(-1)
      }),
      { numRuns: 40 },
    )
  })

  test('jumps anywhere in a long recording to the state that applying every event gives', async () => {
    function* counter(): Coroutine<void> {
      for (let n = 0; n < 2_000; n += 1) yield* sleep(n % 3)
    }
    const recording = await record(function* () {
      yield* gather([counter(), counter(), counter()])
    })
    const replay = new Replay(recording)
    replay.jumpTo(replay.length)
    for (const position of [1, 19_999, 5, 7_777, 7_776, 1_024, 1_023, replay.length, 0]) {
      const direct = new Reducer(recording)
      direct.advanceTo(position)
      expect(replay.jumpTo(position)).toEqual(direct.state())
    }
  })

  test('a replay is at the same states beside another, and once everything is prepared', async () => {
    function* counter(): Coroutine<void> {
      for (let n = 0; n < 2_000; n += 1) yield* sleep(n % 3)
    }
    const recording = await record(function* () {
      yield* gather([counter(), counter()])
    })
    const first = new Replay(recording)
    let parts = 1
    while (!first.prepare(1_000)) parts += 1
    expect(parts).toBe(Math.ceil(first.length / 1_000))
    expect(first.position).toBe(0)
    const second = new Replay(recording, first)
    for (const position of [first.length, 3, 9_000, 9_001, 1_025]) {
      const direct = new Reducer(recording)
      direct.advanceTo(position)
      expect(second.jumpTo(position)).toEqual(direct.state())
      expect(first.position).toBe(0)
    }
  })

  test('stops at both ends', async () => {
    const replay = new Replay(await record(() => sleep(0)))
    expect(replay.step(-5).position).toBe(0)
    expect(replay.step(1_000_000).position).toBe(replay.length)
  })

  test('shows the timers soonest first and each task with what it waits for', async () => {
    const recording = await record(function* () {
      yield* gather([
        createTask(sleep(30), { name: 'slow' }),
        createTask(sleep(10), { name: 'quick' }),
      ])
    })
    const replay = new Replay(recording)
    while (replay.state.timers.length < 2) replay.step(1)
    const { timers, tasks } = replay.step(1)
    expect(timers.map(({ whenMs }) => whenMs)).toEqual([10, 30])
    const told = tasks.map(({ task, phase, waitsFor }) =>
      [nameOf(recording, task), phase, nameOf(recording, waitsFor)].join(' '),
    )
    expect(told).toEqual(['Task-1 waiting gather', 'slow waiting sleep', 'quick waiting sleep'])
  })

  test('shows the lines printed so far', async () => {
    const recording = await record(function* (recorder) {
      for (const line of ['one', 'two', 'three']) {
        recorder.print(line)
        yield* sleep(1)
      }
    })
    const replay = new Replay(recording)
    while (replay.printed().length < 2) replay.step(1)
    expect(replay.printed()).toEqual(['one', 'two'])
    expect(replay.printed(1)).toEqual(['two'])
    replay.step(-1)
    expect(replay.printed()).toEqual(['one'])
  })
})
