import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import type { Sweep } from '../../../src/engine/result/sweep'
import { cautionsIn } from '../../../src/report/picture/footnote'
import { sweepStanding } from '../../../src/report/sweep/sweep-warnings'
import { barMarks, byName, endLabels, footOf, lines } from '../chart-parts'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
  type Made,
} from '../synthetic-result'

/**
 * With the latency that Little's law gives for the 400 jobs in flight of every synthetic sample.
 */
const steady = (made: Made): Made => ({
  ...made,
  latencyMs: 400_000 / Math.max(1, made.jobsPerSecond),
})

const waiting = (
  values: readonly number[],
  change: (value: number) => Partial<Made> = () => ({}),
) =>
  syntheticSweep('concurrency', values, (concurrency) =>
    syntheticResult(
      {
        'event-loop': steady({ ...typical['event-loop'], jobsPerSecond: concurrency * 49 }),
        'thread-pool': steady({ ...typical['thread-pool'], ...change(concurrency) }),
      },
      syntheticSpec({ concurrency }),
    ),
  )

const computing = (values: readonly number[]) =>
  syntheticSweep('workers', values, (workers) =>
    syntheticResult(
      {
        'event-loop': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 33 },
        'thread-pool': { jobsPerSecond: workers * 450, coresUsed: workers, latencyMs: 33 },
      },
      syntheticSpec({ workers, concurrency: 16, workload: { kind: 'cpu', cpuMs: 2 } }),
    ),
  )

const throughput = (sweep: Sweep) => byName(chartsOf(sweep), 'sweep-throughput')
const formulas = (sweep: Sweep) =>
  endLabels(throughput(sweep))
    .filter(({ tone }) => tone === 'model')
    .map(({ name, detail }) => `${name}: ${detail}`)

test('waiting work has its ideal drawn by Little’s law, for each contender’s meaning of it', () => {
  expect(formulas(waiting([1, 10, 100]))).toEqual([
    'ideal, event-loop (model): C ÷ 20 ms',
    'ideal, thread-pool (model): min(C, W) ÷ 20 ms',
  ])
})

test('computing work has its ideal drawn as cores', () => {
  expect(formulas(computing([1, 2, 4])).filter((text) => text.startsWith('ideal'))).toEqual([
    'ideal, event-loop (model): 1 core ÷ 2 ms',
    'ideal, thread-pool (model): min(W, cores) ÷ 2 ms',
  ])
})

test('ideals are told apart by whose they are and by their dashes', () => {
  const sweep = syntheticSweep('cpu-share', [0, 0.5, 1], (share) => {
    const workload = { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share }
    return syntheticResult(typical, syntheticSpec({ workload, concurrency: 100 }))
  })
  const models = endLabels(throughput(sweep)).filter(({ tone }) => tone === 'model')
  expect(models.length).toBeGreaterThan(2)
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length)
  expect(new Set(models.map(({ mark }) => mark.dash.join())).size).toBe(models.length)
  const drawn = lines(throughput(sweep))
  for (const { name, detail, mark } of models) {
    expect(drawn.get(`${name}: ${detail}`)?.borderDash).toEqual(mark.dash)
  }
})

test('an ideal that several contenders share names them, and one of all needs no name', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(
      { 'event-loop': typical['event-loop'], 'loop-per-core': typical['event-loop'] },
      syntheticSpec({ concurrency }),
    ),
  )
  expect(formulas(sweep)).toEqual(['ideal (model): C ÷ 20 ms'])
  const withPool = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(
      {
        'event-loop': typical['event-loop'],
        'thread-pool': typical['thread-pool'],
        'loop-per-core': typical['event-loop'],
      },
      syntheticSpec({ concurrency }),
    ),
  )
  expect(formulas(withPool)).toEqual([
    'ideal, event-loop, loop-per-core (model): C ÷ 20 ms',
    'ideal, thread-pool (model): min(C, W) ÷ 20 ms',
  ])
})

