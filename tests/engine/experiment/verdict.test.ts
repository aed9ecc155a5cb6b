import { describe, expect, test } from 'vitest'
import type { ContenderResult, Figures, Result } from '../../../src/engine/experiment/result'
import { contenderResultSchema } from '../../../src/engine/experiment/result'
import { environmentSchema } from '../../../src/engine/measure/environment'
import { preset } from '../../../src/engine/experiment/presets'
import { verdict } from '../../../src/engine/experiment/verdict'

const noLatency = { count: 0, meanMs: 0, maxMs: 0, percentiles: [], histogram: '' }

/** The figures that a verdict is drawn from; all others are there because the schema wants them. */
function figures(jobsPerSecond: number, coresUsed: number): Figures {
  const measured = contenderResultSchema.parse({
    status: 'measured',
    name: 'event-loop',
    figures: {
      measuredSeconds: 5,
      completed: Math.round(jobsPerSecond * 5),
      failed: 0,
      errors: [],
      jobsPerSecond,
      latency: noLatency,
      service: noLatency,
      cpuSource: 'proc-schedstat',
      cpuSeconds: coresUsed * 5,
      coresUsed,
      runQueueSeconds: null,
      jobsPerCoreSecond: coresUsed === 0 ? null : jobsPerSecond / coresUsed,
      loopDelayP99Ms: null,
      gcMs: null,
      peakMemoryBytes: 0,
      memoryPerJobBytes: 0,
      voluntarySwitches: null,
      involuntarySwitches: null,
      threads: [],
      samples: [],
    },
  })
  if (measured.status !== 'measured') throw new Error('expected measured figures')
  return measured.figures
}

function result(...contenders: ContenderResult[]): Result {
  return {
    kind: 'corewise-result',
    schemaVersion: 1,
    id: 'a',
    startedAt: '2025-01-01T00:00:00.000Z',
    status: 'complete',
    spec: preset('io-bound', 2).spec,
    plan: { length: 1, sha256: '', roundsPerMs: 1000 },
    environment: environmentSchema.parse({
      cpuModel: 'a processor',
      cores: 2,
      memoryBytes: 1,
      loadAverage1m: null,
      governor: null,
      platform: 'linux',
      osRelease: '6',
      versions: {},
      commit: null,
      corewise: '0.1.0',
    }),
    contenders,
  }
}

const loop = (of: Figures): ContenderResult => ({
  status: 'measured',
  name: 'event-loop',
  figures: of,
})
const pool = (of: Figures): ContenderResult => ({
  status: 'measured',
  name: 'thread-pool',
  figures: of,
})

describe('verdict', () => {
  test('says that the event loop wins where jobs wait, with C, W and both ratios', () => {
    expect(verdict(result(loop(figures(19_600, 0.4)), pool(figures(392, 0.8))))).toBe(
      'With 400 jobs in flight the event loop finished 50× as many jobs per second as the thread pool of 8 threads and used 0.40 cores against 0.80; per core-second the event loop did 100× the work.',
    )
  })

  test('is as ready to say that the thread pool wins where jobs compute', () => {
    expect(verdict(result(loop(figures(480, 1)), pool(figures(912, 2))))).toBe(
      'With 400 jobs in flight the thread pool of 8 threads finished 1.90× as many jobs per second as the event loop, which used 1.00 cores against 2.00; per core-second the event loop did 1.05× the work.',
    )
  })

  test('says that the thread pool did more per core-second where it did', () => {
    expect(verdict(result(loop(figures(100, 1)), pool(figures(400, 2))))).toContain(
      'per core-second the thread pool did 2.0× the work',
    )
  })

  test('calls a difference below 5 % no clear difference, in either direction', () => {
    for (const rate of [960, 1_040]) {
      expect(verdict(result(loop(figures(rate, 1)), pool(figures(1_000, 1))))).toMatch(
        /no clear difference in jobs per second .* per core-second there is no clear difference\.$/,
      )
    }
    expect(verdict(result(loop(figures(1_060, 1)), pool(figures(1_000, 1))))).toContain('1.06×')
  })

  test('does not compare per core-second where too little CPU time was used', () => {
    expect(verdict(result(loop(figures(100, 0)), pool(figures(10, 1))))).toContain(
      'one of them used too little CPU time to compare jobs per core-second',
    )
  })

  test('gives no verdict where a contender was not part of the run', () => {
    expect(verdict(result(loop(figures(100, 1))))).toBe(
      'No verdict: the thread pool was not part of this run.',
    )
  })

  test('gives no verdict where a contender failed before it was measured, and says why', () => {
    const dead: ContenderResult = {
      status: 'failed',
      name: 'thread-pool',
      error: 'worker 1 exited with code 1',
      figures: null,
    }
    expect(verdict(result(loop(figures(100, 1)), dead))).toBe(
      'No verdict: the thread pool failed (worker 1 exited with code 1).',
    )
  })

  test('gives no verdict where the run was cancelled before a contender had its turn', () => {
    expect(verdict(result(loop(figures(100, 1)), { status: 'not-run', name: 'thread-pool' }))).toBe(
      'No verdict: the run was cancelled before the thread pool had its turn.',
    )
  })

  test('gives no verdict where a contender finished no job', () => {
    expect(verdict(result(loop(figures(0, 1)), pool(figures(10, 1))))).toBe(
      'No verdict: the event loop finished no job.',
    )
  })

  test('compares what was measured of contenders that were cut short or failed, and says so', () => {
    const partial: ContenderResult = {
      status: 'partial',
      name: 'thread-pool',
      figures: figures(50, 1),
    }
    const failed: ContenderResult = {
      status: 'failed',
      name: 'event-loop',
      error: 'the loop exited with code 1',
      figures: figures(100, 1),
    }
    expect(verdict(result(failed, partial))).toMatch(
      /2\.0× as many .* \(the event loop failed: the loop exited with code 1; the thread pool was cut short by cancelling\)\.$/,
    )
  })

  test('says how many jobs failed, which are not in the rates', () => {
    const failing = { ...figures(392, 0.8), failed: 40 }
    expect(verdict(result(loop(figures(19_600, 0.4)), pool(failing)))).toMatch(
      / \(40 of 2,000 jobs of the thread pool failed and do not count\)\.$/,
    )
  })
})
