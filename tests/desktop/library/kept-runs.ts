import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { costNames } from '../../../src/engine/cost/cost-result'
import { waiterNames } from '../../../src/engine/footprint/memory-result'
import { milliseconds, perSecond } from '../../../src/engine/measure/statistics/quantity'
import type { Sweep } from '../../../src/engine/result/sweep'
import type { Result } from '../../../src/engine/result/result'
import type { ContenderName } from '../../../src/engine/spec/spec'
import type { KeptResult } from '../../../src/host/library/kept-result'
import { folderName, resultFiles } from '../../../src/host/library/result-file'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../charts/synthetic-result'
import { syntheticCost, syntheticMemory } from '../../charts/synthetic-survey'

/** A run of that name, started so many minutes after the first. */
export const runNamed = (name: string, minute = 0): Result =>
  syntheticResult(typical, syntheticSpec({ name }), {
    startedAt: `2026-11-22T21:${String(minute).padStart(2, '0')}:00.000Z`,
  })

/** Such a run of the event loop and the thread pool alone: half as long to make, and to draw. */
export const pairNamed = (name: string, minute = 0): Result =>
  syntheticResult(typical, syntheticSpec({ name, contenders: ['event-loop', 'thread-pool'] }), {
    startedAt: `2026-11-22T21:${String(minute).padStart(2, '0')}:00.000Z`,
  })

/** A sweep over jobs in flight. */
export const sweepOfConcurrency = (): Sweep =>
  syntheticSweep('concurrency', [1, 20, 400], (concurrency) =>
    syntheticResult(
      typical,
      syntheticSpec({ name: `swept (concurrency ${concurrency})`, concurrency }),
    ),
  )

/** A search for the share of computing at which the pool overtakes; it does at about 40 %. */
export const crossoverSearch = (): Sweep => ({
  ...syntheticSweep('cpu-share', [0, 0.25, 0.375, 0.5, 1], (share) => {
    const workload = { kind: 'mixed', waitMs: 20 * (1 - share), cpuMs: 20 * share }
    const name = `where it tips (cpu-share ${share})`
    const contenders = ['event-loop', 'thread-pool']
    const pool = { ...typical['thread-pool'], jobsPerSecond: 300 + 1_000 * share }
    const loop = { ...typical['event-loop'], jobsPerSecond: 1_000 - 800 * share }
    return syntheticResult(
      { 'event-loop': loop, 'thread-pool': pool },
      syntheticSpec({ name, workload, contenders }),
    )
  }),
  finding: { kind: 'crossover', low: 0.375, high: 0.5, estimate: 0.39 },
})

/** What a search for the highest rates tried of each, and where it ended. */
const tried: readonly {
  readonly name: ContenderName
  readonly rates: readonly number[]
  readonly within: number | null
  readonly beyond: number
}[] = [
  { name: 'event-loop', rates: [10_000, 15_400, 16_800], within: 15_400, beyond: 16_800 },
  { name: 'thread-pool', rates: [200, 390, 410], within: 390, beyond: 410 },
  { name: 'sequential', rates: [240], within: null, beyond: 240 },
]

/** A search for the highest rates with p99 within 50 ms; each contender was run by itself. */
export const highestRateSearch = (): Sweep => {
  const points = tried
    .flatMap(({ name, rates }) => rates.map((rate) => ({ rate, name })))
    .sort((a, b) => a.rate - b.rate)
  const resultOf = ({ rate, name }: (typeof points)[number]): Result => {
    const load = { kind: 'open', arrivalsPerSecond: rate, arrivals: 'poisson' }
    const specName = `what it can take (arrival-rate ${rate})`
    return syntheticResult(
      { [name]: { jobsPerSecond: rate, coresUsed: 0.2, latencyMs: 21, arrived: rate * 5 } },
      syntheticSpec({ name: specName, contenders: [name], load }),
    )
  }
  const [first] = points
  if (first === undefined) throw new Error('expected rates')
  return {
    ...syntheticSweep('arrival-rate', [first.rate], () => resultOf(first)),
    points: points.map((point) => ({ value: point.rate, result: resultOf(point) })),
    finding: {
      kind: 'highest-rate',
      limitMs: milliseconds(50),
      contenders: tried.map(({ name, within, beyond }) => ({
        name,
        within: within === null ? null : perSecond(within),
        beyond: perSecond(beyond),
      })),
    },
  }
}

/** Keeps runs in the library of the lab whose folder is `home`. */
export const keepRuns = (home: string, results: readonly (Result | Sweep)[]): Promise<void> =>
  keep(join(home, 'runs'), results)

async function keep(parent: string, results: readonly KeptResult[]): Promise<void> {
  for (const [index, result] of results.entries()) {
    const folder = join(parent, `${folderName(result)}-${index}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, resultFiles[result.kind]), JSON.stringify(result))
  }
}

/** Keeps a survey of each kind beside them. */
export const keepSurveys = (home: string): Promise<void> =>
  keep(join(home, 'surveys'), [
    syntheticCost(
      Object.fromEntries(costNames.map((name, at) => [name, [90 * 3 ** at, 95 * 3 ** at]])),
    ),
    syntheticMemory(
      Object.fromEntries(
        waiterNames.map((name, at) => [name, { 1_000: 90 * 4 ** at, 100_000: 95 * 4 ** at }]),
      ),
    ),
  ])
