import { describe, expect, test } from 'vitest'
import { figure, plusMinus } from '../../../src/report/format'
import { contenderStyle } from '../../../src/charts/contender-style'
import { contenderNames } from '../../../src/engine/spec/spec'
import { paletteOf } from '../../../src/charts/theme'
import { overlayCharts } from '../../../src/charts/run/overlay-chart'
import {
  aboutOf,
  foreignLayersOf,
  layersOf,
  seriesOf,
} from '../../../src/charts/run/overlay-layers'
import type { ContenderName } from '../../../src/engine/spec/spec'
import { barMarks, byName, endLabels, footOf, lines } from '../chart-parts'
import { syntheticForeign } from '../synthetic-foreign'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from '../synthetic-result'

const first = syntheticResult({
  'event-loop': typical['event-loop'],
  'thread-pool': typical['thread-pool'],
})
const second = syntheticResult({ 'event-loop': { ...typical['event-loop'], status: 'partial' } })
const layers = layersOf([
  { name: 'before', result: first },
  { name: 'after', result: second },
])
const drawn = (series = seriesOf(layers, ['event-loop', 'thread-pool'])) =>
  [...overlayCharts(series).values()].map((make) => make())

test('every bar and line names its run and its contender, bars of one contender together', () => {
  expect(byName(drawn(), 'overlay-throughput').config.data.labels).toEqual([
    'A event-loop',
    'B event-loop',
    'A thread-pool',
  ])
  expect([...lines(byName(drawn(), 'overlay-latency')).keys()]).toEqual([
    'A event-loop (before)',
    'A thread-pool (before)',
    'B event-loop (after)',
  ])
})

test('runs differ by dash, contenders by colour', () => {
  const [a, pool, b] = [...lines(byName(drawn(), 'overlay-latency')).values()]
  expect(a?.borderColor).toBe(b?.borderColor)
  expect(a?.borderColor).not.toBe(pool?.borderColor)
  expect(a?.borderDash).toEqual(pool?.borderDash)
  expect(a?.borderDash).not.toEqual(b?.borderDash)
})

describe('colours of runs laid over each other', () => {
  const barsOf = (series: ReturnType<typeof seriesOf>) =>
    byName(drawn(series), 'overlay-throughput').config.data.datasets.map((bars) =>
      String(bars.backgroundColor),
    )
  const curvesOf = (series: ReturnType<typeof seriesOf>) =>
    [...lines(byName(drawn(series), 'overlay-latency'))].map(
      ([name, { borderColor }]) => [name, String(borderColor)] as const,
    )
  const colour = (name: ContenderName): string => contenderStyle(name, 'light').colour
  const grey = paletteOf('light').other
  const all = layersOf(
    Array.from({ length: 12 }, () => ({ name: 'run', result: syntheticResult(typical) })),
  )

  test('the main pair has its colours, however many runs there are, and all others are grey', () => {
    const series = seriesOf(all, contenderNames)
    expect(new Set(barsOf(series))).toEqual(
      new Set([colour('event-loop'), colour('thread-pool'), grey]),
    )
    for (const [name, drawnIn] of curvesOf(series)) {
      const one = (['event-loop', 'thread-pool'] as const).find((each) => name.includes(each))
      expect(drawnIn).toBe(one === undefined ? grey : colour(one))
    }
  })

  test('lines of more runs than dashes tell apart are named by contender', () => {
    const chart = byName(drawn(seriesOf(all, ['event-loop', 'thread-pool'])), 'overlay-latency')
    const labels = endLabels(chart)
    expect(labels.map(({ name, detail }) => `${name}, ${detail}`)).toEqual([
      'event-loop, 12 runs',
      'thread-pool, 12 runs',
    ])
    expect(chart.description).toContain('L thread-pool')
  })

  test('all have their colours where the main pair is not there', () => {
    const series = seriesOf(all.slice(0, 2), ['event-loop', 'sequential'])
    expect(new Set(barsOf(series))).toEqual(new Set([colour('event-loop'), colour('sequential')]))
  })

  test('the pair of each run has its colours where runs compare others', () => {
    const spec = syntheticSpec({ compare: ['sequential', 'thread-pool'] })
    const apart = layersOf([
      { name: 'usual', result: syntheticResult(typical) },
      { name: 'other', result: syntheticResult(typical, spec) },
    ])
    expect(aboutOf(apart)).toEqual(['sequential', 'event-loop', 'thread-pool'])
    const bars = barsOf(seriesOf(apart, contenderNames))
    expect(bars).toEqual(expect.arrayContaining(aboutOf(apart).map(colour)))
    expect(bars).toContain(grey)
  })
})

