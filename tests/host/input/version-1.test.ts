import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseResult, readKept, readResult } from '../../../src/host/input/read-result'

/** Files that version 1 wrote. */
const folder = join(import.meta.dirname, 'version-1')

interface EarlierRun {
  contenders: { figures: { arrivals: { came: number; dropped: number; behind: number } } }[]
}

test('a run of version 1 is read with the names of today, and no figure changes', async () => {
  const path = join(folder, 'open-load.corewise.json')
  const earlier = JSON.parse(await readFile(path, 'utf8')) as EarlierRun
  const read = await readResult(path)
  if (read.kind !== 'corewise-result') throw new Error('expected a run')
  expect(read.schemaVersion).toBe(2)
  expect(read.machine.standstills).toEqual([
    { slot: 'event-loop', round: 0, seconds: 0.4, isRepeated: true },
  ])
  const arrivals = read.contenders.map((contender) =>
    contender.status === 'not-run' ? null : contender.figures?.arrivals,
  )
  expect(arrivals.map((one) => [one?.arrived, one?.rejected, one?.backlog])).toEqual(
    earlier.contenders.map(
      ({
        figures: {
          arrivals: { came, dropped, behind },
        },
      }) => [came, dropped, behind],
    ),
  )
})

test('a survey of costs of version 1 is read with an iteration where it had a turn', async () => {
  const read = await readKept(join(folder, 'cost.corewise.json'))
  if (read.kind !== 'corewise-cost') throw new Error('expected a survey of costs')
  expect(read.costs.map(({ name }) => name)).toContain('loop-iteration')
  expect(read.order.flat()).toContain('loop-iteration')
})

test('a sweep of version 1 has its points read with the names of today', async () => {
  const run = await readFile(join(folder, 'open-load.corewise.json'), 'utf8')
  const sweep = {
    kind: 'corewise-sweep',
    schemaVersion: 1,
    id: 'earlier',
    startedAt: '2026-11-29T11:31:00.000Z',
    status: 'complete',
    over: 'arrival-rate',
    finding: null,
    points: [{ value: 300, result: JSON.parse(run) as unknown }],
  }
  const read = parseResult(sweep, 'earlier.json')
  expect(read.kind === 'corewise-sweep' && read.points[0]?.result.schemaVersion).toBe(2)
})
