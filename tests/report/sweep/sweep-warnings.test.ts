import { expect, test } from 'vitest'
import { sweepWarnings as sweepWarningsUnread } from '../../../src/report/sweep/sweep-warnings'
import type { Result } from '../../../src/engine/result/result'
import { cores } from '../../../src/engine/measure/statistics/quantity'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const sweepWarnings = readable(sweepWarningsUnread, (notes) => notes.map(({ text }) => text))

/**
 * A run at a number of jobs in flight whose contenders are `typical`, or slow from some number on.
 */
const at = (concurrency: number, slowFrom: { loop: number; pool: number }): Result =>
  syntheticResult(
    {
      'event-loop': {
        ...typical['event-loop'],
        ...(concurrency >= slowFrom.loop ? { jobsPerSecond: concurrency / 2.5 } : {}),
      },
      'thread-pool': {
        ...typical['thread-pool'],
        ...(concurrency >= slowFrom.pool ? { jobsPerSecond: concurrency / 2.5 } : {}),
      },
    },
    syntheticSpec({ concurrency }),
  )

const texts = (slowFrom: { loop: number; pool: number }, change = (result: Result) => result) =>
  sweepWarnings(
    syntheticSweep('concurrency', [100, 200, 300], (value) => change(at(value, slowFrom))),
  ).map(({ text }) => text)

const filling =
  'queue still filling. Warm up for longer, or read its latency as that of a queue that fills.'

test('what was noticed at several points is said once, with how many they are', () => {
  expect(texts({ loop: 200, pool: Infinity })).toEqual([`event-loop at 2 of 3 points: ${filling}`])
  expect(texts({ loop: Infinity, pool: Infinity })).toEqual([])
})

test('contenders of which the same is so share a note, and their number where it is the same', () => {
  expect(texts({ loop: 200, pool: 300 })).toEqual([
    `event-loop at 2; thread-pool at 1 of 3 points: ${filling}`,
  ])
  expect(texts({ loop: 100, pool: 100 })).toEqual([
    `event-loop, thread-pool at 3 of 3 points: ${filling}`,
  ])
})

test('a machine that was busy before the first point is told, and points at which it did more than the lab are counted', () => {
  const busy = (result: Result): Result =>
    result.spec.concurrency === 300
      ? result
      : {
          ...result,
          environment: { ...result.environment, loadAverage1m: 100 },
          machine: { ...result.machine, otherCores: cores(1.5) },
        }
  expect(texts({ loop: Infinity, pool: Infinity }, busy)).toEqual([
    '1 of 3 points: the machine was busy before. That counts the minute before, with earlier runs: wait a minute, then run it again.',
    '2 of 3 points: everything else on the machine used over 0.25 cores. Close other programs and run it again.',
  ])
})
