import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  createTask,
  currentTask,
  sleep,
  type Coroutine,
} from '../../../../src/engine/loop'
import { lanesBetween, type Lanes } from '../../../../src/engine/recorder/replay/lanes'
import type { TaskPhase } from '../../../../src/engine/recorder/replay/loop-state'
import { Replay } from '../../../../src/engine/recorder/replay/replay'
import { record } from '../record'

const ended = ['returned', 'threw', 'cancelled']

/** Asks for its own cancellation, so that it is woken within the step in which it goes to wait. */
function* interrupted(): Coroutine<void> {
  currentTask()?.cancel()
  try {
    yield* sleep(3)
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error
  }
}

function* child(): Coroutine<void> {
  yield* sleep(0)
  yield* sleep(3)
  yield* interrupted()
}

const recorded = () =>
  record(function* () {
    const children = [createTask(child()), createTask(child())]
    for (const each of children) yield* each
  })

/** The phases of each task, one after the other, as the spans have them. */
const phasesOf = ({ tasks }: Lanes): Map<number, TaskPhase[]> =>
  new Map(tasks.map(({ task, spans }) => [task, spans.map(({ phase }) => phase)]))

describe('the lanes of a recording', () => {
  it('the lanes of a recording have every phase that the replay goes through, and none besides', async () => {
    const replay = new Replay(await recorded())
    const lanes = lanesBetween(replay, 0, replay.length, 10)
    const expected = new Map<number, TaskPhase[]>()
    for (let position = 1; position <= replay.length; position += 1) {
      for (const { task, phase } of replay.jumpTo(position).tasks) {
        const phases = expected.get(task) ?? []
        if (phases.at(-1) !== phase && !ended.includes(phase)) phases.push(phase)
        expected.set(task, phases)
      }
    }
    expect(expected.size).toBeGreaterThan(2)
    expect(phasesOf(lanes)).toEqual(expected)
  })

  it('the lanes of a recording never have two things in the lane of the loop at once', async () => {
    const replay = new Replay(await recorded())
    const { loop } = lanesBetween(replay, 0, replay.length, 10)
    expect(loop.length).toBeGreaterThan(6)
    for (const [index, { from, to }] of loop.entries()) {
      expect(to).toBeGreaterThan(from)
      expect(from).toBeGreaterThanOrEqual(loop[index - 1]?.to ?? 0)
    }
  })

  it('the lanes of a recording are the same for a stretch in the middle as in the whole', async () => {
    const replay = new Replay(await recorded())
    const [from, to] = [8, replay.length - 5]
    const whole = lanesBetween(replay, 0, replay.length, 10).loop
    const inside = lanesBetween(replay, from, to, 10).loop
    const cut = whole
      .filter((span) => span.to > from && span.from < to)
      .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    expect(inside).toEqual(cut)
  })

  it('the lanes of a recording are, of tasks in which as much happens, those in which it happens nearest to an event', async () => {
    const recording = await record(function* () {
      const alike = Array.from({ length: 20 }, () => createTask(sleep(0)))
      for (const each of alike) yield* each
    })
    const replay = new Replay(recording)
    const chosen = (around: number): number[] =>
      lanesBetween(replay, 0, replay.length, 4, around).tasks.map(({ task }) => task)
    const [first, last] = [chosen(0), chosen(replay.length)]
    expect(Math.max(...first)).toBeLessThan(Math.min(...last.slice(1)))
  })

  it('the lanes of a recording have the task that runs at an event among them, and say how many there are in all', async () => {
    const recording = await record(function* () {
      const alike = Array.from({ length: 20 }, () => createTask(sleep(0)))
      for (const each of alike) yield* each
    })
    const replay = new Replay(recording)
    const { running } = replay.jumpTo(6)
    const { tasks, taskCount } = lanesBetween(replay, 4, 40, 4, 6)
    expect(tasks.map(({ task }) => task)).toContain(running)
    expect(tasks).toHaveLength(4)
    expect(taskCount).toBe(21)
  })
})