test('each contender has its own mean time at best for work that computes', () => {
  const labels = endLabels(byName(chartsOf(computing([1, 2, 4])), 'sweep-latency'))
  expect(labels.filter(({ tone }) => tone === 'model').map(({ detail }) => detail)).toEqual([
    'C ÷ ideal of event-loop',
    'C ÷ ideal of thread-pool',
  ])
})

test('an ideal bends where its formula does, also between measured points', () => {
  const ideal = lines(throughput(waiting([1, 100]))).get(
    'ideal, thread-pool (model): min(C, W) ÷ 20 ms',
  )
  const rates = ideal?.data.map(({ y }) => y ?? 0) ?? []
  expect(rates[0]).toBe(50)
  expect(rates.at(-1)).toBe(400)
  // The pool of 8 threads is full long before 100 jobs are in flight.
  expect(rates.filter((rate) => rate === 400).length).toBeGreaterThan(rates.length / 2)
})

test('rates that can be told apart on a linear axis are drawn on one that starts at 0', () => {
  expect(throughput(computing([1, 2, 4])).config.options?.scales).toMatchObject({
    x: { type: 'linear' },
    y: { type: 'linear', min: 0 },
  })
})

test('rates that span decades are drawn on a log axis that says so', () => {
  expect(throughput(waiting([1, 10, 1_000])).config.options?.scales).toMatchObject({
    x: { type: 'logarithmic', title: { text: 'jobs in flight, C (log scale)' } },
    y: { type: 'logarithmic', title: { text: 'jobs per second (log scale)' } },
  })
})

test('a single point is drawn, and the ideal beside it', () => {
  const chart = throughput(waiting([100]))
  expect(lines(chart).get('event-loop')?.data).toEqual([{ x: 100, y: 4_900 }])
  expect(lines(chart).get('ideal, event-loop (model): C ÷ 20 ms')).toMatchObject({
    data: [{ x: 100, y: 5_000 }],
    pointRadius: 9,
  })
})

test('values are drawn in order of their size, whatever the order they were run in', () => {
  const line = lines(throughput(waiting([100, 1, 10]))).get('event-loop')
  expect(line?.data.map(({ x }) => x)).toEqual([1, 10, 100])
})

test('a share of computing is drawn in percent', () => {
  const sweep = syntheticSweep('cpu-share', [0, 0.5, 1], (share) => {
    const workload = { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share }
    return syntheticResult(typical, syntheticSpec({ workload, concurrency: 100 }))
  })
  const chart = throughput(sweep)
  expect(chart.subtitle).toMatch(
    /^Jobs finished per second by share of computing, 100 jobs of 20 ms\b/,
  )
  expect(
    lines(chart)
      .get('event-loop')
      ?.data.map(({ x }) => x),
  ).toEqual([0, 50, 100])
})

test('points that failed or are not supported are told of under the chart', () => {
  const sweep = waiting([1, 10, 100], (concurrency) =>
    concurrency === 100 ? { status: 'failed' } : { jobsPerSecond: 100 },
  )
  expect(footOf(byName(chartsOf(sweep), 'sweep-latency')).footnote).toBe(
    'Not everything was measured, see the report.',
  )
})

test('a contender that cannot keep up with a rate has no latency at it', () => {
  const sweep = syntheticSweep('arrival-rate', [1_000, 2_000], (rate) => {
    const sustained = Math.min(rate, 1_000)
    const arrived = { arrived: rate * 5, rejected: (rate - sustained) * 5 }
    return syntheticResult(
      { 'event-loop': { ...typical['event-loop'], jobsPerSecond: sustained, ...arrived } },
      syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: rate } }),
    )
  })
  const chart = byName(chartsOf(sweep), 'sweep-latency')
  expect(
    lines(chart)
      .get('event-loop')
      ?.data.map(({ y }) => y === null),
  ).toEqual([false, true])
})

test('a line that ends early says at which value its figure is', () => {
  const sweep = waiting([1, 10, 100], (concurrency) =>
    concurrency === 100 ? { status: 'not-run' } : {},
  )
  const label = endLabels(throughput(sweep)).find(({ name }) => name === 'thread-pool')
  expect(label).toMatchObject({ detail: '396 per s at 10', tone: 'caution' })
})

