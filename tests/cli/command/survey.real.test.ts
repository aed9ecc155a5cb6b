import { parseInput } from '../../../src/host/input/parse-input'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { costSchema } from '../../../src/engine/cost/cost-result'
import { memorySchema } from '../../../src/engine/footprint/memory-result'
import { called } from '../called'
import { start } from '../corewise'
import { scratch } from '../../scratch'

const briefCost = ['cost', '--rounds', '1', '--window', '50ms', '--concurrency', '4']
const briefMemory = ['memory', '--rounds', '1', '--max-tasks', '1000', '--max-threads', '1']

test('cost prints its result as JSON, and keeps it with table and chart under a name to show', async () => {
  const home = await scratch()
  const { code, stdout } = await called([...briefCost, '--seed', '7', '--json'], home)
  expect(code).toBe(0)
  const result = parseInput(costSchema, JSON.parse(stdout), 'the file')
  expect(result).toMatchObject({ status: 'complete', seed: 7, rounds: 1, concurrency: 4 })

  const [name = ''] = await readdir(join(home, 'surveys'))
  const files = await readdir(join(home, 'surveys', name), { recursive: true })
  expect(files.sort()).toEqual([
    'charts',
    'charts/cost.png',
    'charts/cost.svg',
    'cost.corewise.json',
    'cost.csv',
  ])
  const shown = await called(['show', name], home)
  expect(shown.code).toBe(0)
  expect(shown.stdout).toMatch(/iteration of the loop, sleep\(0\) +[\d,.]+/)
  const again = await called(['show', name, '--json'], home)
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout))
})

test('memory measures tasks, promises and threads, and is exported in every format', async () => {
  const home = await scratch()
  const { code } = await called([...briefMemory, '--out', 'kept', '--quiet'], home)
  expect(code).toBe(0)
  const { stdout } = await called(['show', 'kept', '--json'], home)
  expect(parseInput(memorySchema, JSON.parse(stdout), 'the file').waiters).toHaveLength(3)

  const formats = ['--format', 'png,svg,pdf,csv,json,html,md', '--out', 'report']
  expect((await called(['export', 'kept', ...formats], home)).code).toBe(0)
  expect((await readdir(join(home, 'report'))).sort()).toEqual([
    'charts',
    'memory.corewise.json',
    'memory.csv',
    'report.html',
    'report.md',
    'report.pdf',
  ])
})

test('a survey that is interrupted keeps what was measured and ends as interrupted', async () => {
  const home = await scratch()
  const running = start(['cost', '--rounds', '100', '--window', '50ms'], home)
  await running.shows('90/900')
  running.child.kill('SIGINT')
  const { code, stdout } = await running.ended
  expect(code).toBe(130)
  expect(stdout).toContain('iteration of the loop')
  expect(await readdir(join(home, 'surveys'))).toHaveLength(1)
})

test('a flag that cannot be used is refused with what it expects', async () => {
  const { code, stderr } = await called(['cost', '--rounds', 'many'], await scratch())
  expect(code).toBe(2)
  expect(stderr).toContain('--rounds: expected a whole number from 1 to 1,000')
})

test('runs and surveys are not compared with one another', async () => {
  const home = await scratch()
  await called([...briefMemory, '--out', 'kept', '--quiet'], home)
  const { code, stderr } = await called(['compare', 'kept', 'kept'], home)
  expect(code).toBe(2)
  expect(stderr).toContain('not a run')
})
