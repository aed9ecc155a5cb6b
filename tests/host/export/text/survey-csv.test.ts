import { expect, test } from 'vitest'
import { surveyCsv } from '../../../../src/host/export/text/survey-csv'
import { syntheticCost, syntheticMemory } from '../../../charts/synthetic-survey'

const rows = (csv: string) =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))

test('costs have a row for each round of each, in full precision', () => {
  const order = [['pool-job', 'loop-iteration'], ['loop-iteration']]
  const csv = surveyCsv(syntheticCost({ 'loop-iteration': [90.125, 120] }, { order }))
  const [head = [], first = [], second = [], ...others] = rows(csv)
  expect(head.slice(0, 5)).toEqual(['cost', 'round', 'place_in_round', 'ns', 'cpu_ns'])
  expect(first.slice(0, 5)).toEqual(['loop-iteration', '1', '2', '90.125', '90.125'])
  expect(second.slice(0, 4)).toEqual(['loop-iteration', '2', '1', '120'])
  expect(others).toEqual([])
})

test('memory has a row for each process, those with nothing that waits too', () => {
  const csv = surveyCsv(syntheticMemory({ 'loop-tasks': { 100_000: 400 } }))
  const [head = [], idle = [], tasks = []] = rows(csv)
  expect(head.slice(0, 7)).toEqual([
    'waiting',
    'count',
    'process',
    'baseline_bytes',
    'waiting_bytes',
    'held_bytes',
    'each_bytes',
  ])
  expect(idle.slice(0, 3)).toEqual(['loop-tasks', '0', '1'])
  expect(idle[6]).toBe('')
  expect(tasks.slice(0, 3)).toEqual(['loop-tasks', '100000', '1'])
  expect(tasks[6]).toBe('400')
})
