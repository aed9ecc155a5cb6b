import { expect, test } from 'vitest'
import { chartMakersOf, chartsOf } from '../../../src/charts/charts-of'
import { seconds } from '../../../src/engine/measure/statistics/quantity'
import { helperNames } from '../../../src/engine/result/figures'
import type { Result } from '../../../src/engine/result/result'
import { barMarks, byName, endLabels } from '../chart-parts'
import { syntheticResult, syntheticSpec, typical } from '../synthetic-result'

const THREAD = {
  completed: 0,
  utilisation: null,
  voluntarySwitches: null,
  involuntarySwitches: null,
  gcMs: null,
}
const names = ['event-loop', 'thread-pool'] as const

/** A run of a person's own job that computes 25 ms, of which hidden threads compute a share. */
function runWith(hiddenShare: number): Result {
  const workload = {
    kind: 'own',
    file: '/jobs/hash.ts',
    sha256: '0'.repeat(64),
    variants: ['blocking', 'job'],
    tried: { waitMs: 0, cpuMs: 25 },
  }
  const made = {
    'event-loop': { ...typical['event-loop'], jobsPerSecond: 39 },
    'thread-pool': { ...typical['thread-pool'], jobsPerSecond: 78 },
  }
  const spec = syntheticSpec({ workload, concurrency: 16, workers: 2, contenders: [...names] })
  const result = structuredClone(syntheticResult(made, spec))
  return {
    ...result,
    contenders: result.contenders.map((contender) => {
      if (contender.name !== 'event-loop' || contender.status !== 'measured') return contender
      const { figures } = contender
      const cpuSeconds = seconds(figures.cpuSeconds * hiddenShare)
      const hidden = { ...THREAD, name: helperNames.hidden, cpuSeconds }
      return { ...contender, figures: { ...figures, threads: [hidden] } }
    }),
  }
}

const ceilingsOf = (result: Result) =>
  barMarks(byName(chartsOf(result), 'throughput')).map(({ ceiling }) => ceiling)

test('no ceiling of one core stands over a loop whose own job hidden threads computed', () => {
  expect(ceilingsOf(runWith(0.02))).toEqual([40, 80])
  expect(ceilingsOf(runWith(0.5))).toEqual([null, 80])
})

test('over time the ceiling is that of who computes on threads of its own', () => {
  const make = chartMakersOf(onlyLoop(runWith(0.5))).get('over-time')
  const labels = make === undefined ? [] : endLabels(make()).map(({ name }) => name)
  expect(labels).toEqual(['event-loop'])
  const asItself = chartMakersOf(onlyLoop(runWith(0.02))).get('over-time')
  expect(asItself === undefined ? '' : endLabels(asItself()).at(-1)?.name).toBe(
    'predicted for event-loop (model)',
  )
})

function onlyLoop(result: Result): Result {
  return { ...result, contenders: result.contenders.filter(({ name }) => name === 'event-loop') }
}
