import { sentencesOf } from '../../../src/report/verdict/verdict'
import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { sweepVerdict as sweepVerdictUnread } from '../../../src/report/sweep/sweep-verdict'
import type { Sweep } from '../../../src/engine/result/sweep'
import { milliseconds, perSecond } from '../../../src/engine/measure/statistics/quantity'
import { libraryEntry } from '../../../src/host/library/library-entry'
import { byName } from '../../charts/chart-parts'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
  type Made,
} from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const sweepVerdict = readable(sweepVerdictUnread, sentencesOf)

const crossover = (
  shares: readonly number[],
  finding: { low: number | null; high: number | null; estimate: number | null },
): Sweep => ({
  ...syntheticSweep('cpu-share', shares, (share) => {
    const workload = { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share }
    return syntheticResult(typical, syntheticSpec({ workload }))
  }),
  finding: { kind: 'crossover', ...finding },
})

const none = crossover([0, 1], { low: 1, high: null, estimate: null })

test('a crossover that was not found says why in its headline, the same everywhere', () => {
  const { headline } = sweepVerdict(none)
  expect(headline).toMatch(/^No crossover was found: the (event loop|thread pool) was/)
  const entry = libraryEntry('x', none, { name: null, note: '', tags: [] })
  expect(entry.verdict).toEqual(sweepVerdict(none))
  expect(`${byName(chartsOf(none), 'sweep-throughput').title}.`).toBe(headline)
})

test('a sweep of which one value was measured names that value', () => {
  const at = (loop: number): string => {
    const made = { ...typical, 'event-loop': { ...typical['event-loop'], jobsPerSecond: loop } }
    return sweepVerdict(syntheticSweep('concurrency', [400], () => syntheticResult(made))).headline
  }
  expect(at(19_600)).toBe(
    'The event loop finished more jobs than the thread pool at 400 jobs in flight.',
  )
  expect(at(396)).toBe(
    'No measurable difference between event loop and thread pool at 400 jobs in flight.',
  )
})

test('a sweep without a difference counts only the values that are to be trusted', () => {
  const alike = { ...typical, 'event-loop': { ...typical['event-loop'], jobsPerSecond: 396 } }
  const others = { others: 7, waited: 3.5, stolen: 0 }
  const beside = {
    'event-loop': { ...alike['event-loop'], ...others },
    'thread-pool': { ...alike['thread-pool'], ...others },
  }
  const sweep = syntheticSweep('concurrency', [100, 400], (value) =>
    syntheticResult(value === 100 ? beside : alike),
  )
  const { headline, advice } = sweepVerdict(sweep)
  expect(headline).toBe(
    'No measurable difference between event loop and thread pool at 1 of 2 numbers of jobs in flight.',
  )
  expect(advice).toBe(
    'Take either, or measure longer. Repeat the values that are not to be trusted.',
  )
})

test('a search for rates tells of every contender', () => {
  const rates = (['event-loop', 'thread-pool'] as const).map((name, index) => ({
    name,
    within: perSecond(100 - 50 * index),
    beyond: perSecond(110 - 50 * index),
  }))
  const finding = { kind: 'highest-rate', limitMs: milliseconds(50), contenders: rates } as const
  expect(sweepVerdict({ ...none, over: 'arrival-rate', finding })).toEqual({
    kind: 'claim',
    headline: 'The event loop kept p99 within 50 ms at 100 arrivals a second, 8 threads at 50.',
    figures: [
      'event-loop kept p99 within 50 ms at 100 arrivals a second.',
      'It did not at 110.',
      'thread-pool kept p99 within 50 ms at 50 arrivals a second.',
      'It did not at 60.',
    ],
    advice: 'Plan for less than these rates, and search again to see how far they repeat.',
    reasons: [
      'Each rate was tried once, and p99 need not rise with the rate.',
      'A repeated search may end at another rate.',
    ],
  })
})

test('a search for rates says what kept a contender from the limit', () => {
  const said = (made: Partial<Made>): string[] => {
    const load = { kind: 'open', arrivalsPerSecond: 110, arrivals: 'poisson' }
    const spec = syntheticSpec({ contenders: ['event-loop'], load, concurrency: 20 })
    const result = { jobsPerSecond: 110, coresUsed: 0.1, latencyMs: 80, arrived: 550, ...made }
    const found = { name: 'event-loop', within: perSecond(100), beyond: perSecond(110) } as const
    const { figures } = sweepVerdict({
      ...syntheticSweep('arrival-rate', [110], () =>
        syntheticResult({ 'event-loop': result }, spec),
      ),
      finding: { kind: 'highest-rate', limitMs: milliseconds(50), contenders: [found] },
    })
    return figures.slice(1)
  }
  expect(said({ seconds: 10, arrived: 1_100 })).toEqual([
    'It did not at 110.',
    expect.stringMatching(/^There p99 was \d\d(\.\d)? ms\.$/),
  ])
  expect(said({ jobsPerSecond: 60, rejected: 250 })[1]).toBe('There it finished 60 a second.')
  expect(said({ jobsPerSecond: 107, rejected: 15 })[1]).toBe(
    'There it turned 2.73 % away, with 20 in flight.',
  )
})

test('a crossover speaks of what is in between only where something was run there', () => {
  const found = { low: 0.25, high: 0.5, estimate: 0.4 }
  expect(sweepVerdict(crossover([0, 0.25, 0.5, 1], found))).toEqual({
    kind: 'claim',
    headline: 'The thread pool overtakes the event loop between 25 % and 50 % of computing.',
    figures: ['Its estimate is 40 %.'],
    advice: 'Below 25 % of computing take the event loop, above 50 % the thread pool.',
    reasons: [],
  })
  expect(sweepVerdict(crossover([0, 0.25, 0.375, 0.5, 1], found)).figures).toEqual([
    'Its estimate is 40 %.',
    'Between these two, no difference can be claimed.',
  ])
})

test('a crossover of a search that was cut short says so', () => {
  const found = crossover([0, 1], { low: 0, high: 1, estimate: null })
  expect(sweepVerdict({ ...found, status: 'partial' }).reasons).toEqual([
    'Not all of the search was measured to its end.',
  ])
})

test('rates at which a search saw the limit broken are hollow in its charts, each contender by itself', () => {
  const rates = [50, 100, 110]
  const spec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 110 } })
  const found = [
    { name: 'event-loop', within: perSecond(110), beyond: null },
    { name: 'thread-pool', within: perSecond(50), beyond: perSecond(100) },
  ] as const
  const sweep: Sweep = {
    ...syntheticSweep('arrival-rate', rates, () => syntheticResult(typical, spec)),
    finding: { kind: 'highest-rate', limitMs: milliseconds(50), contenders: [...found] },
  }
  const chart = byName(chartsOf(sweep), 'sweep-throughput')
  const widths = chart.config.data.datasets.flatMap((dataset) =>
    'pointBorderWidth' in dataset && Array.isArray(dataset.pointBorderWidth)
      ? [dataset.pointBorderWidth]
      : [],
  )
  expect(widths).toContainEqual([0, 2, 2])
  expect(widths).toContainEqual([0, 0, 0])
  expect(chart.subtitle).toContain('Hollow: p99 was not kept within 50 ms')
})
