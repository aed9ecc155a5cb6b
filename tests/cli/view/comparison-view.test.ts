import { expect, test } from 'vitest'
import { comparisonView } from '../../../src/cli/view/comparison-view'
import { openTerminal } from '../../../src/cli/terminal'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const { paint } = openTerminal()

test('runs of a closed and of an open load are said to differ, and a saturated one has no latency', () => {
  const load = { kind: 'open', arrivalsPerSecond: 1_000, arrivals: 'constant' }
  const made = { ...typical['event-loop'], jobsPerSecond: 500, arrived: 5_000, rejected: 2_500 }
  const open = syntheticResult({ 'event-loop': made }, syntheticSpec({ load }))
  const closed = syntheticResult({ 'event-loop': typical['event-loop'] })
  const view = comparisonView([closed, open], paint)
  expect(view).toContain('400 jobs in flight, 8 workers')
  expect(view).toContain('1,000 constant arrivals a second, at most 400 jobs in flight, 8 workers')
  expect(view).toContain('The loads of the runs differ')
  expect(view).toMatch(/^event-loop +2 .* saturated +– +0$/m)
  expect(comparisonView([closed, closed], paint)).not.toContain('The loads of the runs differ')
})

test('two runs are told in what they differ, and of two alike nothing', () => {
  const run = (concurrency: number) =>
    syntheticResult({ 'event-loop': typical['event-loop'] }, syntheticSpec({ concurrency }))
  expect(comparisonView([run(400), run(50)], paint)).toContain(
    '\njobs in flight: 400 in run 1, 50 in run 2\n',
  )
  expect(comparisonView([run(400), run(400)], paint)).not.toContain(' in run 2\n')
})
