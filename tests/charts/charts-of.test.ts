import { expect, test } from 'vitest'
import { chartMakersOf, chartsOf } from '../../src/charts/charts-of'
import { contenderStyle } from '../../src/charts/contender-style'
import { contenderNames } from '../../src/engine/spec/spec'
import { axisTitles, byName, endLabels, lines, notes, noteTexts } from './chart-parts'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from './synthetic-result'

const result = syntheticResult()
const sweep = syntheticSweep('concurrency', [10, 100, 1_000], (concurrency) =>
  syntheticResult(typical, syntheticSpec({ concurrency })),
)

test('a run has its work per core-second, its throughput and its latency drawn', () => {
  expect(chartsOf(result).map(({ name }) => name)).toEqual(['efficiency', 'throughput', 'latency'])
})

test('a sweep has the same three drawn over the swept value', () => {
  expect(chartsOf(sweep).map(({ name }) => name)).toEqual([
    'sweep-efficiency',
    'sweep-throughput',
    'sweep-latency',
  ])
})

test('every axis with figures has a title with what it counts', () => {
  const [efficiency, throughput, latency] = chartsOf(result).map(axisTitles)
  expect(efficiency).toMatchObject({
    jobsPerSecond: 'jobs per second',
    coresUsed: '÷ cores used (CPU s per s)',
    jobsPerCoreSecond: '= jobs per core-second',
  })
  expect(throughput).toEqual({ x: 'time measured, warm-ups left out (s)', y: 'jobs per second' })
  expect(latency).toEqual({
    x: 'percentile of jobs (%, log scale: each nine is one step)',
    y: 'latency (ms, log scale)',
  })
  expect(chartsOf(sweep).map(axisTitles)).toEqual([
    { x: 'jobs in flight, C (log scale)', y: 'jobs per core-second' },
    { x: 'jobs in flight, C (log scale)', y: 'jobs per second (log scale)' },
    { x: 'jobs in flight, C (log scale)', y: 'p99 latency (ms, log scale)' },
  ])
})

test('titles come from the spec', () => {
  const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 3 }, concurrency: 7 })
  expect(chartsOf(syntheticResult(typical, spec)).map(({ title }) => title)).toEqual([
    'Work done per core-second, 7 jobs computing 3 ms',
    'Jobs finished per second, 7 jobs computing 3 ms',
    'Latency by percentile, 7 jobs computing 3 ms',
  ])
})

test.each(['light', 'dark'] as const)(
  'a contender has its colour in every chart in the %s theme',
  (theme) => {
    const charts = chartsOf(result, { theme })
    for (const name of contenderNames) {
      const { colour, dash, marker } = contenderStyle(name, theme)
      for (const chart of [byName(charts, 'throughput'), byName(charts, 'latency')]) {
        const line = lines(chart).get(name)
        expect(line).toMatchObject({ borderColor: colour, borderDash: dash, pointStyle: marker })
      }
    }
    const bars = byName(charts, 'efficiency').config.data
    for (const { backgroundColor } of bars.datasets) {
      expect(backgroundColor).toEqual(
        contenderNames.map((name) => contenderStyle(name, theme).colour),
      )
    }
  },
)

test('every line is labelled at its end in place of a legend', () => {
  for (const chart of [...chartsOf(result), ...chartsOf(sweep)]) {
    if (chart.config.type !== 'line') continue
    expect(endLabels(chart)).toHaveLength(chart.config.data.datasets.length)
    expect(chart.config.options?.plugins?.legend?.display).toBe(false)
  }
})

test('the background is the theme’s unless a transparent one is asked for', () => {
  const painted = (options: object) =>
    chartsOf(result, options).map(({ config }) => config.options?.plugins?.backdrop?.background)
  expect(new Set(painted({}))).toEqual(new Set(['#FFFFFF']))
  expect(new Set(painted({ theme: 'dark' }))).toEqual(new Set(['#15181C']))
  expect(new Set(painted({ background: 'transparent' }))).toEqual(new Set([null]))
})

test('contenders that failed, were cut short or not run are marked and not dropped', () => {
  const broken = syntheticResult({
    sequential: { ...typical.sequential, status: 'not-run' },
    'event-loop': { ...typical['event-loop'], status: 'partial', seconds: 2 },
    'thread-pool': { ...typical['thread-pool'], status: 'failed', error: 'worker 3 died' },
  })
  const [efficiency, throughput] = chartsOf(broken)
  if (efficiency === undefined || throughput === undefined) throw new Error('no charts')
  expect(efficiency.config.data.labels).toEqual(['sequential', 'event-loop', 'thread-pool'])
  expect(noteTexts(efficiency)).toEqual([
    'sequential was not run, as the run ended before. Let it run to its end.',
    'event-loop was cut short after 2 s of measuring. Let it run to its end.',
    'thread-pool failed: “worker 3 died”. Its figures are from the 5 s before. Mend what the error names, then run it again.',
    'Dashed: the most that was predicted before the run (model: Little’s law and the cores).',
  ])
  expect(notes(efficiency).map(({ tone }) => tone)).toEqual([
    'caution',
    'caution',
    'fault',
    'information',
  ])
  expect(endLabels(throughput).slice(0, 2)).toMatchObject([
    { name: 'event-loop', detail: 'cut short, 19,600 per s', tone: 'caution' },
    { name: 'thread-pool', detail: 'failed, 396 per s', tone: 'fault' },
  ])
})

test('failing jobs are counted under the chart with their message', () => {
  const failing = syntheticResult({ 'event-loop': { ...typical['event-loop'], failed: 12 } })
  expect(noteTexts(byName(chartsOf(failing), 'throughput'))).toContain(
    'event-loop: 12 of 97,927 jobs failed. Most of them say “synthetic error of a job”: mend that, then run it again.',
  )
})

test('the description says in words what the picture shows', () => {
  expect(chartsOf(result).map(({ description }) => description.split('. ')[1])).toEqual([
    'event-loop: 19,600 jobs per second with 0.412 cores used, 47,500 jobs per core-second',
    'event-loop: 19,600 jobs per second',
    'event-loop: p50 21 ms, p90 21.6 ms, p99 23.7 ms, p99.9 27.4 ms',
  ])
})

test('a chart is made without the others', () => {
  const read: string[] = []
  const watched = new Proxy(result, {
    get(target, key, receiver) {
      read.push(String(key))
      return Reflect.get(target, key, receiver) as unknown
    },
  })
  const makers = chartMakersOf(watched)
  expect([...makers.keys()]).toEqual(['efficiency', 'throughput', 'latency'])
  expect(read).toEqual(['kind'])
  expect(makers.get('throughput')?.().name).toBe('throughput')
  expect(read.length).toBeGreaterThan(1)
})
