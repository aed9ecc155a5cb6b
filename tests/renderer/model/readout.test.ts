import { expect, it } from 'vitest'
import { resultReadout } from '../../../src/renderer/model/readout'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'

const readoutOf = (made: Made, changes: Record<string, unknown> = {}) => {
  const result = syntheticResult({ 'thread-pool': made }, syntheticSpec(changes))
  const [contender] = result.contenders
  if (contender === undefined) throw new Error('expected a contender')
  const { cells } = resultReadout(contender, result)
  return Object.fromEntries(cells.map(({ figure, text }) => [figure.name, text]))
}

it('shows the 99th percentile of a contender that keeps up', () => {
  expect(readoutOf(typical['thread-pool'])['latency p99']).toMatch(/^1\.\d+ s$/)
})

it('shows no latency of a contender to which more came than it can do', () => {
  const made = { ...typical['thread-pool'], arrived: 5_000, rejected: 3_019 }
  const load = { kind: 'open', arrivalsPerSecond: 1_000 }
  expect(readoutOf(made, { load })).toMatchObject({ 'latency p99': 'saturated' })
})

it('shows no rate of 0 of a contender that finished nothing', () => {
  const readout = readoutOf({ ...typical['thread-pool'], jobsPerSecond: 0 })
  expect(readout).toMatchObject({
    'jobs per second': '–',
    'jobs per core-second': '–',
    'latency p99': 'none finished',
  })
})