test('a rate is written with the interval that its run infers', () => {
  const inferred = first.inference?.contenders.find(({ name }) => name === 'event-loop')
  const interval = inferred?.jobsPerSecond ?? null
  expect(interval).not.toBeNull()
  const [mark] = barMarks(byName(drawn(), 'overlay-throughput'))
  expect(mark).toMatchObject({
    text: figure(typical['event-loop'].jobsPerSecond),
    detail: plusMinus(interval),
    interval,
  })
})

test('a chart alone says what its runs are, and that one is to be read with care', () => {
  const chart = byName(drawn(), 'overlay-throughput')
  expect(chart.subtitle).toMatch(/A: before, .* UTC · B: after, .* UTC$/)
  expect(footOf(chart)).toEqual({
    footnote: 'Read with care, see the report.',
    source: expect.stringMatching(/Synthetic CPU .* · Corewise 0\.1\.0$/) as string,
  })
})

test('a title tells what came of runs, and the subtitle in what they differ', () => {
  const noisy = { ...typical['event-loop'], noise: 0.05 }
  const chartsOfRuns = (...runs: Parameters<typeof syntheticResult>[]) => {
    const made = layersOf(runs.map((of) => ({ name: 'run', result: syntheticResult(...of) })))
    return drawn(seriesOf(made, ['event-loop']))
  }
  const titleOf = (...runs: Parameters<typeof syntheticResult>[]) =>
    chartsOfRuns(...runs).map(({ title }) => title)
  const twice = { ...noisy, jobsPerSecond: 2 * noisy.jobsPerSecond }
  expect(titleOf([{ 'event-loop': noisy }], [{ 'event-loop': twice }])[0]).toMatch(
    /^In B the event loop finished (1\.9 to 2\.\d|2(\.0)?) times as many jobs as in A$/,
  )
  expect(titleOf([{ 'event-loop': twice }], [{ 'event-loop': noisy }])[0]).toMatch(
    /^In A the event loop finished (1\.9 to 2\.\d|2(\.0)?) times as many jobs as in B$/,
  )
  const [rates, latencies] = chartsOfRuns([{ 'event-loop': noisy }], [{ 'event-loop': noisy }])
  expect(rates?.title).toBe(
    'The event loop finished 19,600 jobs a second in A, 19,600 in B: within noise',
  )
  expect(rates?.subtitle).toMatch(
    /^Jobs finished per second, of 2 runs alike · thin bars: 95 % intervals\b/,
  )
  expect(latencies?.title).toMatch(/^At p99 a job of the event loop took [\d.]+ ms in A, /)
  const at = (concurrency: number): Parameters<typeof syntheticResult> => [
    { 'event-loop': { ...noisy, jobsPerSecond: noisy.jobsPerSecond * concurrency } },
    syntheticSpec({ concurrency }),
  ]
  const [many] = chartsOfRuns(at(100), at(400), at(1_600))
  expect(many?.title).toBe('The event loop finished 1.96 M to 31.3 M jobs a second in 3 runs')
  expect(many?.subtitle).toMatch(/, by jobs in flight: 100, 400 and 1,600[ .]/)
})

