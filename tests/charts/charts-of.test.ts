import { expect, test } from 'vitest'
import { chartMakersOf, chartsOf } from '../../src/charts/charts-of'
import { contenderStyle } from '../../src/charts/contender-style'
import { paletteOf } from '../../src/charts/theme'
import type { NamedChart } from '../../src/charts/named-chart'
import type { Result } from '../../src/engine/result/result'
import { contenderNames, type ContenderName } from '../../src/engine/spec/spec'
import { usualPair as mainPair } from '../../src/engine/spec/main-pair'
import { axisTitles, byName, endLabels, footOf, lines } from './chart-parts'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from './synthetic-result'

const result = syntheticResult()
const sweep = syntheticSweep('concurrency', [10, 100, 1_000], (concurrency) =>
  syntheticResult(typical, syntheticSpec({ concurrency })),
)

test('a run has its story, its throughput, its cost and its latency drawn', () => {
  expect(chartsOf(result).map(({ name }) => name)).toEqual([
    'story',
    'throughput',
    'cpu',
    'latency',
  ])
})

test('a sweep has three drawn over the swept value, first the one that its verdict is about', () => {
  expect(chartsOf(sweep).map(({ name }) => name)).toEqual([
    'sweep-throughput',
    'sweep-efficiency',
    'sweep-latency',
  ])
})

test('every axis of a line chart has a title with what it counts', () => {
  expect(axisTitles(byName(chartsOf(result), 'latency'))).toEqual({
    x: 'percentile of jobs (each nine is one step)',
    y: 'latency (ms, log scale)',
  })
  expect(chartsOf(sweep).map(axisTitles)).toEqual([
    { x: 'jobs in flight, C (log scale)', y: 'jobs per second (log scale)' },
    { x: 'jobs in flight, C (log scale)', y: 'jobs per core-second' },
    { x: 'jobs in flight, C (log scale)', y: 'p99 latency (ms, log scale)' },
  ])
})

test('titles say what came, and subtitles what is drawn of which load', () => {
  const charts = chartsOf(result)
  expect(charts.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^The event loop finished .* times as many jobs as 8 threads, /),
    expect.stringMatching(/^The event loop finished .* times as many jobs as 8 threads$/),
    'The event loop needs a tenth of the thread pool’s CPU time for each job',
    expect.stringMatching(
      /^At p90 a job took .* times as long with 8 threads as with the event loop$/,
    ),
  ])
  for (const { subtitle } of charts) expect(subtitle).toContain('400 jobs waiting 20 ms')
})

test('a title claims nothing where the verdict does not, and says why', () => {
  const few = syntheticResult({
    'event-loop': { ...typical['event-loop'], blocks: 4 },
    'thread-pool': { ...typical['thread-pool'], blocks: 4 },
  })
  for (const { title } of chartsOf(few)) {
    expect(title).toMatch(/: 4 blocks of both are too few to claim a difference$/)
  }
  const alone = chartsOf(syntheticResult({ 'event-loop': typical['event-loop'] }))
  expect(alone.map(({ title }) => title)).toEqual([
    'The event loop finished 19,600 jobs a second',
    'The event loop finished 19,600 jobs a second',
    '1,000 jobs took 21 ms of CPU time with the event loop',
    'At p99 a job took 23.7 ms with the event loop',
  ])
})

test('a title and a subtitle of one’s own stand in place of the chart’s', () => {
  const [chart] = chartsOf(result, { title: 'Mine', subtitle: 'Too' })
  expect(chart).toMatchObject({ title: 'Mine', subtitle: 'Too' })
  expect(chart?.config.options?.plugins?.heading).toMatchObject({ title: 'Mine', subtitle: 'Too' })
})

test('only the contenders that are asked for are drawn', () => {
  for (const chart of chartsOf(result, { contenders: ['event-loop'] })) {
    expect(new Set(chart.told.series.filter((series) => series !== null))).toEqual(
      new Set(['event-loop']),
    )
  }
})

