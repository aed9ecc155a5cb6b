import { expect, test } from 'vitest'
import { memorySchema } from '../../../src/engine/footprint/memory-result'
import type { MemorySpec } from '../../../src/engine/footprint/footprint-message'
import { runMemory, type MemoryOptions } from '../../../src/engine/footprint/run-memory'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import { engineFolder } from '../run/built-run'

const run = (changes: Partial<MemorySpec>, options: Partial<MemoryOptions> = {}) =>
  runMemory(
    {
      engineFolder,
      environment: readEnvironment({ version: '0.0.0', commit: null }),
      spec: {
        rounds: 1,
        memoryShare: 0.5,
        counts: { 'loop-tasks': [1, 1_000], 'native-promises': [1], threads: [1, 2] },
        ...changes,
      },
    },
    { report: () => undefined, signal: new AbortController().signal, ...options },
  )

test('each kind goes from few to many, each count in processes of its own', async () => {
  const result = memorySchema.parse(await run({ rounds: 2 }))
  expect(result.status).toBe('complete')
  const counts = result.waiters.map(({ name, points }) => [name, points.map((p) => p.count)])
  expect(counts).toEqual([
    ['loop-tasks', [1, 1_000]],
    ['native-promises', [1]],
    ['threads', [1, 2]],
  ])
  for (const { idle, points, stop } of result.waiters) {
    expect(stop).toEqual({ reason: 'all-counts' })
    expect(idle).toHaveLength(2)
    for (const { footprints } of points) expect(footprints).toHaveLength(2)
  }
})

test('a count that would need more than its share of the memory is not begun, and the result says so', async () => {
  const counts = { 'loop-tasks': [1], 'native-promises': [1], threads: [2, 1_000_000] }
  const { waiters, status } = await run({ counts })
  expect(status).toBe('complete')
  const threads = waiters.find(({ name }) => name === 'threads')
  expect(threads?.points.map(({ count }) => count)).toEqual([2])
  expect(threads?.stop).toMatchObject({ reason: 'too-little-memory', count: 1_000_000 })
})

test('a cancelled measurement keeps what it has, marked partial', async () => {
  const controller = new AbortController()
  const result = await run(
    {},
    {
      signal: controller.signal,
      report: ({ count }) => {
        if (count === 1_000) controller.abort()
      },
    },
  )
  expect(memorySchema.parse(result).status).toBe('partial')
  expect(result.waiters[0]).toMatchObject({
    points: [{ count: 1 }],
    stop: { reason: 'cancelled', count: 1_000 },
  })
})
