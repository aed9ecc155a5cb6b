import { beforeAll, describe, expect, it } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../src/engine/loop'
import { Replay, type Recording } from '../../../src/contract/recording'
import { queueWords } from '../../../src/renderer/model/task-tree'
import { record } from '../../engine/recorder/record'

describe('the words for a queue', () => {
  /** Three tasks of one name and one of another, all ready at once. */
  let recording: Recording
  let ready: readonly number[]
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
    const queues = Array.from({ length: replay.length }, (_, at) => replay.jumpTo(at).ready)
    ready = queues.reduce((longest, next) => (next.length > longest.length ? next : longest))
  })

  it('name neighbours of one name once, with how many they are, in the order of the queue', () => {
    expect(queueWords(recording, ready, 10)).toEqual({
      entries: ['same × 2', 'other', 'same'],
      more: 0,
    })
  })

  it('say how many things come after what is shown', () => {
    expect(queueWords(recording, ready, 1)).toEqual({ entries: ['same × 2'], more: 2 })
  })

  it('count no more than the first thousand of those that are called the same', () => {
    const [first = -1] = ready
    const many = Array.from({ length: 1_000_000 }, () => first)
    expect(queueWords(recording, many, 4)).toEqual({ entries: ['same × 1000'], more: 999_000 })
  })

  it('the words for a queue are none where nothing is in the queue', () => {
    expect(queueWords(recording, [], 4)).toEqual({ entries: [], more: 0 })
  })
})
