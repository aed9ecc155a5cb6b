import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { chartsOf } from '../../src/charts/charts-of'
import type { NamedChart } from '../../src/charts/named-chart'
import { overlayCharts } from '../../src/charts/run/overlay-chart'
import { foreignLayersOf, layersOf, seriesOf } from '../../src/charts/run/overlay-layers'
import { costSchema } from '../../src/engine/cost/cost-result'
import { memorySchema } from '../../src/engine/footprint/memory-result'
import { sweepSchema, type Sweep } from '../../src/engine/result/sweep'
import { resultSchema, type Result } from '../../src/engine/result/result'
import { contenderNames } from '../../src/engine/spec/spec'
import { foreignRunSchema, type ForeignRun } from '../../src/engine/foreign/foreign-run'
import type { Survey } from '../../src/engine/survey'
import { withDrawing } from '../../src/host/export/picture/render'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from './synthetic-result'
import { syntheticForeign } from './synthetic-foreign'
import { syntheticCost, syntheticMemory } from './synthetic-survey'

/** Far more than any chart takes: what goes on for ever would not end the test. */
const MOST_MEASURED = 20_000

type Context = Pick<SKRSContext2D, 'measureText'>
const prototype = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as Context
let measured = 0

beforeEach(() => {
  const measureText = Object.getOwnPropertyDescriptor(prototype, 'measureText')
    ?.value as Context['measureText']
  vi.spyOn(prototype, 'measureText').mockImplementation(function (this: Context, text) {
    measured += 1
    if (measured > MOST_MEASURED) throw new Error('the chart does not end')
    return measureText.call(this, text)
  })
})
afterEach(() => vi.restoreAllMocks())

const TEXT = 'the text of a test'
const made = { ...typical, 'event-loop': { ...typical['event-loop'], failed: 3 } } as const
const failed = { ...made['thread-pool'], status: 'failed', error: TEXT } as const
const run = syntheticResult({ ...made, 'thread-pool': failed })
const environment = { ...run.environment, cpuModel: TEXT }
const closed: Result = { ...run, environment }
const openSpec = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 20_000 } })
const open: Result = {
  ...syntheticResult({ 'event-loop': { ...typical['event-loop'], arrived: 100_000 } }, openSpec),
  environment,
}
const sweepOver = (over: Sweep['over'], values: readonly number[]): Sweep =>
  syntheticSweep(over, values, () => closed)
const experiment: Sweep = {
  ...sweepOver('workers', [2, 8]),
  finding: { kind: 'repetition', experiment: 'mcgranaghan' },
}
const cost = syntheticCost({ 'loop-iteration': [30, 31, 40], 'pool-job': [9_000, 9_100, 9_050] })
const memory = syntheticMemory(
  { 'loop-tasks': { 100: 900, 1_000: 800 }, threads: { 1: 9e6, 10: 8e6 } },
  { threads: { reason: 'failed', count: 100, message: TEXT } },
)

/** Several runs, laid over each other. */
interface Overlay {
  readonly kind: 'overlay'
  readonly runs: readonly (Result | ForeignRun)[]
}

type Subject = Result | Sweep | Survey | ForeignRun | Overlay

const foreign = syntheticForeign(TEXT)

const subjects: Record<string, readonly [Subject, z.ZodType | null]> = {
  'a run': [closed, resultSchema],
  'a run of an open load': [open, resultSchema],
  'a sweep over jobs in flight': [sweepOver('concurrency', [1, 10, 1_000]), sweepSchema],
  'a sweep over workers': [sweepOver('workers', [1, 2, 3, 4, 5, 6]), sweepSchema],
  'a sweep over shares': [sweepOver('cpu-share', [0, 0.5, 1]), sweepSchema],
  'a sweep over rates': [sweepOver('arrival-rate', [10, 10]), sweepSchema],
  'an experiment of the literature': [experiment, sweepSchema],
  'what things cost': [{ ...cost, environment }, costSchema],
  'what waiting takes': [{ ...memory, environment }, memorySchema],
  'runs laid over each other': [{ kind: 'overlay', runs: [closed, open, closed, closed] }, null],
  'what another tool measured': [foreign, foreignRunSchema],
  'a run beside another tool’s': [{ kind: 'overlay', runs: [foreign, closed, foreign] }, null],
}

const chartsFor = (
  subject: Subject,
  size: { width: number; height: number },
  text: string,
): NamedChart[] => {
  if (subject.kind !== 'overlay') return chartsOf(subject, size)
  const named = subject.runs.map((result) => ({ name: text, result }))
  const series = seriesOf(layersOf(named), contenderNames)
  return [...overlayCharts(series, foreignLayersOf(named)).values()].map((make) => make(size))
}

const draw = async (charts: readonly NamedChart[]): Promise<void> => {
  for (const chart of charts) {
    measured = 0
    await withDrawing(chart, () => undefined)
    expect(measured).toBeLessThan(MOST_MEASURED)
  }
}

/** The same with other leaves. */
const mapLeaves = (value: unknown, change: (leaf: unknown, key: string) => unknown): unknown => {
  const walk = (at: unknown, key: string): unknown => {
    if (Array.isArray(at)) return at.map((each) => walk(each, key))
    if (typeof at !== 'object' || at === null) return change(at, key)
    return Object.fromEntries(Object.entries(at).map(([name, each]) => [name, walk(each, name)]))
  }
  return walk(value, '')
}

const length = fc.oneof(
  fc.constantFrom(0, 1, 2, 30, 60, 84, 100, 120),
  fc.nat({ max: 400 }),
  fc.nat({ max: 2_000 }),
)
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'w'.repeat(30_000),
    'many words '.repeat(20_000),
    'a · b\n'.repeat(20_000),
    '\u0000',
    'a half \uD83D of a pair \uDC00',
    '\u001B[31mred\u0007\r\n',
    'שלום עולם \u202Eabc',
    `e${'\u0301'.repeat(5_000)}`,
    '👩‍👩‍👧‍👦'.repeat(3_000),
    '\u200B'.repeat(30_000),
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

describe.each(Object.entries(subjects))('charts of %s', (_, [subject, schema]) => {
  test('end whatever their size and what is written in them', async () => {
    await fc.assert(
      fc.asyncProperty(length, length, texts, async (width, height, text) => {
        const said = mapLeaves(subject, (leaf) => (leaf === TEXT ? text : leaf)) as typeof subject
        await draw(chartsFor(said, { width, height }, text))
      }),
      { numRuns: 10, examples: [[2_000, 248, 'a · b\n'.repeat(20_000)]] },
    )
  })

  test.skipIf(schema === null)('end whatever the figures that a file may hold', async () => {
    const keys = new Set<string>()
    mapLeaves(subject, (leaf, key) => typeof leaf === 'number' && keys.add(key))
    const extreme = fc.constantFrom(
      5e-324,
      1e-310,
      1e-12,
      0,
      1,
      20,
      1e15,
      1.7e308,
      Number.MAX_VALUE,
    )
    const changes = fc.dictionary(fc.constantFrom(...keys), extreme, { minKeys: 1, maxKeys: 4 })
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (changed, isFirst) => {
        const seen = new Set<string>()
        const read = schema?.safeParse(
          mapLeaves(subject, (leaf, key) => {
            if (typeof leaf !== 'number' || (isFirst && seen.has(key))) return leaf
            seen.add(key)
            return changed[key] ?? leaf
          }),
        )
        fc.pre(read?.success === true)
        await draw(
          chartsFor(read.data as Exclude<Subject, Overlay>, { width: 960, height: 540 }, ''),
        )
      }),
      { numRuns: 15 },
    )
  })
})
