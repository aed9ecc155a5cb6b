import type { ChartOptions, NamedChart } from '../../src/charts/named-chart'
import { chartMakersOf } from '../../src/charts/charts-of'
import { overlayCharts } from '../../src/charts/run/overlay-chart'
import { foreignLayersOf, layersOf, seriesOf } from '../../src/charts/run/overlay-layers'
import { pictureSizes as exportedSizes } from '../../src/contract/export'
import { costNames } from '../../src/engine/cost/cost-result'
import type { Sweep } from '../../src/engine/result/sweep'
import type { Result } from '../../src/engine/result/result'
import { contenderNames, type ContenderName } from '../../src/engine/spec/spec'
import type { ForeignRun } from '../../src/engine/foreign/foreign-run'
import type { Survey } from '../../src/engine/survey'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
  type Made,
} from '../charts/synthetic-result'
import { gatherMachines } from '../../src/engine/analysis/gather-machines'
import { votesChart } from '../../src/charts/session/votes-chart'
import { machinesCharts } from '../../src/charts/gathering/machines-chart'
import { syntheticMcGranaghan } from '../charts/synthetic-experiment'
import { syntheticRoom } from '../charts/synthetic-room'
import { syntheticForeign } from '../charts/synthetic-foreign'
import { syntheticCost, syntheticMemory } from '../charts/synthetic-survey'

/** Some charts to be drawn, by what they are of. */
export interface PictureCase {
  readonly name: string
  readonly charts: (options: ChartOptions) => NamedChart[]
}

type Subject = Result | Sweep | Survey | ForeignRun

const of = (name: string, subject: Subject): PictureCase => ({
  name,
  charts: (options) => [...chartMakersOf(subject).values()].map((make) => make(options)),
})

/** What somebody may write over a picture. */
const LONG_WORDS = 'all that there is to say about this on that machine, and what follows from it, '

const withLongWords = ({ name, charts }: PictureCase): PictureCase => ({
  name: `${name}, with long words of one’s own`,
  charts: (options) =>
    charts({ ...options, title: LONG_WORDS.repeat(4), subtitle: LONG_WORDS.repeat(4) }),
})

const overlay = (
  name: string,
  runs: readonly (Result | ForeignRun)[],
  called = 'run',
): PictureCase => {
  const named = runs.map((result, index) => ({ name: `${called} ${index + 1}`, result }))
  const series = seriesOf(layersOf(named), contenderNames)
  const foreign = foreignLayersOf(named)
  return {
    name,
    charts: (options) => [...overlayCharts(series, foreign).values()].map((make) => make(options)),
  }
}

const room = (name: string, ...cores: readonly number[]): PictureCase => ({
  name,
  charts: (options) =>
    gatherMachines([...syntheticRoom(cores), ...syntheticRoom([...new Set(cores)], 'waiting')])
      .flatMap((gathering) => [...machinesCharts(gathering).values()])
      .map((make) => make(options)),
})

const noisy = Object.fromEntries(
  Object.entries(typical).map(([name, made]) => [name, { ...made, noise: 0.08 }]),
) as Record<ContenderName, Made>

const pair = { 'event-loop': noisy['event-loop'], 'thread-pool': noisy['thread-pool'] }

const open = (rate: number) =>
  syntheticResult(
    {
      'event-loop': { ...typical['event-loop'], jobsPerSecond: rate, arrived: rate * 5 },
      'thread-pool': {
        ...typical['thread-pool'],
        jobsPerSecond: Math.min(rate, 1_500),
        arrived: rate * 5,
        rejected: Math.max(0, rate - 1_500) * 5,
      },
    },
    syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: rate } }),
  )

const byCores = (cores: number) =>
  syntheticResult(
    {
      'event-loop': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 33, noise: 0.05 },
      'thread-pool': { jobsPerSecond: cores * 450, coresUsed: cores, latencyMs: 33, noise: 0.05 },
    },
    syntheticSpec({ workers: 8, concurrency: 16, workload: { kind: 'cpu', cpuMs: 2 } }),
  )