test.each(['light', 'dark'] as const)(
  'the main pair has its colours in every chart of the %s theme, and all others are grey',
  (theme) => {
    const charts = chartsOf(result, { theme })
    const names = result.contenders.map(({ name }) => name)
    const colourOf = (name: ContenderName): string =>
      mainPair.includes(name) ? contenderStyle(name, theme).colour : paletteOf(theme).other
    // One job at a time never comes round to all that are in flight, so it has no latency.
    for (const name of names.filter((each) => each !== 'sequential')) {
      const { dash, marker } = contenderStyle(name, theme)
      expect(lines(byName(charts, 'latency')).get(name)).toMatchObject({
        borderColor: colourOf(name),
        borderDash: dash,
        pointStyle: marker,
      })
    }
    const bars = byName(charts, 'throughput').config.data.datasets
    expect(bars).toMatchObject(names.map((name) => ({ backgroundColor: colourOf(name) })))
  },
)

test('the pair that was chosen has its colours, in a run as in a sweep', () => {
  const compare: [ContenderName, ContenderName] = ['event-loop', 'sequential']
  const chosen = structuredClone(result)
  chosen.spec.compare = compare
  const swept = structuredClone(sweep)
  for (const point of swept.points) point.result.spec.compare = compare
  const colourOf = (name: ContenderName): string =>
    compare.includes(name) ? contenderStyle(name, 'light').colour : paletteOf('light').other
  const [ofRun, ofSweep] = [chartsOf(chosen), chartsOf(swept)]
  const names = result.contenders.map(({ name }) => name)
  expect(byName(ofRun, 'throughput').config.data.datasets).toMatchObject(
    names.map((name) => ({ backgroundColor: colourOf(name) })),
  )
  for (const name of names) {
    expect(lines(byName(ofSweep, 'sweep-throughput')).get(name)?.borderColor).toBe(colourOf(name))
    if (name === 'sequential') continue
    expect(lines(byName(ofRun, 'latency')).get(name)?.borderColor).toBe(colourOf(name))
  }
})

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
  const charts = chartsOf(broken)
  const throughput = byName(charts, 'throughput')
  expect(throughput.config.data.labels).toEqual(['sequential', 'event-loop', 'thread-pool'])
  expect(footOf(throughput).footnote).toBe(
    'thread-pool failed; sequential, event-loop not measured to the end, see the report.',
  )
  expect(endLabels(byName(charts, 'latency'))).toMatchObject([
    {
      name: 'event-loop',
      detail: expect.stringMatching(/^cut short, /) as string,
      tone: 'caution',
    },
    { name: 'thread-pool', detail: expect.stringMatching(/^failed, /) as string, tone: 'fault' },
  ])
})

test('a low card drops no contender for the remark of another', () => {
  const failed = syntheticResult({
    ...typical,
    'thread-pool': { ...typical['thread-pool'], status: 'failed', error: 'worker 3 died' },
  })
  const card = { width: 560, height: 270 }
  const { config } = byName(chartsOf(failed, card), 'throughput')
  expect(config.data.labels).toEqual(failed.contenders.map(({ name }) => name))
})

test('a picture has at most one quiet footnote under it, and its source', () => {
  const failing = syntheticResult({ 'event-loop': { ...typical['event-loop'], failed: 12 } })
  const { footnote, source } = footOf(byName(chartsOf(failing), 'throughput'))
  expect(footnote).toMatch(/^(Read with care|\d+ things to know first), see the report\.$/)
  expect(source).toMatch(
    /^noise (under )?±\d+ % · Synthetic CPU \(test data\), 8 cores · Node 20\.20\.2 · .* UTC · seed 1 · Corewise 0\.1\.0$/,
  )
  const bare = footOf(byName(chartsOf(failing, { hasNotes: false }), 'throughput'))
  expect(bare).toEqual({ footnote: '', source: '' })
})

