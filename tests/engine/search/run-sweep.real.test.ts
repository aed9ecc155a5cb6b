import { describe, expect, test } from 'vitest'
import { sweepSchema } from '../../../src/engine/result/sweep'
import { runSweep } from '../../../src/engine/search/run-sweep'
import { builtRun, shortSpec } from '../run/built-run'

const spec = shortSpec({ contenders: ['event-loop'], durationMs: 100, warmupMs: 0 })

describe('runSweep', () => {
  test('runs every point and puts the results together', async () => {
    const indices: number[] = []
    const sweep = await runSweep(spec, 'concurrency', [1, 4], async (point, index) => {
      indices.push(index)
      return (await builtRun(point.spec)).result
    })
    expect(indices).toEqual([0, 1])
    expect(sweepSchema.parse(sweep)).toEqual(sweep)
    expect(sweep).toMatchObject({ status: 'complete', over: 'concurrency' })
    expect(sweep.points.map(({ value, result }) => [value, result.spec.concurrency])).toEqual([
      [1, 1],
      [4, 4],
    ])
  })

  test('stops at an aborted signal and is partial then', async () => {
    const cancellation = new AbortController()
    const sweep = await runSweep(
      spec,
      'workers',
      [1, 2, 3],
      async (point) => {
        cancellation.abort()
        return (await builtRun(point.spec)).result
      },
      cancellation.signal,
    )
    expect(sweep.status).toBe('partial')
    expect(sweep.points).toHaveLength(1)
  })

  test('refuses a value before anything is run', async () => {
    const never = () => Promise.reject(new Error('was run'))
    await expect(runSweep(spec, 'workers', [1, 0], never)).rejects.toThrow(RangeError)
  })
})
