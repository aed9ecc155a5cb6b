import { describe, expect, test } from 'vitest'
import { hasFailed, hasOutcome } from '../../../src/engine/result/has-outcome'
import { sweepSchema, type Sweep } from '../../../src/engine/result/sweep'
import { runSweep } from '../../../src/engine/search/run-sweep'
import type { SweepPoint } from '../../../src/engine/search/sweep'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const spec = syntheticSpec({ contenders: ['event-loop'] })
const made = { 'event-loop': typical['event-loop'] }

/** Measures every point but those that fail. */
const failingAt =
  (...failing: readonly number[]) =>
  ({ value, spec: at }: SweepPoint) =>
    failing.includes(value)
      ? Promise.reject(new Error(`no ${value} today`))
      : Promise.resolve(syntheticResult(made, at))

describe('a sweep of which a point fails', () => {
  test('keeps the others, says which it was and why, and goes on', async () => {
    const sweep = await runSweep(spec, 'concurrency', [1, 10, 100, 1_000], failingAt(10, 1_000))
    expect(sweepSchema.parse(sweep)).toEqual(sweep)
    expect(sweep.status).toBe('partial')
    expect(sweep.points.map(({ value }) => value)).toEqual([1, 100])
    expect(sweep.failures).toEqual([
      { value: 10, name: null, error: 'no 10 today' },
      { value: 1_000, name: null, error: 'no 1000 today' },
    ])
    expect(hasOutcome(sweep)).toBe(true)
    expect(hasFailed(sweep)).toBe(true)
  })

  test('fails with the first error where every one does', async () => {
    await expect(runSweep(spec, 'concurrency', [1, 10], failingAt(1, 10))).rejects.toThrow(
      'no 1 today',
    )
  })

  test('a sweep was cancelled, not failed, where the signal came first', async () => {
    const cancellation = new AbortController()
    const cancelled = async (point: SweepPoint) => {
      if (point.value === 10) cancellation.abort()
      return failingAt(10)(point)
    }
    const sweep = await runSweep(spec, 'concurrency', [1, 10, 100], cancelled, cancellation.signal)
    expect(sweep.points).toHaveLength(1)
    expect(sweep.failures).toEqual([])
    expect(sweep.status).toBe('partial')
  })
})

test('what there is of a sweep is noted after each point, as one result that grows', async () => {
  const noted: Sweep[] = []
  const note = (soFar: Sweep): Promise<void> => {
    noted.push(sweepSchema.parse(soFar))
    return Promise.resolve()
  }
  const values = [1, 10, 100]
  const sweep = await runSweep(spec, 'concurrency', values, failingAt(1), undefined, note)
  // Of the first nothing was measured that could be kept.
  expect(noted.map(({ points }) => points.map(({ value }) => value))).toEqual([[10], [10, 100]])
  expect(noted.map(({ status }) => status)).toEqual(['partial', 'partial'])
  expect(new Set([sweep, ...noted].map(({ id }) => id)).size).toBe(1)
})

test('the next point waits until what there is was noted', async () => {
  const steps: string[] = []
  const run = ({ value, spec: at }: SweepPoint) => {
    steps.push(`run ${value}`)
    return Promise.resolve(syntheticResult(made, at))
  }
  const note = async (soFar: Sweep): Promise<void> => {
    await new Promise(setImmediate)
    steps.push(`noted ${soFar.points.length}`)
  }
  await runSweep(spec, 'concurrency', [1, 10], run, undefined, note)
  expect(steps).toEqual(['run 1', 'noted 1', 'run 10', 'noted 2'])
})
