import { expect, test } from 'vitest'
import { experimentSchema } from '../../src/engine/lesson/lesson'
import { experimentWords, guessingOf } from '../../src/report/experiment-words'

test('a comparison says its work, who does it with how many threads, and for how long', () => {
  const experiment = experimentSchema.parse({
    title: 'Jobs that compute',
    spec: {
      name: 'hog',
      workload: { kind: 'cpu', cpuMs: 10 },
      concurrency: 8,
      workers: 2,
      durationMs: 1_500,
      warmupMs: 500,
      contenders: ['event-loop', 'thread-pool'],
      seed: 1,
    },
  })
  expect(experimentWords(experiment)).toEqual([
    '8 jobs computing 10 ms',
    'event-loop, thread-pool (2 threads)',
    '1.5 s each in 8 blocks, after up to 500 ms of warm-up',
  ])
})

test('a count in shared memory says how many threads make how many updates', () => {
  const sharedCounter = { threads: 4, updates: 1_000_000 }
  expect(experimentWords({ title: 'Counting', sharedCounter })).toEqual([
    '1,000,000 updates of one counter by each of 4 threads in shared memory',
    'fewer of them with Atomics and under a lock, and as many tasks on a loop',
  ])
})

test('a room guesses among the contenders of a comparison, and nothing where there is one alone', () => {
  const spec = {
    name: 'two',
    workload: { kind: 'cpu', cpuMs: 10 },
    concurrency: 8,
    workers: 2,
    durationMs: 1_500,
    warmupMs: 500,
    contenders: ['event-loop', 'thread-pool'],
    seed: 1,
  }
  const two = experimentSchema.parse({ title: 'Two', spec })
  expect(guessingOf(two)?.choices).toEqual([
    'event-loop',
    'thread-pool',
    'no measurable difference',
  ])
  const alone = { title: 'Alone', spec: { ...spec, contenders: ['event-loop'] } }
  expect(guessingOf(experimentSchema.parse(alone))).toBeNull()
})
