import { describe, expect, test } from 'vitest'
import { findHighestRate, search } from '../../../src/engine/search/find-highest-rate'
import { sweepSchema } from '../../../src/engine/result/sweep'
import type { ContenderName, Spec } from '../../../src/engine/spec/spec'
import { sweepVerdict as sweepVerdictUnread } from '../../../src/report/sweep/sweep-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import type { SweepPoint } from '../../../src/engine/search/sweep'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const sweepVerdict = readable(sweepVerdictUnread, sentencesOf)

const upTo = (limit: number) => (rate: number) => Promise.resolve(rate <= limit)

describe('the search for a rate', () => {
  test.for([30, 700, 5_000, 123_456])('finds %d to a tenth from below and above', async (limit) => {
    for (const start of [100, 1_000, 20_000]) {
      const { within, beyond } = await search(upTo(limit), start)
      expect(within).toBeLessThanOrEqual(limit)
      expect(beyond).toBeGreaterThan(limit)
      expect((beyond ?? 0) / (within ?? 1)).toBeLessThanOrEqual(1.1)
    }
  })

  test('the search for a rate does not go below the least rate, from which on there is a p99', async () => {
    const asked: number[] = []
    const probe = (rate: number) => Promise.resolve(asked.push(rate) > 0 && rate <= 5_000)
    expect((await search(probe, 100, 400)).within).toBeGreaterThan(4_500)
    expect(Math.min(...asked)).toBe(400)
    expect(await search(upTo(300), 1_000, 400)).toEqual({ within: null, beyond: 400 })
  })

  test('says so where no rate is within, or none beyond', async () => {
    expect((await search(upTo(0), 100)).within).toBeNull()
    expect((await search(upTo(Infinity), 100_000)).beyond).toBeNull()
  })

  test('keeps what it knows when it is ended', async () => {
    let asked = 0
    const found = await search((rate) => Promise.resolve(++asked > 2 ? null : rate <= 150), 100)
    expect(found).toEqual({ within: 100, beyond: 200 })
  })
})

describe('the highest rate within a limit', () => {
  /** A loop that keeps 20 ms up to 1,000 arrivals a second, 80 ms up to 2,000, and no more. */
  const run = ({ value, spec }: SweepPoint) => {
    const sustained = Math.min(value, 2_000)
    const made = {
      jobsPerSecond: sustained,
      coresUsed: 0.5,
      latencyMs: value <= 1_000 ? 20 : 80,
      arrived: value * 5,
      rejected: (value - sustained) * 5,
      noise: 0,
    }
    return Promise.resolve(syntheticResult({ 'event-loop': made }, spec))
  }
  const spec = syntheticSpec({ contenders: ['event-loop'] })
  const found = async (limitMs: number) => {
    const sweep = await findHighestRate(spec, milliseconds(limitMs), 300, run)
    expect(sweepSchema.parse(sweep)).toEqual(sweep)
    if (sweep.finding?.kind !== 'highest-rate') throw new Error('expected a rate')
    return sweep.finding.contenders[0]
  }

  test('the highest rate within a limit is limited by latency where that is exceeded first', async () => {
    const { within, beyond } = (await found(50)) ?? {}
    expect(within).toBeGreaterThan(900)
    expect(beyond).toBeLessThan(1_100)
  })

  test('the highest rate within a limit is not sought where too few jobs come for a p99 in the measured time', async () => {
    const sweep = await findHighestRate(spec, milliseconds(50), 1, run)
    const least = Math.min(...sweep.points.map(({ value }) => value))
    expect(least * (spec.durationMs / 1_000)).toBeGreaterThan(1_000)
    expect(sweep.finding).toMatchObject({ contenders: [{ name: 'event-loop' }] })
  })

  test('the highest rate within a limit is sought from half of what each can do by itself, whoever else takes part', async () => {
    const firstOf = async (contenders: ContenderName[]) => {
      const values: number[] = []
      await findHighestRate({ ...spec, contenders }, milliseconds(50), null, (point) => {
        if (point.spec.contenders[0] === 'event-loop') values.push(point.value)
        return run(point)
      })
      return values[0]
    }
    const alone = await firstOf(['event-loop'])
    expect(alone).toBeGreaterThan(300)
    expect(await firstOf(['thread-pool', 'event-loop'])).toBe(alone)
  })

  test('the highest rate within a limit is limited by saturation where latency is not', async () => {
    const { within, beyond } = (await found(1_000)) ?? {}
    expect(within).toBeGreaterThan(1_850)
    expect(beyond).toBeLessThan(2_300)
  })

  test('says nothing of contenders that had no turn, nor of a rate that was cut short', async () => {
    const cancellation = new AbortController()
    const three: Spec = { ...spec, contenders: ['event-loop', 'thread-pool', 'loop-per-core'] }
    const cut = async (point: SweepPoint) => {
      const result = await run(point)
      const [loop] = result.contenders
      if (point.value < 1_200 || loop?.status !== 'measured') return result
      cancellation.abort()
      const partial = { ...loop, status: 'partial' as const }
      return { ...result, status: 'partial' as const, contenders: [partial] }
    }
    const sweep = await findHighestRate(three, milliseconds(50), 300, cut, cancellation.signal)
    expect(sweep.finding).toMatchObject({
      contenders: [{ name: 'event-loop', within: 600, beyond: null }],
    })
    expect(sweep.status).toBe('partial')
    expect(sentencesOf(sweepVerdict(sweep)).join(' ')).not.toMatch(/thread-pool|loop-per-core/)
  })

  test('a rate is found of one contender where a run of another fails', async () => {
    const two: Spec = { ...spec, contenders: ['thread-pool', 'event-loop'] }
    const sweep = await findHighestRate(two, milliseconds(50), 300, (point) =>
      point.spec.contenders.includes('thread-pool')
        ? Promise.reject(new Error('no threads'))
        : run(point),
    )
    expect(sweep.failures).toEqual([{ value: 300, name: 'thread-pool', error: 'no threads' }])
    const [pool, loop] = sweep.finding?.kind === 'highest-rate' ? sweep.finding.contenders : []
    expect(pool).toEqual({ name: 'thread-pool', within: null, beyond: null })
    expect(loop?.within).toBeGreaterThan(900)
    expect(sweep.status).toBe('partial')
    expect(sweepVerdict(sweep).figures.slice(0, 2)).toEqual([
      'No rate was found for thread-pool.',
      'Its search ended at 300 arrivals a second: nothing was measured (no threads).',
    ])
  })
})
