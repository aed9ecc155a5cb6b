import { expect, test } from 'vitest'
import { resultView } from '../../../src/cli/view/result-view'
import { openTerminal } from '../../../src/cli/terminal'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const { paint } = openTerminal()
const load = { kind: 'open', arrivalsPerSecond: 10_000, arrivals: 'constant' }

/** The lines of the table whose first column is headed so. */
function tableOf(view: string, about: string): string[] {
  const tables = view.split('\n\n').map((part) => part.split('\n'))
  return tables.find(([head = '']) => head.startsWith(about)) ?? []
}

const open = resultView(
  syntheticResult(
    {
      'event-loop': {
        ...typical['event-loop'],
        jobsPerSecond: 10_000,
        latencyMs: 20,
        queueingMs: 1,
        serviceMs: 19,
        noise: 0.1,
        arrived: 50_000,
      },
      'thread-pool': {
        ...typical['thread-pool'],
        serviceMs: 21,
        noise: 0.1,
        arrived: 50_000,
        rejected: 48_019,
      },
    },
    syntheticSpec({ load }),
  ),
  paint,
)

test('a run of an open load shows of what its latency consists', () => {
  const [first, second, loop] = tableOf(open, 'latency')
  expect(first).toMatch(/^latency +p50 +p99 +p99\.9 +max +queueing +queueing +service +service$/)
  expect(second).toMatch(/^ +p50 +p99 +p50 +p99$/)
  expect(loop).toMatch(
    /^event-loop +([23]\d(\.\d)? ms +){4}1\.\d+ ms +1\.\d+ ms +19\.\d ms +[\d.]+ ms$/,
  )
})

test('a run of an open load shows who came in, who was turned away and who is saturated', () => {
  const heads = open.split('\n').find((line) => /^ +jobs\/s /.test(line))
  expect(heads).toMatch(/ jobs +turned /)
  expect(open).toMatch(/^event-loop +10,000 ±\d+(\.\d+)?% .* 50,000 +0 +/m)
  expect(open).toMatch(/^thread-pool +396 ±\d+(\.\d+)?% .* 50,000 +48,019 +/m)
  expect(tableOf(open, 'latency').at(-1)).toMatch(
    /^thread-pool +saturated( +–){5} +21\.\d ms +[\d.]+ ms$/,
  )
})

test('the tables of an open load fit into 100 columns', () => {
  const rows = open.split('\n').filter((line) => /^(latency|event-loop|thread-pool) {2}/.test(line))
  expect(rows).toHaveLength(5)
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(100)
})

test('a run of a closed load has one table, without what only arrivals have', () => {
  const view = resultView(syntheticResult(), paint)
  expect(view).not.toMatch(/queueing|turned/)
  expect(tableOf(view, ' ').join()).toMatch(/p50 +p99 +KiB/)
})

test('a contender that finished no job has no rate and no latency of 0', () => {
  const made = { ...typical['thread-pool'], jobsPerSecond: 0 }
  const view = resultView(syntheticResult({ ...typical, 'thread-pool': made }), paint)
  expect(view).toMatch(/^thread-pool +none finished +– +– +0\.086\S*( ±\S+)?( +–){2} +1\.17 +0$/m)
})

test('a dash of a percentile is explained where the table has one, not where a report would', () => {
  const viewOf = (jobsPerSecond: number) =>
    resultView(
      syntheticResult({ 'event-loop': { ...typical['event-loop'], jobsPerSecond, latencyMs: 1 } }),
      paint,
    )
  expect(viewOf(180)).toContain('– for a percentile: too few jobs')
  // Enough for p99, which the table ends with, and too few for p99.9.
  expect(viewOf(1_000)).not.toContain('– for a percentile')
})
