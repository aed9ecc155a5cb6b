import { describe, expect, it } from 'vitest'
import { createTask, getRunningLoop, sleep, type Coroutine } from '../../../../src/engine/loop'
import { lanesBetween } from '../../../../src/engine/recorder/replay/lanes'
import { lanesInTime, withTime } from '../../../../src/engine/recorder/replay/lanes-in-time'
import { nameOf, timeAt } from '../../../../src/engine/recorder/recording/recording'
import { Replay } from '../../../../src/engine/recorder/replay/replay'
import { record } from '../record'

function* sleeper(): Coroutine<void> {
  yield* sleep(30)
  yield* sleep(20)
}

const drawn = async (from = 0, to = Infinity) => {
  const recording = await record(function* () {
    const tasks = [createTask(sleeper(), { name: 'a' }), createTask(sleeper(), { name: 'b' })]
    for (const task of tasks) yield* task
    getRunningLoop().time()
  })
  const replay = new Replay(recording)
  const end = Math.min(to, replay.length)
  const lanes = lanesInTime(recording, lanesBetween(replay, from, end, 10))
  return { ...lanes, nameOf: (task: number) => nameOf(recording, task) }
}

describe('the lanes in time', () => {
  it('lanes have a length also where their events are all at one time, from those before or after', async () => {
    const recording = await record(function* () {
      for (let n = 0; n < 20; n += 1) yield* sleep(0)
      yield* sleep(10)
      for (let n = 0; n < 20; n += 1) yield* sleep(0)
    })
    const { length } = new Replay(recording)
    const late = withTime(recording, length - 10, length)
    expect(late.to).toBe(length)
    expect(timeAt(recording, late.from)).toBe(0)
    expect(timeAt(recording, late.from + 1)).toBe(10)
    const early = withTime(recording, 0, 10)
    expect(early.from).toBe(0)
    expect(timeAt(recording, early.to - 1)).toBe(10)
    expect(timeAt(recording, early.to - 2)).toBe(0)
    expect(withTime(recording, 0, length)).toEqual({ from: 0, to: length })
    expect(withTime(recording, 0, 0)).toEqual({ from: 0, to: 0 })
  })

  it('reach from the first to the last time, and waits last as long as they did', async () => {
    const { from, to, tasks, nameOf } = await drawn()
    expect([from, to]).toEqual([0, 50])
    const sleepers = tasks.filter(({ task }) => ['a', 'b'].includes(nameOf(task)))
    const waits = sleepers.map(({ spans }) =>
      spans
        .filter(({ phase, from: start, to: end }) => phase === 'waiting' && end > start)
        .map((span) => [span.from, span.to]),
    )
    expect(waits).toEqual([
      [
        [0, 30],
        [30, 50],
      ],
      [
        [0, 30],
        [30, 50],
      ],
    ])
  })

  it('the lanes in time have steps of no length under the virtual clock, each where its time was', async () => {
    const { loop } = await drawn()
    expect(loop.length).toBeGreaterThan(6)
    for (const { from, to } of loop) {
      expect(to).toBe(from)
      expect([0, 30, 50]).toContain(from)
    }
  })

  it('end with the stretch where it ends in the middle of the run', async () => {
    const whole = await drawn()
    const { from, to, tasks } = await drawn(3, 12)
    expect(from).toBeGreaterThanOrEqual(whole.from)
    for (const { spans } of tasks) {
      for (const span of spans) {
        expect(span.from).toBeGreaterThanOrEqual(from)
        expect(span.to).toBeGreaterThanOrEqual(span.from)
        expect(span.to).toBeLessThanOrEqual(to)
      }
    }
  })

  it('the lanes in time are empty where the stretch is', async () => {
    expect(await drawn(0, 0)).toMatchObject({ from: 0, to: 0, loop: [], tasks: [] })
  })
})
