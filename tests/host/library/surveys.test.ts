import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Library } from '../../../src/host/library/library'
import { Surveys } from '../../../src/host/library/surveys'
import { syntheticResult } from '../../charts/synthetic-result'
import { syntheticCost, syntheticMemory } from '../../charts/synthetic-survey'
import { scratch } from '../../scratch'

const costAt = (startedAt: string) => syntheticCost({ 'loop-iteration': [100, 110] }, { startedAt })

test('the newest of each kind is found, in whichever order they were kept', async () => {
  const surveys = new Surveys(await scratch())
  const newer = costAt('2026-11-24T10:00:00.000Z')
  const memory = syntheticMemory({ 'loop-tasks': { 1_000: 500 } })
  const id = await surveys.keep(newer)
  await surveys.keep(costAt('2026-11-23T10:00:00.000Z'))
  const memoryId = await surveys.keep(memory)
  expect(await surveys.newest()).toEqual({
    cost: { id, result: newer },
    memory: { id: memoryId, result: memory },
    problems: [],
  })
})

test('the folder holds no survey before anything was surveyed', async () => {
  const surveys = new Surveys(join(await scratch(), 'never made'))
  expect(await surveys.newest()).toEqual({ cost: null, memory: null, problems: [] })
})

test('a folder that cannot be read is told of, and hides no other', async () => {
  const folder = await scratch()
  const surveys = new Surveys(folder)
  const id = await surveys.keep(costAt('2026-11-24T10:00:00.000Z'))
  await mkdir(join(folder, 'torn'))
  await writeFile(join(folder, 'torn', 'cost.corewise.json'), '{"kind":')
  const { cost, problems } = await surveys.newest()
  expect(cost?.id).toBe(id)
  expect(problems).toEqual([expect.stringContaining('torn')])
})

test('a run among the surveys is not taken for one', async () => {
  const folder = await scratch()
  const id = await new Library(folder).keep(syntheticResult())
  await expect(new Surveys(folder).read(id)).rejects.toThrow('is a run, expected a survey')
})
