import { expect, test } from 'vitest'
import type { SlotResult } from '../../../src/engine/result/result'
import { resultSchema } from '../../../src/engine/result/result'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
import { RunSoFar } from '../../../src/engine/run/run-so-far'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const spec = syntheticSpec({ contenders: ['event-loop', 'thread-pool'] })
const { startedAt, plan, order, environment, contenders } = syntheticResult(typical, spec)

const begun = (): RunSoFar => new RunSoFar({ spec, environment }, { startedAt, plan, order })

/** One round's slot of a contender: its figures with that one block. */
const slotOf = (name: 'event-loop' | 'thread-pool', round: number): SlotResult => {
  const contender = contenders.find((candidate) => candidate.name === name)
  if (contender?.status !== 'measured') throw new Error(`expected ${name} to be measured`)
  const blocks = contender.figures.blocks.filter((block) => block.round === round)
  return { ...contender, figures: { ...contender.figures, blocks } }
}

test('a run that has only begun has nobody measured', () => {
  const result = begun().result()
  expect(result).toMatchObject({ status: 'partial', startedAt, plan, order, selfCheck: null })
  expect(result.contenders.map(({ status }) => status)).toEqual(['not-run', 'not-run'])
})

test('a contender that had begun its first slot was cut short, one that had not was not run', () => {
  const run = begun()
  run.begin('event-loop')
  const { status, contenders: ended } = resultSchema.parse(run.result())
  expect(status).toBe('partial')
  expect(ended).toEqual([
    { status: 'partial', name: 'event-loop', figures: null },
    { status: 'not-run', name: 'thread-pool' },
  ])
})

test('a slot that goes on takes nothing from those before', () => {
  const run = begun()
  run.begin('event-loop')
  run.add('event-loop', slotOf('event-loop', 0))
  const before = run.contender('event-loop')
  run.begin('event-loop')
  expect(run.contender('event-loop')).toEqual(before)
})

test('blocks are merged once, and anew only when their contender has one more', () => {
  const run = begun()
  const figures = () => measuredFigures(run.result(), 'event-loop')
  run.add('event-loop', slotOf('event-loop', 0))
  run.add('event-loop', slotOf('event-loop', 1))
  const merged = figures()
  run.begin('thread-pool')
  run.add('thread-pool', slotOf('thread-pool', 1))
  run.begin('event-loop')
  expect(figures()).toBe(merged)
  run.add('event-loop', slotOf('event-loop', 2))
  expect(figures()?.blocks).toHaveLength(3)
})

test('a run is partial until everyone has had all slots, and claims nothing before', () => {
  const run = begun()
  for (let round = 0; round < 8; round++) {
    run.add('event-loop', slotOf('event-loop', round))
    if (round < 7) run.add('thread-pool', slotOf('thread-pool', round))
  }
  const cut = run.result()
  expect(cut.status).toBe('partial')
  expect(cut.contenders.map(({ status }) => status)).toEqual(['measured', 'partial'])
  expect(cut.inference).toBeNull()
  run.add('thread-pool', slotOf('thread-pool', 7))
  const whole = run.result()
  expect(whole.status).toBe('complete')
  expect(whole.inference?.comparisons).toHaveLength(1)
})

test('the second set of a contender is its check, and no part of its figures', () => {
  const run = begun()
  run.add('event-loop', slotOf('event-loop', 0))
  run.add('self-check', slotOf('event-loop', 0))
  const { selfCheck, contenders: measured } = run.result()
  expect(selfCheck).toMatchObject({ contender: 'event-loop', jobsPerSecond: null })
  expect(selfCheck?.blocks).toHaveLength(1)
  expect(measured[0]).toMatchObject({ figures: { blocks: [{ round: 0 }] } })
})

test('a contender that failed has failed, whatever else it did', () => {
  const run = begun()
  run.add('thread-pool', slotOf('thread-pool', 0))
  expect(run.hasFailed('thread-pool')).toBe(false)
  run.add('thread-pool', { status: 'failed', name: 'thread-pool', error: 'died', figures: null })
  expect(run.hasFailed('thread-pool')).toBe(true)
  expect(run.contender('thread-pool')).toMatchObject({ status: 'failed', error: 'died' })
})
