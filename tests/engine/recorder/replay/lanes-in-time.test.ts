import { describe, expect, it } from 'vitest'
import { createTask, getRunningLoop, sleep, type Coroutine } from '../../../../src/engine/loop'
import { lanesBetween } from '../../../../src/engine/recorder/replay/lanes'
import { lanesInTime } from '../../../../src/engine/recorder/replay/lanes-in-time'
import { nameOf } from '../../../../src/engine/recorder/recording/recording'
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
