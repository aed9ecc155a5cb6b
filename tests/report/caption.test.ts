import { expect, test } from 'vitest'
import { loadOf, subtitleOf } from '../../src/report/caption'
import { syntheticResult, syntheticSpec, typical } from '../charts/synthetic-result'

test.each([
  [{ kind: 'wait', waitMs: 20 }, '400 jobs waiting 20 ms'],
  [
    { kind: 'wait', waitMs: 20, spread: 'exponential' },
    '400 jobs waiting 20 ms on average (exponential)',
  ],
  [{ kind: 'cpu', cpuMs: 2 }, '400 jobs computing 2 ms'],
  [{ kind: 'mixed', waitMs: 18, cpuMs: 2 }, '400 jobs waiting 18 ms and computing 2 ms'],
  [{ kind: 'mixed', waitMs: 20, cpuMs: 0 }, '400 jobs waiting 20 ms'],
  [{ kind: 'wait', waitMs: 0 }, '400 jobs doing nothing'],
  [{ kind: 'http', waitMs: 20 }, '400 jobs waiting 20 ms for an HTTP answer'],
  [{ kind: 'files', path: '/somewhere' }, '400 jobs reading and hashing files'],
])('the load of %j in words', (workload, words) => {
  expect(loadOf(syntheticSpec({ workload }))).toBe(words)
})

test('the subtitle names load, protocol, machine, runtime, date and seed', () => {
  expect(subtitleOf(syntheticResult()).split('\n')).toEqual([
    '400 in flight (C) · 8 worker threads (W) · 8 blocks of 625 ms after up to 2 s of warm-up',
    'Synthetic CPU (test data), 8 cores · linux 6.1.0 · Node 20.20.2 · 22 Nov 2026, 21:40 UTC · seed 1',
  ])
})

test('worker threads are named only where a contender has some', () => {
  const { 'event-loop': loop, async } = typical
  const spec = syntheticSpec({ contenders: ['event-loop', 'async'] })
  expect(subtitleOf(syntheticResult({ 'event-loop': loop, async }, spec))).not.toContain('worker')
})

test('faults that were asked for are told, so that nobody takes them for the contender’s', () => {
  const spec = syntheticSpec({ faults: { throwEvery: 100, exitAt: 5_000 } })
  const subtitle = subtitleOf(syntheticResult(typical, spec))
  expect(subtitle).toContain('every 100 jobs one throws')
  expect(subtitle).toContain('job 5,000 ends its thread')
})
