import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { nodeContenders } from '../../node-contenders'
import type { ContenderName, Workload } from '../../../src/engine/spec/spec'
import { builtRun, resultOf, shortSpec } from '../run/built-run'

/**
 * Cancelling is to take a second. A machine that others use may be slower, so what is asserted is
 * that nobody waited for the work to end, which takes many times longer.
 */
const PATIENCE_MS = 5_000

const long: readonly (readonly [string, Workload])[] = [
  ['waits of 60 s', { kind: 'wait', waitMs: 60_000, spread: 'fixed' }],
  ['CPU segments of 10 s', { kind: 'cpu', cpuMs: 10_000, spread: 'fixed' }],
]

const threadCount = () => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0)

/** Cancels as soon as the contender is being measured and says how long the end took. */
async function cancelledRun(workload: Workload, name: ContenderName) {
  let cancelledAt = 0
  const { result } = await builtRun(
    shortSpec({
      workload,
      concurrency: 20,
      workers: 3,
      warmupMs: 0,
      durationMs: 60_000,
      contenders: [name, name === 'sequential' ? 'event-loop' : 'sequential'],
    }),
    (progress, run) => {
      if (cancelledAt !== 0 || progress.kind !== 'sampled') return
      cancelledAt = performance.now()
      run.cancel()
    },
  )
  return { result, tookMs: performance.now() - cancelledAt }
}

// The first run starts what the runtime keeps, such as its threads for files.
beforeAll(async () => {
  await builtRun(shortSpec({ contenders: ['event-loop'], durationMs: 100, warmupMs: 0 }))
})

describe.each(long)('cancelling with %s', (_, workload) => {
  test.each(nodeContenders)('ends %s and keeps what was measured', async (name) => {
    const before = threadCount()
    const { result, tookMs } = await cancelledRun(workload, name)
    expect(tookMs).toBeLessThan(PATIENCE_MS)
    // The system takes a moment to forget a thread that has ended.
    await expect.poll(threadCount).toBeLessThanOrEqual(before)
    expect(result.status).toBe('partial')
    const [cancelled, next] = result.contenders
    expect(cancelled).toMatchObject({ name, status: 'partial', figures: { completed: 0 } })
    expect(next?.status).toBe('not-run')
  })
})

test('what was finished before the cancellation stays measured', async () => {
  const { result } = await builtRun(
    shortSpec({ contenders: ['event-loop', 'thread-pool', 'sequential'] }),
    (progress, run) => {
      if (progress.kind === 'sampled' && progress.contender === 'thread-pool') run.cancel()
    },
  )
  expect(resultOf(result, 'event-loop').status).toBe('measured')
  expect(resultOf(result, 'thread-pool').status).toBe('partial')
  expect(resultOf(result, 'sequential')).toEqual({ name: 'sequential', status: 'not-run' })
  expect(result.status).toBe('partial')
})

test('a run that is cancelled before anything was measured has no figures', async () => {
  const { result } = await builtRun(shortSpec({ warmupMs: 60_000 }), (progress, run) => {
    if (progress.kind === 'sampled') run.cancel()
  })
  const [first, ...others] = nodeContenders
  expect(result.contenders).toEqual([
    { name: first, status: 'partial', figures: null },
    ...others.map((name) => ({ name, status: 'not-run' })),
  ])
})

describe.each(long)('while a contender has %s', (_, workload) => {
  test('progress keeps coming, and says what each thread does', async () => {
    const contenders = ['sequential', 'thread-pool'] as const
    const { progress } = await builtRun(
      shortSpec({ workload, contenders: [...contenders], durationMs: 1000 }),
    )
    for (const name of contenders) {
      const seen = progress.filter((event) => event.kind === 'sampled' && event.contender === name)
      // Ten on a calm machine; a busy one looks less often.
      expect(seen.length).toBeGreaterThan(2)
      const states = seen.flatMap((event) =>
        event.kind === 'sampled' && event.phase === 'measuring'
          ? event.threads.filter((thread) => thread.name !== 'dispatcher').map(({ state }) => state)
          : [],
      )
      expect(new Set(states)).toEqual(new Set([workload.kind === 'cpu' ? 'running' : 'waiting']))
    }
  })
})
