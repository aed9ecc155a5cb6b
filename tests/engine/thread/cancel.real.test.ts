import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { nodeContenders } from '../../node-contenders'
import type { ContenderName, Workload } from '../../../src/engine/spec/spec'
import { builtRun, resultOf, shortSpec } from '../run/built-run'

/**
 * Cancelling is to take a second. A machine that others use may be slower, so what is asserted is
 * that nobody waited for the work to end: neither half as long as its waits are, nor in CPU time,
 * of which a machine that stands still takes none, half as much as its segments.
 */
const [PATIENCE_MS, PATIENCE_CPU_MS] = [30_000, 5_000]

const long: readonly (readonly [string, Workload])[] = [
  ['waits of 60 s', { kind: 'wait', waitMs: 60_000, spread: 'fixed' }],
  ['CPU segments of 10 s', { kind: 'cpu', cpuMs: 10_000, spread: 'fixed' }],
]

const threadCount = () => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0)

/** Cancels as soon as the contender is measured and says how long the end took, by two clocks. */
async function cancelledRun(workload: Workload, name: ContenderName) {
  let cancelledAt = 0
  let cpuAt = process.cpuUsage()
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
      cpuAt = process.cpuUsage()
      run.cancel()
    },
  )
  const { user, system } = process.cpuUsage(cpuAt)
  return { result, tookMs: performance.now() - cancelledAt, cpuMs: (user + system) / 1_000 }
}

// The first run starts what the runtime keeps, such as its threads for files.
beforeAll(async () => {
  await builtRun(shortSpec({ contenders: ['event-loop'], durationMs: 100, warmupMs: 0 }))
})

describe.each(long)('cancelling with %s', (_, workload) => {
  test.each(nodeContenders)('ends %s and keeps what was measured', async (name) => {
    const before = threadCount()
    const { result, tookMs, cpuMs } = await cancelledRun(workload, name)
    expect(tookMs).toBeLessThan(PATIENCE_MS)
    expect(cpuMs).toBeLessThan(PATIENCE_CPU_MS)
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
    // Long enough for the pool to go on still when it is cancelled.
    shortSpec({ contenders: ['event-loop', 'thread-pool', 'sequential'], durationMs: 1_500 }),
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
    for (const name of ['sequential', 'thread-pool'] as const) {
      const states: string[][] = []
      await builtRun(
        shortSpec({ workload, contenders: [name], warmupMs: 0, durationMs: 60_000 }),
        (event, run) => {
          if (event.kind !== 'sampled' || event.phase !== 'measuring') return
          const working = event.threads.filter((thread) => thread.name !== 'dispatcher')
          states.push(working.map(({ state }) => state))
          // It goes on for as long as that takes on a busy machine.
          if (states.length === 4) run.cancel()
        },
      )
      expect(states.length).toBeGreaterThanOrEqual(4)
      const wanted = workload.kind === 'cpu' ? 'running' : 'waiting'
      expect(new Set(states.slice(1).flat())).toEqual(new Set([wanted]))
    }
  })
})