const byShare = (share: number) =>
  syntheticResult(
    {
      'event-loop': {
        jobsPerSecond: 1_000 / Math.max(0.06, 20 * share),
        coresUsed: 0.99,
        latencyMs: 40,
        noise: 0.1,
      },
      'thread-pool': { jobsPerSecond: 396, coresUsed: 1.9, latencyMs: 250, noise: 0.1 },
    },
    syntheticSpec({
      workload: { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share },
      concurrency: 100,
    }),
  )

const crossover: Sweep = {
  ...syntheticSweep('cpu-share', [0, 0.1, 0.13, 0.16, 1], byShare),
  finding: { kind: 'crossover', low: 0.12, high: 0.17, estimate: 0.14 },
}

const highestRate: Sweep = {
  ...syntheticSweep('arrival-rate', [1_000, 1_500, 8_000, 15_400, 19_000], open),
  finding: {
    kind: 'highest-rate',
    limitMs: 100 as never,
    contenders: [
      { name: 'event-loop', within: 15_400 as never, beyond: 19_000 as never },
      { name: 'thread-pool', within: null, beyond: 1_500 as never },
    ],
  },
}

const environment = (result: Result, cpuModel: string): Result => ({
  ...result,
  environment: { ...result.environment, cpuModel },
})

const inPython = (result: Result): Result => ({
  ...result,
  environment: {
    ...result.environment,
    python: {
      executable: '/usr/bin/python3',
      implementation: 'CPython',
      version: '3.14.0',
      hasGil: true,
      build: 'main',
      compiler: 'GCC',
    },
  },
})