test('a contender that finished nothing is told of under the chart', () => {
  const sweep = waiting([1, 1_000], () => ({ jobsPerSecond: 0 }))
  expect(footOf(throughput(sweep)).footnote).toMatch(/see the report\.$/)
})

test('a contender that finished nothing is not drawn at 0 on a linear axis either', () => {
  const sweep = syntheticSweep('workers', [1, 2, 4], (workers) =>
    syntheticResult(
      {
        'event-loop': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 33 },
        'thread-pool': { jobsPerSecond: workers === 2 ? 0 : 450, coresUsed: 1, latencyMs: 33 },
      },
      syntheticSpec({ workers, concurrency: 16, workload: { kind: 'cpu', cpuMs: 2 } }),
    ),
  )
  for (const name of ['sweep-throughput', 'sweep-efficiency', 'sweep-latency'] as const) {
    const chart = byName(chartsOf(sweep), name)
    const line = lines(chart).get('thread-pool')
    expect(line?.data.map(({ y }) => y === null)).toEqual([false, true, false])
  }
})

test('a value at which only others were run is no gap in a line, and not its end either', () => {
  const only = (name: 'event-loop' | 'thread-pool') => ({
    [name]: { jobsPerSecond: 100, coresUsed: 0.1, latencyMs: 20 },
  })
  const load = { kind: 'open', arrivalsPerSecond: 100, arrivals: 'constant' }
  const points = [
    { value: 100, name: 'event-loop' },
    { value: 100, name: 'thread-pool' },
    { value: 200, name: 'event-loop' },
    { value: 400, name: 'thread-pool' },
  ] as const
  const sweep = {
    ...syntheticSweep('arrival-rate', [], () => syntheticResult()),
    points: points.map(({ value, name }) => ({
      value,
      result: syntheticResult(only(name), syntheticSpec({ load, contenders: [name] })),
    })),
  }
  const chart = throughput(sweep)
  expect(lines(chart).get('event-loop')?.data).toEqual([
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ])
  const details = endLabels(chart).map(({ name, detail }) => `${name} ${detail}`)
  expect(details).toEqual(['event-loop 100 per s at 200', 'thread-pool 100 per s'])
})

test('labels of swept values that would meet leave some out, never the last', () => {
  const values = [100, 840, 850, 860, 870, 1_200]
  const sweep = waiting(values, () => ({ jobsPerSecond: 100 }))
  const x = throughput(sweep).config.options?.scales?.x
  const scale = { ticks: [] as { value: number }[] }
  x?.afterBuildTicks?.(scale as never)
  expect(scale.ticks.map(({ value }) => value)).toEqual([100, 840, 1_200])
})

test('a few points are not joined, and neither are those of a search', () => {
  const isJoined = (sweep: Sweep) => lines(throughput(sweep)).get('event-loop')?.showLine
  expect(isJoined(waiting([1, 10, 100]))).toBe(false)
  expect(isJoined(waiting([1, 10, 100, 1_000]))).toBe(true)
})

test('a crossover is marked from where to where it is claimed, with its estimate', () => {
  const swept = syntheticSweep('cpu-share', [0, 0.1, 0.2, 1], (share) => {
    const workload = { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share }
    return syntheticResult(typical, syntheticSpec({ workload, concurrency: 100 }))
  })
  const finding = { kind: 'crossover', low: 0.1, high: 0.2, estimate: 0.14 } as const
  const chart = throughput({ ...swept, finding })
  expect(chart.title).toBe(
    'The thread pool overtakes the event loop between 10 % and 20 % of computing',
  )
  const bands = chart.config.options?.plugins as { bands?: { bands: unknown[] } } | undefined
  expect(bands?.bands?.bands).toEqual([
    { from: 10, to: 20, at: expect.closeTo(14) as number, text: 'tips at about 14 % (10 to 20 %)' },
  ])
  expect(lines(chart).get('event-loop')?.showLine).toBe(false)
  const narrow = byName(chartsOf({ ...swept, finding }, { width: 321, height: 302 }), chart.name)
  expect(narrow.subtitle).toContain('Dotted: its estimate, 14 %')
})