test('a title names only in what runs differ where one of them allows no figure', () => {
  const busy = syntheticResult({ 'event-loop': typical['event-loop'] })
  const made = layersOf([
    { name: 'calm', result: busy },
    { name: 'lacking', result: syntheticResult({ 'thread-pool': typical['thread-pool'] }) },
  ])
  const titles = drawn(seriesOf(made, ['event-loop', 'thread-pool'])).map(({ title }) => title)
  expect(titles).toEqual(['Jobs per second of 2 runs alike', 'Latency of 2 runs alike'])
})

test('a sweep has no layer, and its place keeps its letter', () => {
  const mixed = layersOf([
    { name: 'swept', result: syntheticSweep('workers', [1], () => first) },
    { name: 'run', result: first },
  ])
  expect(mixed.map(({ letter, name }) => [letter, name])).toEqual([['B', 'run']])
})

describe('a run of another tool beside them', () => {
  const foreign = syntheticForeign('http://127.0.0.1/')
  const beside = [
    { name: 'before', result: first },
    { name: 'hello', result: foreign },
  ]
  const charts = [
    ...overlayCharts(seriesOf(layersOf(beside), ['event-loop']), foreignLayersOf(beside)).values(),
  ].map((make) => make())

  test('draws its latency on the same axes, in milliseconds', () => {
    const chart = byName(charts, 'overlay-latency')
    const drawnLines = [...lines(chart)]
    expect(drawnLines.map(([name]) => name)).toEqual([
      'A event-loop (before)',
      'B autocannon http://127.0.0.1/.',
      'B autocannon login',
    ])
    expect(drawnLines[1]?.[1].data).toContainEqual({ x: 2, y: 1.5 * 1.9 })
    expect(chart.title).toBe('Latency of 1 run beside autocannon')
    expect(chart.subtitle).toContain('autocannon from sending a request to its answer')
  })

  test('draws its requests in a panel of their own, and no bar among jobs', () => {
    const chart = byName(charts, 'overlay-throughput')
    const panels = new Set(barMarks(chart).map(({ text }) => text))
    expect(panels).toContain('1,330')
    expect(chart.config.data.datasets.map(({ label }) => label)).toContain(
      'requests per second (other tools)',
    )
    const jobs = chart.config.data.datasets.filter(({ label }) => label === 'jobs per second')
    expect(jobs.map(({ data }) => data.at(-1))).toEqual([null, null])
  })

  test('judges it against nothing: titles and footnotes say so, and no ratio is claimed', () => {
    for (const chart of charts) {
      expect(chart.title).not.toMatch(/times/)
      expect(footOf(chart).footnote).toMatch(/judged against no other/)
      expect(chart.subtitle).toContain('B: hello, by autocannon')
    }
  })
})

test('a tool that gives no such figure is in no chart of it, and alone has no such chart', () => {
  const told = syntheticForeign('http://127.0.0.1/')
  const commands = { ...told, tool: { name: 'hyperfine' as const, version: null } }
  const uncounted = {
    ...commands,
    series: told.series.map((series) => ({ ...series, requestsPerSecond: null })),
  }
  const layers = [
    { name: 'ours', result: first },
    { name: 'commands', result: uncounted },
    { name: 'requests', result: told },
  ]
  const titles = (...at: number[]): string[] => {
    const some = layers.filter((_, index) => at.includes(index))
    const series = seriesOf(layersOf(some), ['event-loop'])
    const charts = overlayCharts(series, foreignLayersOf(some)).values()
    return [...charts].map((make) => make().title)
  }
  expect(titles(1)).toEqual(['Latency as hyperfine measured'])
  expect(titles(0, 1)).toEqual([expect.not.stringContaining('hyperfine'), expect.any(String)])
  expect(titles(1, 2)).toEqual([
    'Requests per second as autocannon measured',
    'Latency as hyperfine and autocannon measured',
  ])
})