/** Every kind of chart, and what is hardest on each. */
export const pictureCases: readonly PictureCase[] = [
  of('run', syntheticResult(noisy)),
  withLongWords(of('run', syntheticResult(noisy))),
  of('run of two', syntheticResult(pair)),
  of('run of an open load', open(20_000)),
  of('run that kept up', open(1_200)),
  of('run of one', syntheticResult({ 'event-loop': typical['event-loop'] })),
  of(
    'run without data',
    syntheticResult({
      'event-loop': { ...typical['event-loop'], jobsPerSecond: 0, coresUsed: 0 },
      'thread-pool': { ...typical['thread-pool'], status: 'not-run' },
    }),
  ),
  of(
    'run that failed, with long names',
    environment(
      syntheticResult(
        {
          ...noisy,
          'thread-pool': {
            ...typical['thread-pool'],
            status: 'failed',
            error: 'the worker ran out of memory while it read its part of the plan '.repeat(4),
          },
        },
        syntheticSpec({
          name: 'a name that is as long as a name may be, and then some '.repeat(1),
        }),
      ),
      'A processor with a very long name by a manufacturer of many words @ 3.00 GHz',
    ),
  ),
  of(
    'run of huge and tiny values',
    syntheticResult({
      sequential: { jobsPerSecond: 0.001, coresUsed: 0.001, latencyMs: 60_000, seconds: 2 },
      'event-loop': { jobsPerSecond: 1e7, coresUsed: 1, latencyMs: 0.001, seconds: 2 },
      'thread-pool': { jobsPerSecond: 3, coresUsed: 64, latencyMs: 400, seconds: 2 },
    }),
  ),
  of(
    'run in Python',
    inPython(
      syntheticResult(
        {
          'python-asyncio': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 33, noise: 0.05 },
          'python-threads': { jobsPerSecond: 470, coresUsed: 1, latencyMs: 34, noise: 0.05 },
          'python-processes': { jobsPerSecond: 930, coresUsed: 2, latencyMs: 17, noise: 0.05 },
        },
        syntheticSpec({
          workload: { kind: 'cpu', cpuMs: 2 },
          concurrency: 16,
          workers: 2,
          contenders: ['python-asyncio', 'python-threads', 'python-processes'],
        }),
      ),
    ),
  ),
  of(
    'run of an own job',
    syntheticResult(
      pair,
      syntheticSpec({
        workload: {
          kind: 'own',
          file: '/home/somebody/jobs/hash-passwords-of-new-accounts.ts',
          sha256: '0'.repeat(64),
          variants: ['blocking', 'job', 'coroutine'],
          tried: { waitMs: 12.5, cpuMs: 3.25, apart: 0.06 },
        },
        contenders: ['event-loop', 'thread-pool'],
      }),
    ),
  ),
  of(
    'run of everyone',
    syntheticResult(
      Object.fromEntries(
        contenderNames.map((name) => [name, name in noisy ? noisy[name] : noisy['event-loop']]),
      ),
      syntheticSpec({ contenders: contenderNames }),
    ),
  ),
  of(
    'sweep over jobs in flight',
    syntheticSweep('concurrency', [1, 10, 50, 100, 1_000], (concurrency) =>
      syntheticResult(
        {
          'event-loop': { ...noisy['event-loop'], jobsPerSecond: concurrency * 49 },
          'thread-pool': {
            ...noisy['thread-pool'],
            jobsPerSecond: Math.min(396, concurrency * 49),
          },
        },
        syntheticSpec({ concurrency }),
      ),
    ),
  ),
  of('sweep over cores', syntheticSweep('cores', [1, 2, 4, 8], byCores)),
  of('sweep over two cores', syntheticSweep('cores', [1, 2], byCores)),
  of('sweep over rates', syntheticSweep('arrival-rate', [100, 500, 1_000, 1_400], open)),
  of(
    'sweep without points',
    syntheticSweep('workers', [], () => syntheticResult()),
  ),
  of('experiment of the literature', syntheticMcGranaghan(0.93, { noise: 0.06 })),
  of('crossover', crossover),
  withLongWords(of('crossover', crossover)),
  of('highest rate', highestRate),
  of(
    'cost',
    syntheticCost({
      'native-await': [80, 90, 125],
      'loop-iteration': [600, 640, 700],
      'atomics-hand-off': [4_000, 5_000, 9_000],
      'pool-job': [9_000, 9_100, 9_050],
    }),
  ),
  of(
    'cost of everything',
    syntheticCost(
      Object.fromEntries(
        costNames.map((name, index) => [name, [80, 90, 125].map((ns) => ns * 1.7 ** index)]),
      ),
    ),
  ),
  of(
    'memory',
    syntheticMemory({
      'loop-tasks': { 100: 900, 1_000: 800, 10_000: 810 },
      'native-promises': { 100: 600, 1_000: 500, 10_000: 480 },
      threads: { 1: 9e6, 10: 8e6 },
    }),
  ),
  overlay('two runs', [syntheticResult(noisy), syntheticResult(pair)]),
  overlay(
    'runs of other loads, with long names',
    [100, 400, 1_600].map((concurrency) => syntheticResult(pair, syntheticSpec({ concurrency }))),
    'a name that is as long as a name may be, and then some, since that is allowed',
  ),
  overlay(
    'twelve runs',
    Array.from({ length: 12 }, () => syntheticResult(noisy)),
  ),
  withLongWords(overlay('two runs', [syntheticResult(noisy), syntheticResult(pair)])),
  of('another tool', syntheticForeign('http://127.0.0.1:8080/')),
  overlay('a run beside another tool', [
    syntheticResult(pair),
    syntheticForeign('http://127.0.0.1:8080/'),
  ]),
  overlay(
    'two other tools, with long names',
    [
      syntheticForeign('a request with a path that is as long as paths are in some services'),
      syntheticForeign('another one'),
    ],
    'a name that is as long as a name may be, and then some, since that is allowed',
  ),
  {
    name: 'votes of a room, with long answers',
    charts: (options) => [
      votesChart({
        question: 'Which will finish more jobs in a second?',
        choices: [
          'the event loop, because a thread that waits does nothing else in that time',
          'the pool of threads',
          'both alike',
          'it depends on how many jobs there are at a time',
        ],
        before: [11, 120, 0, 4],
        after: [98, 20, 1, 16],
        right: 0,
      })(options),
    ],
  },
  room('room of nine machines', 0.5, 1, 2, 2, 4, 8, 8, 16, 64),
  room('room of one machine', 2),
]

const exported = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }) => ({
  width: widthPx,
  height: heightPx,
})

/** The sizes that pictures are looked at in: a pane of the window, and what is exported. */
export const pictureSizes = {
  pane: { width: 1_024, height: 768 },
  slide: exported(exportedSizes.slide),
  blog: exported(exportedSizes.blog),
  square: exported(exportedSizes.square),
  column: exported(exportedSizes.column),
} as const
