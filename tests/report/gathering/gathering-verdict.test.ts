import { expect, test } from 'vitest'
import {
  gatherMachines,
  type Gathering,
  type NamedRun,
} from '../../../src/engine/analysis/gather-machines'
import { gatheringTitle, gatheringVerdict } from '../../../src/report/gathering/gathering-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { syntheticRoom } from '../../charts/synthetic-room'

const verdictOf = (runs: readonly NamedRun[]) => {
  const [gathering] = gatherMachines(runs)
  if (gathering === undefined) throw new Error('nothing was gathered')
  return gatheringVerdict(gathering)
}

test('machines on which one did more everywhere are told with the range of their ratios', () => {
  const { kind, headline, figures } = verdictOf(syntheticRoom([2, 4, 16]))
  expect(kind).toBe('claim')
  expect(headline).toBe(
    'On all 3 machines the thread pool finished 1.87 to 15 times as many jobs as the event loop.',
  )
  expect(figures[0]).toMatch(/^With 2 cores: 1.87 times \(.*\)\.$/)
  expect(figures[1]).toMatch(/^With 16 cores: 15.0 times \(.*\)\.$/)
})

test('work per core-second has a finding of its own, of the machines that know theirs', () => {
  const [gathering] = gatherMachines(syntheticRoom([2, 4, 16], 'waiting'))
  if (gathering === undefined) throw new Error('nothing was gathered')
  const { pair, machines } = gathering
  expect(gatheringTitle(pair, machines, 'jobsPerCoreSecond')).toMatch(
    /^On all 3 machines the event loop finished [\d.]+( to [\d.]+)? times as many jobs per core-second as the thread pool$/,
  )
  const blind = machines.map((machine) => ({ ...machine, jobsPerCoreSecond: null }))
  expect(gatheringTitle(pair, blind, 'jobsPerCoreSecond')).toBe(
    'No machine tells its jobs per core-second',
  )
  expect(gatheringTitle(pair, [...machines.slice(0, 1), ...blind], 'jobsPerCoreSecond')).toMatch(
    /^On one machine /,
  )
})

test('machines that differ are counted on each side', () => {
  const alike = syntheticRoom([1]).map((run) => ({
    ...run,
    result: { ...run.result, selfCheck: null },
  }))
  expect(verdictOf([...syntheticRoom([2, 4]), ...alike]).headline).toBe(
    'Of 3 machines: the thread pool did more on 2, on 1 there is no difference.',
  )
})

test('a run that allows no comparison is left out with its reason', () => {
  const [first, second] = syntheticRoom([2, 4])
  if (first === undefined || second === undefined) throw new Error('two runs were made')
  const short: NamedRun = { ...second, result: { ...second.result, inference: null } }
  const { reasons, headline } = verdictOf([first, short])
  expect(headline).toMatch(/^On one machine the thread pool /)
  expect(reasons).toEqual([expect.stringMatching(/^One run is left out: .*\.$/)])
  expect(verdictOf([short]).kind).toBe('no-claim')
})

test('a file that was sent twice counts once, runs of other jobs stand apart, the most first', () => {
  const room = syntheticRoom([2, 4])
  const gatherings = gatherMachines([...syntheticRoom([8], 'waiting'), ...room, ...room])
  expect(gatherings.map(({ machines }) => machines.length)).toEqual([2, 1])
  expect(gatherings[0]?.machines.map(({ cores }) => cores)).toEqual([2, 4])
})

test('sentences of gatherings are short enough to be read once', () => {
  const rooms = [syntheticRoom([2]), syntheticRoom([2, 4, 8]), syntheticRoom([1, 2], 'waiting')]
  const sentences = rooms
    .flatMap((room) => gatherMachines(room))
    .flatMap((gathering: Gathering) => sentencesOf(gatheringVerdict(gathering)))
  for (const sentence of sentences) expect(sentence.split(' ').length).toBeLessThanOrEqual(20)
})
