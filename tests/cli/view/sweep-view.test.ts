import { expect, test } from 'vitest'
import { sweepView } from '../../../src/cli/view/sweep-view'
import { openTerminal } from '../../../src/cli/terminal'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../charts/synthetic-result'

test('a sweep has each figure as the table of a run has it: with its interval, and no latency where saturated', () => {
  const sweep = syntheticSweep('arrival-rate', [1_000, 2_000], (rate) => {
    const sustained = Math.min(rate, 1_000)
    const arrived = { arrived: rate * 5, rejected: (rate - sustained) * 5 }
    const made = { ...typical['event-loop'], jobsPerSecond: sustained, noise: 0.1, ...arrived }
    const load = { kind: 'open', arrivalsPerSecond: rate }
    return syntheticResult({ 'event-loop': made }, syntheticSpec({ load }))
  })
  const view = sweepView(sweep, openTerminal().paint)
  const [rates = '', , , , latency = ''] = view
    .split(/^(?:jobs per second|CPU per 1,000 jobs|jobs per core-second|cores used|latency p99)$/m)
    .slice(1)
  expect(rates).toMatch(/^1,000 +1,000 ±\d+(\.\d+)?%$/m)
  expect(latency).toMatch(/^1,000 +[\d.]+ ms$/m)
  expect(latency).toMatch(/^2,000 +saturated$/m)
})

test('a contender that finished nothing at a value has no figure of 0 there', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(
      {
        'event-loop': typical['event-loop'],
        'thread-pool': { ...typical['thread-pool'], jobsPerSecond: concurrency === 1 ? 0 : 50 },
      },
      syntheticSpec({ concurrency }),
    ),
  )
  const view = sweepView(sweep, openTerminal().paint)
  expect(view.match(/^1 +.* none finished$/gm)).toHaveLength(4)
  expect(view).toMatch(/^10 +.* 50 ±/m)
})

test('what is so of several points is said once, and where no p99 is there the table is of another', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], (concurrency) =>
    syntheticResult(
      { 'event-loop': { ...typical['event-loop'], jobsPerSecond: 60 } },
      syntheticSpec({ concurrency }),
    ),
  )
  const view = sweepView(sweep, openTerminal().paint)
  expect(view).toMatch(/^latency p90$/m)
  expect(
    view.match(/^A\/A check in .* at 2 values: no difference\. Widest: ratio .*\.$/gm),
  ).toHaveLength(2)
})
