import { nodeContenders } from '../../../node-contenders'
import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { type ContenderName } from '../../../../src/engine/spec/spec'
import { startHttpService } from '../../../../src/engine/workload/start-http-service'
import {
  builtRun,
  engineFolder,
  figuresOf,
  resultOf,
  shortSpec,
  trustedRun,
} from '../../run/built-run'

describe('every contender', () => {
  test('runs the same jobs of the plan and goes on after those that throw', async () => {
    const { result } = await builtRun(
      shortSpec({ faults: { throwEvery: 4, exitAt: 0 }, durationMs: 1_000 }),
    )
    expect(result.status).toBe('complete')
    for (const name of nodeContenders) {
      const { completed, failed, errors } = figuresOf(result, name)
      // Every fourth job of the plan throws, in whatever order they end: at most the jobs in
      // flight at each end of the window can shift the share.
      expect(completed).toBeGreaterThan(20)
      expect(Math.abs(completed - 3 * failed)).toBeLessThanOrEqual(4 * 8)
      expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('throwEvery')])
    }
  })

  test('reads and hashes real files', async () => {
    const workload = { kind: 'files', path: import.meta.dirname } as const
    // Long enough for each to have a core at some time, also on a machine that is busy.
    // Some of them, as all that they can read would take every core for as long.
    const load = { kind: 'open', arrivalsPerSecond: 100, arrivals: 'constant' } as const
    const { result } = await builtRun(shortSpec({ workload, load, durationMs: 1_500 }))
    for (const name of nodeContenders) {
      const { completed, failed } = figuresOf(result, name)
      expect(completed).toBeGreaterThan(0)
      expect(failed).toBe(0)
    }
  })

  // Without the sequential run, whose latency takes C jobs to settle.
  test.for(['event-loop', 'thread-pool', 'loop-per-core'] as const)(
    '%s keeps its jobs in flight: Little’s law holds between its rate and its latency',
    async (name, context) => {
      const spec = shortSpec({ contenders: [name], concurrency: 16, durationMs: 1000 })
      const result = await trustedRun(spec, context)
      const { jobsPerSecond, latency, samples } = figuresOf(result, name)
      const inFlight = (jobsPerSecond * latency.meanMs) / 1000
      expect(inFlight).toBeGreaterThan(16 * 0.8)
      expect(inFlight).toBeLessThan(16 * 1.25)
      expect(Math.max(...samples.map((sample) => sample.inFlight))).toBe(16)
    },
  )
})

test('requests that nobody answers are failed jobs, not failed contenders', async () => {
  const workload = { kind: 'http', waitMs: 1, cpuMs: 0, responseBytes: 1, spread: 'fixed' } as const
  // Nobody listens on port 1.
  const { result } = await builtRun(shortSpec({ workload, durationMs: 200 }), undefined, 1)
  for (const name of nodeContenders) {
    expect(resultOf(result, name).status).toBe('measured')
    const { completed, errors } = figuresOf(result, name)
    expect(completed).toBe(0)
    expect(errors[0]?.message).toContain('ECONNREFUSED')
  }
})

test('fetches from the loopback service', async () => {
  const service = await startHttpService(engineFolder)
  try {
    const workload = {
      kind: 'http',
      waitMs: 5,
      cpuMs: 0,
      responseBytes: 100,
      spread: 'fixed',
    } as const
    const { result } = await builtRun(shortSpec({ workload }), undefined, service.port)
    for (const name of nodeContenders) {
      const { completed, failed } = figuresOf(result, name)
      expect(completed).toBeGreaterThan(10)
      expect(failed).toBe(0)
    }
  } finally {
    await service.stop()
  }
})

describe('where jobs wait', () => {
  test('the event loop comes near C jobs per wait and uses far less than a core', async (context) => {
    const result = await trustedRun(
      shortSpec({
        workload: { kind: 'wait', waitMs: 20, spread: 'fixed' },
        concurrency: 400,
        durationMs: 1000,
        warmupMs: 300,
        contenders: ['event-loop', 'thread-pool'],
      }),
      context,
    )
    const ceiling = 400 / 0.02
    const loop = figuresOf(result, 'event-loop')
    expect(loop.jobsPerSecond).toBeLessThanOrEqual(ceiling * 1.02)
    expect(loop.jobsPerSecond).toBeGreaterThan(ceiling * 0.5)
    expect(loop.coresUsed).toBeLessThan(0.7)
    const pool = figuresOf(result, 'thread-pool')
    expect(pool.jobsPerSecond).toBeLessThanOrEqual((2 / 0.02) * 1.02)
    expect(loop.jobsPerSecond / pool.jobsPerSecond).toBeGreaterThan(50)
  })
})

describe('where jobs compute', () => {
  test('a pool with a worker per core has several jobs computed at once, the loop one', async () => {
    const workers = Math.max(2, availableParallelism())
    const { result, progress } = await builtRun(
      shortSpec({
        // Long, so that handing one in takes no time beside it, however busy the machine is.
        workload: { kind: 'cpu', cpuMs: 20, spread: 'fixed' },
        concurrency: 2 * workers,
        workers,
        durationMs: 1000,
        warmupMs: 100,
        contenders: ['event-loop', 'thread-pool'],
      }),
    )
    const meanComputing = (name: ContenderName): number => {
      const looks = progress.flatMap((event) =>
        event.kind === 'sampled' && event.contender === name && event.phase === 'measuring'
          ? [event.threads.filter(({ state }) => state === 'running').length]
          : [],
      )
      return looks.reduce((sum, computing) => sum + computing, 0) / looks.length
    }
    // A job that computes and has no core for a while is still one that computes.
    expect(meanComputing('thread-pool')).toBeGreaterThan(1.2)
    expect(meanComputing('event-loop')).toBeLessThanOrEqual(1)
    const { threads } = figuresOf(result, 'thread-pool')
    const ofWorkers = threads.filter(({ name }) => name.startsWith('worker'))
    expect(ofWorkers).toHaveLength(workers)
    for (const { name, completed, cpuSeconds } of ofWorkers) {
      expect(completed, name).toBeGreaterThan(0)
      expect(cpuSeconds ?? Infinity, name).toBeGreaterThan(0)
    }
  })
})
