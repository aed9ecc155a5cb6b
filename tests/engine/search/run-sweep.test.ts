import { describe, expect, test } from 'vitest'
import { hasFailed, hasOutcome } from '../../../src/engine/result/has-outcome'
import { sweepSchema } from '../../../src/engine/result/result'
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
