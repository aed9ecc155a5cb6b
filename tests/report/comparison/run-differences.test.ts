import { expect, test } from 'vitest'
import { runDifferences } from '../../../src/report/comparison/run-differences'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const run = (changes: Record<string, unknown> = {}, startedAt = '2026-11-22T21:00:00.000Z') =>
  syntheticResult({ 'event-loop': typical['event-loop'] }, syntheticSpec(changes), { startedAt })
const told = (changes: Record<string, unknown>) =>
  runDifferences(run(), run(changes)).map(({ what, first, later }) => [what, first, later])

test('a run that repeats another differs from it in nothing, whatever it is called and when it was', () => {
  expect(runDifferences(run(), run({ name: 'again' }, '2026-11-23T08:00:00.000Z'))).toEqual([])
})

test('runs differ in the fields of one kind of work, or in the work as a whole', () => {
  expect(told({ workload: { kind: 'wait', waitMs: 5 } })).toEqual([
    ['wait of a job', '20 ms', '5 ms'],
  ])
  expect(told({ workload: { kind: 'cpu', cpuMs: 2 } })).toEqual([
    ['work of a job', 'waiting 20 ms', 'computing 2 ms'],
  ])
})

test('runs differ in what the spec says, each thing with its unit', () => {
  const load = { kind: 'open', arrivalsPerSecond: 2_000 }
  expect(told({ load, concurrency: 50, durationMs: 8_000, seed: 7 })).toEqual([
    ['load', 'closed', '2,000 poisson arrivals a second'],
    ['jobs in flight', '400', '50'],
    ['measured time', '5 s', '8 s'],
    ['seed', '1', '7'],
  ])
  expect(told({ precision: 0.05, faults: { throwEvery: 1_000 } })).toEqual([
    ['until precise to', 'not asked', '± 5 %'],
    ['time for that precision', 'none', '300 s'],
    ['deliberate faults', 'none', 'throws at every 1,000'],
  ])
})

test('runs differ in the machine and its software', () => {
  const first = run()
  const { environment } = first
  const later = {
    ...first,
    environment: {
      ...environment,
      cpuModel: 'Another CPU',
      versions: { ...environment.versions, node: '99.0.0' },
    },
  }
  expect(runDifferences(first, later).map(({ what }) => what)).toEqual([
    'processor',
    'version of Node',
  ])
})

test('versions of a job of one’s own are two jobs, and what its trials took is no difference', () => {
  const own = (sha256: string, waitMs: number) =>
    run({
      workload: {
        kind: 'own',
        file: '/jobs/mine.ts',
        sha256: sha256.repeat(64),
        variants: ['coroutine'],
        tried: { waitMs, cpuMs: 1 },
      },
      contenders: ['event-loop'],
    })
  expect(runDifferences(own('a', 3), own('a', 4))).toEqual([])
  expect(runDifferences(own('a', 3), own('b', 3))).toEqual([
    {
      what: 'work of a job',
      first: 'mine.ts, version aaaaaaaa',
      later: 'mine.ts, version bbbbbbbb',
    },
  ])
})