test('the footnote says what the machine did, and calls none noisy that only did so by a hair', () => {
  const of = (change: (run: Result) => void): string => {
    const run = structuredClone(result)
    change(run)
    return footOf(byName(chartsOf(run), 'throughput')).footnote
  }
  const usual = of(() => undefined)
  const check = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high })
  expect(
    of((run) => {
      run.environment.loadAverage1m = 30
    }),
  ).toBe('The machine was busy before, see the report.')
  expect(
    of((run) => {
      if (run.selfCheck) run.selfCheck.jobsPerSecond = check(1.04, 1.06)
    }),
  ).toBe('One contender differed from itself, see the report.')
  expect(
    of((run) => {
      if (run.selfCheck) run.selfCheck.jobsPerSecond = check(1.002, 1.004)
    }),
  ).not.toMatch(/differed|noisy/i)
  expect(usual).not.toMatch(/differed|busy/)
})

test('bars name whose threads a title speaks of, and subtitles say what is thin and dashed', () => {
  const named = (chart: NamedChart): unknown[] => {
    const ticks = chart.config.options?.scales?.y?.ticks as {
      callback: (value: unknown, index: number) => unknown
    }
    return (
      chart.config.data.labels?.map((_: unknown, index: number) => ticks.callback(null, index)) ??
      []
    )
  }
  for (const name of ['story', 'throughput', 'cpu'] as const) {
    const chart = byName(chartsOf(result), name)
    expect(named(chart)).toContainEqual(['thread-pool', '(8 threads)'])
    expect(named(chart)).toContain('event-loop')
    expect(chart.subtitle).toContain(' · thin bars: 95 % intervals')
    expect(chart.subtitle.includes('dashed')).toBe(name !== 'cpu')
  }
  const small = byName(chartsOf(result, { width: 321, height: 283 }), 'throughput')
  expect(named(small)).toContain('thread-pool')
  expect(small.subtitle).toContain(' · thin: 95 % intervals')
})

test('a small picture keeps the bars that its title speaks of', () => {
  const everyone = syntheticResult(
    Object.fromEntries(contenderNames.map((name) => [name, typical[mainPair[1]]])),
    syntheticSpec({ contenders: contenderNames, compare: ['python-threads', 'python-processes'] }),
  )
  const labels = byName(chartsOf(everyone, { width: 321, height: 283 }), 'cpu').config.data.labels
  expect(labels).toContain('python-threads')
  expect(labels).toContain('python-processes')
  expect(labels?.at(-1)).toMatch(/^… \d more$/)
})

test('a figure that is told by itself says what it is of', () => {
  const { figures } = byName(chartsOf(result), 'story').told
  const told = figures.flat().filter((text) => text?.startsWith('event-loop: ') === true)
  expect(told).toEqual([
    expect.stringMatching(/^event-loop: 19,600 jobs\/s, 95 % interval /) as string,
    expect.stringMatching(/^event-loop: 21 CPU ms per 1,000 jobs, 95 % interval /) as string,
    expect.stringMatching(/^event-loop: [\d.]+ ms p\d+ latency$/) as string,
  ])
})

test('the description says in words what the picture shows', () => {
  expect(chartsOf(result).map(({ description }) => description.split('. ')[1])).toEqual([
    'event-loop: 19,600 jobs per second, 21 CPU ms per 1,000 jobs, 23.7 ms p99 latency',
    'event-loop: 19,600 jobs per second',
    'event-loop: 21 CPU ms per 1,000 jobs',
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
  expect([...makers.keys()]).toEqual(['story', 'throughput', 'cpu', 'latency', 'over-time'])
  expect(read).toEqual(['kind'])
  expect(makers.get('throughput')?.().name).toBe('throughput')
  expect(read.length).toBeGreaterThan(1)
})

test('a title is about what is drawn where the two that are compared are not', () => {
  const all = syntheticResult(typical)
  const titlesOf = (contenders: readonly ContenderName[]) =>
    chartsOf(all, { contenders }).map(({ title }) => title)
  expect(titlesOf(['async'])[1]).toMatch(/^Native async finished [\d,]+ jobs a second$/)
  expect(titlesOf(['async', 'event-loop'])[1]).toBe('Jobs per second')
  expect(titlesOf(['event-loop', 'thread-pool'])).toEqual(chartsOf(all).map(({ title }) => title))
  const swept = syntheticSweep('concurrency', [10, 100], () => all)
  for (const { title } of chartsOf(swept, { contenders: ['async'] })) {
    expect(title).toMatch(/ by jobs in flight$/)
  }
})
