import { expect, test } from 'vitest'
import { costNames, costSchema, type CostName } from '../../../src/engine/cost/cost-result'
import { CostSoFar } from '../../../src/engine/cost/cost-so-far'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'

const spec = {
  rounds: 2,
  seed: 1,
  windowMs: milliseconds(60),
  switchMs: milliseconds(2),
  concurrency: 8,
  workers: 1,
}
const environment = readEnvironment({ version: '0.0.0', commit: null })

const begun = (): CostSoFar =>
  new CostSoFar(
    { spec, environment },
    {
      startedAt: new Date(0).toISOString(),
      order: [[...costNames], [...costNames]],
      operations: new Map<CostName, number>([['loop-iteration', 16]]),
    },
  )

test('a survey that has only begun has no rounds', () => {
  const result = costSchema.parse(begun().result())
  expect(result).toMatchObject({ status: 'partial', startedAt: '1970-01-01T00:00:00.000Z' })
  expect(result.costs.map(({ name }) => name)).toEqual(costNames)
  expect(result.costs.flatMap(({ roundsNs }) => roundsNs)).toEqual([])
})

test('a survey is partial until every cost has had all its rounds, which keep their order', () => {
  const soFar = begun()
  for (const name of costNames) soFar.add(name, { ns: 10, cpuNs: 1 })
  for (const name of costNames.slice(1)) soFar.add(name, { ns: 20, cpuNs: 2 })
  expect(soFar.result().status).toBe('partial')
  soFar.add(costNames[0], { ns: 20, cpuNs: 2 })
  const { status, costs } = costSchema.parse(soFar.result())
  expect(status).toBe('complete')
  for (const { name, operations, roundsNs, roundsCpuNs } of costs) {
    expect(roundsNs).toEqual([10, 20])
    expect(roundsCpuNs).toEqual([1, 2])
    expect(operations).toBe(name === 'loop-iteration' ? 16 : null)
  }
})
