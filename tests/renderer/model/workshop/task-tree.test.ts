import { beforeAll, describe, expect, it } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { Replay, type LoopState, type Recording } from '../../../../src/contract/workshop/recording'
import { queueWords } from '../../../../src/renderer/model/workshop/task-tree'
import { record } from '../../../engine/recorder/record'

describe('the words for a queue', () => {
  /** Three tasks of one name and one of another, all ready at once. */
  let recording: Recording
  let state: LoopState
  beforeAll(async () => {
    function* short(): Coroutine<void> {
      yield* sleep(1)
    }
    recording = await record(function* () {
      const names = ['same', 'same', 'other', 'same']
      const tasks = names.map((name) => createTask(short(), { name }))
      for (const task of tasks) yield* task
    })
    const replay = new Replay(recording)
    const states = Array.from({ length: replay.length }, (_, at) => replay.jumpTo(at))
    state = states.reduce((longest, next) =>
      next.ready.length > longest.ready.length ? next : longest,
    )
  })

  it('name neighbours of one name once, with how many they are, in the order of the queue', () => {
    const [first = -1, second = -1, other = -1, last = -1] = state.ready
    expect(queueWords(recording, state, state.ready, 10)).toEqual({
      entries: [
        { words: 'same × 2', tasks: [first, second] },
        { words: 'other', tasks: [other] },
        { words: 'same', tasks: [last] },
      ],
      more: 0,
    })
  })

  it('say how many things come after what is shown', () => {
    const { entries, more } = queueWords(recording, state, state.ready, 1)
    expect(entries.map(({ words }) => words)).toEqual(['same × 2'])
    expect(more).toBe(2)
  })

  it('count no more than the first thousand of those that are called the same', () => {
    const [first = -1] = state.ready
    const many = Array.from({ length: 1_000_000 }, () => first)
    const { entries, more } = queueWords(recording, state, many, 4)
    expect(entries.map(({ words }) => words)).toEqual(['same × 1000'])
    expect(more).toBe(999_000)
    expect(entries[0]?.tasks.length).toBeLessThan(10)
  })

  it('the words for a queue are none where nothing is in the queue', () => {
    expect(queueWords(recording, state, [], 4)).toEqual({ entries: [], more: 0 })
  })
})
