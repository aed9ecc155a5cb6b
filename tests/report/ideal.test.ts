import { expect, test } from 'vitest'
import {
  demandOf,
  idealJobsPerCoreSecond,
  idealJobsPerSecond,
  idealMeanMs,
  predict,
  type Demand,
} from '../../src/engine/analysis/ceiling'
import { cores } from '../../src/engine/measure/statistics/quantity'
import { idealFormula, limitText } from '../../src/report/ideal'
import { nodeContenders } from '../node-contenders'
import { syntheticSpec } from '../charts/synthetic-result'

const counts = { workers: 8, loops: 4, jobs: 400, cores: 4, hasGil: true, hiddenThreads: null }
const waiting: Demand = { waitMs: 20, cpuMs: 0, inFlight: 400, ...counts }
const computing: Demand = { waitMs: 0, cpuMs: 2, inFlight: 16, ...counts, jobs: 16 }
const rates = (demand: Demand) =>
  Object.fromEntries(nodeContenders.map((name) => [name, idealJobsPerSecond(name, demand)]))

test('waiting work is bounded by how many jobs can wait at once (Little’s law)', () => {
  expect(rates(waiting)).toMatchObject({
    sequential: 50,
    'event-loop': 20_000,
    async: 20_000,
    'thread-pool': 400,
    'thread-per-job': 20_000,
    'loop-per-core': 20_000,
  })
})

test('computing work is bounded by how many cores can be kept busy', () => {
  expect(rates(computing)).toMatchObject({
    sequential: 500,
    'event-loop': 500,
    async: 500,
    'thread-pool': 2_000,
    'thread-per-job': 2_000,
    'loop-per-core': 2_000,
  })
})

test('mixed work is bounded by the tighter of both', () => {
  const mixed: Demand = { waitMs: 18, cpuMs: 2, inFlight: 100, ...counts, jobs: 100 }
  expect(rates(mixed)).toMatchObject({
    sequential: 50,
    'event-loop': 500,
    async: 500,
    'thread-pool': 400,
    'thread-per-job': 2_000,
    'loop-per-core': 2_000,
  })
})

test('more threads than jobs or cores are of no use', () => {
  expect(idealJobsPerSecond('thread-pool', { ...waiting, inFlight: 4 })).toBe(200)
  expect(idealJobsPerSecond('thread-pool', { ...computing, workers: 1_000 })).toBe(2_000)
})

test('the mean time at best follows from jobs in flight and the rate', () => {
  expect(idealMeanMs('event-loop', waiting)).toBe(20)
  expect(idealMeanMs('thread-pool', waiting)).toBe(1_000)
  expect(idealMeanMs('sequential', waiting)).toBe(8_000)
})

test('a core-second has no ceiling for work that needs no core', () => {
  expect(idealJobsPerCoreSecond(waiting)).toBeNull()
  expect(idealJobsPerCoreSecond(computing)).toBe(500)
})

test('nothing is promised for files, whose waits nobody knows, nor for jobs that do nothing', () => {
  const of = (workload: object) =>
    demandOf(syntheticSpec({ workload }), { cores: 4, processors: null })
  expect(of({ kind: 'files', path: null })).toBeNull()
  expect(of({ kind: 'wait', waitMs: 0 })).toBeNull()
})

test('formulas are written with the letters of the subtitle', () => {
  expect(idealFormula('thread-pool', waiting)).toBe('min(C, W) ÷ 20 ms')
  expect(idealFormula('event-loop', computing)).toBe('1 core ÷ 2 ms')
  expect(idealFormula('event-loop', { ...waiting, waitMs: 18, cpuMs: 2 })).toBe(
    'min(C ÷ 20 ms, 1 core ÷ 2 ms)',
  )
})

test('what bounds a ceiling is said of that contender, and arrivals where they do', () => {
  const spec = {
    concurrency: 400,
    workload: { kind: 'wait', waitMs: 20, spread: 'fixed' },
  } as const
  const limits = ['in-flight', 'threads', 'cores', 'arrivals'] as const
  const textsOf = (name: 'event-loop' | 'thread-pool', workers = 8) =>
    limits.map((limit) =>
      limitText({ name, limit, coresUsed: cores(1) }, spec, {
        workers,
        loops: 2,
        jobs: 400,
        cores: 2,
      }),
    )
  expect(textsOf('event-loop')).toEqual([
    '400 in flight',
    'one job at a time',
    '1 core',
    'no more come in',
  ])
  expect(textsOf('thread-pool')).toEqual([
    '400 in flight',
    '8 threads, one job each',
    '2 cores',
    'no more come in',
  ])
  expect(textsOf('thread-pool', 1).slice(1, 3)).toEqual(['1 thread, one job each', '1 core'])
})

test('what hidden threads compute has them as its bound, however many loops there are', () => {
  const of = (uvThreads: number, concurrency = 16) => {
    const spec = syntheticSpec({
      workload: { kind: 'crypto', cpuMs: 10 },
      contenders: [
        'sequential',
        'event-loop',
        'async',
        'loop-per-core',
        'thread-pool',
        'loop-and-pool',
      ],
      concurrency,
      workers: 2,
      uvThreads,
    })
    const counts = { workers: 2, loops: 4, jobs: concurrency, cores: 4 }
    return predict(spec, { cores: 4, processors: null }).map((ceiling) => [
      ceiling.name,
      ceiling.jobsPerSecond,
      limitText(ceiling, spec, counts),
    ])
  }
  expect(of(1)).toEqual([
    ['sequential', 100, '1 core'],
    ['event-loop', 100, '1 hidden thread'],
    ['async', 100, '1 hidden thread'],
    ['loop-per-core', 100, '1 hidden thread'],
    ['thread-pool', 200, '2 cores'],
    ['loop-and-pool', 200, '2 cores'],
  ])
  expect(of(3)[1]).toEqual(['event-loop', 300, '3 hidden threads'])
  expect(of(8)[1]).toEqual(['event-loop', 400, '4 cores'])
  expect(of(8, 1)[1]).toEqual(['event-loop', 100, '1 core'])
})

test('the formula of what hidden threads compute names them', () => {
  const hashing: Demand = { ...computing, hiddenThreads: 4 }
  expect(idealFormula('async', hashing)).toBe('min(C, hidden threads, cores) ÷ 2 ms')
  expect(idealFormula('python-asyncio', hashing)).toBe('min(C, cores) ÷ 2 ms')
  expect(idealFormula('loop-and-pool', hashing)).toBe(idealFormula('loop-and-pool', computing))
})