test('a search for the highest rate has a bar up to the rate that was kept, and a light one beyond', () => {
  const load = { kind: 'open', arrivalsPerSecond: 1_000 }
  const swept = syntheticSweep('arrival-rate', [1_000], () =>
    syntheticResult(typical, syntheticSpec({ load })),
  )
  const finding = {
    kind: 'highest-rate',
    limitMs: 100,
    contenders: [
      { name: 'event-loop', within: 15_400, beyond: 19_000 },
      { name: 'thread-pool', within: null, beyond: 1_500 },
    ],
  } as unknown as Sweep['finding']
  const chart = byName(chartsOf({ ...swept, finding }), 'highest-rate')
  expect(chart.subtitle).toMatch(/ Each rate was tried once$/)
  expect(barMarks(chart)).toMatchObject([
    { text: '15,400', interval: { low: 15_400, high: 19_000 } },
    { text: 'under 1,500', interval: { low: 0, high: 1_500 } },
  ])
})

test('a chart that the verdict is not about says what came at the most that was swept', () => {
  const swept = waiting([1, 10, 400])
  const titles = chartsOf(swept).map(({ name, title }) => [name, title])
  expect(Object.fromEntries(titles)).toMatchObject({
    'sweep-efficiency': expect.stringMatching(
      /^At 400 jobs in flight: the event loop needs .* CPU time for each job$/,
    ) as string,
    // Its blocks compare another percentile than the one that is drawn.
    'sweep-latency': expect.stringMatching(
      /^At 400 jobs in flight: p99 was .* ms with the event loop, .* s with 8 threads$/,
    ) as string,
  })
})

test('a chart says what came at the most for which contenders are compared', () => {
  const swept = waiting([1, 10, 400], (concurrency) => (concurrency === 400 ? { blocks: 3 } : {}))
  expect(byName(chartsOf(swept), 'sweep-efficiency').title).toMatch(
    /^At 10 jobs in flight: the thread pool needs .* CPU time for each job$/,
  )
})

test('a chart says of the only point that is compared that it is the only one', () => {
  const swept = waiting([1, 10, 400], (concurrency) => (concurrency === 10 ? {} : { blocks: 3 }))
  expect(byName(chartsOf(swept), 'sweep-efficiency').title).toMatch(
    /^At 10 jobs in flight, the only value compared: the thread pool needs /,
  )
})

test('every chart of a sweep counts the same things to know, and those are what the window counts', () => {
  const swept = waiting([1, 10, 400], (concurrency) =>
    concurrency === 400 ? { status: 'partial', noise: 0.5 } : { failed: 3 },
  )
  const things = cautionsIn(sweepStanding(swept))
  expect(things).toBeGreaterThan(1)
  const finding = { kind: 'highest-rate', limitMs: 100, contenders: [] } as unknown
  for (const chart of chartsOf({ ...swept, finding: finding as Sweep['finding'] })) {
    expect(footOf(chart).footnote).toBe(`${things} things to know first, see the report.`)
  }
})

test('a chart of latencies that nothing is claimed of tells both, and that they are not compared', () => {
  const swept = waiting([1, 10], () => ({ blocks: 3 }))
  expect(byName(chartsOf(swept), 'sweep-latency').title).toMatch(
    /^At 10 jobs in flight: p\d+ was [\d.]+ m?s with the event loop, [\d.]+ m?s with 8 threads, not compared$/,
  )
})

test('a chart of a point that claims nothing names what is drawn', () => {
  const same = { jobsPerSecond: 400, coresUsed: 0.5, latencyMs: 20, noise: 0.05 }
  const swept = syntheticSweep('workers', [1, 2], () =>
    syntheticResult({ 'event-loop': same }, syntheticSpec({ contenders: ['event-loop'] })),
  )
  const titles = chartsOf(swept).map(({ title }) => title)
  expect(titles).toContain('Work per core-second by worker threads')
})
