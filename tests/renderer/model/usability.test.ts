import { expect, test } from 'vitest'
import { runVerdict } from '../../../src/report/verdict/run-verdict'
import { notesOn, usabilityOf, type Usability } from '../../../src/renderer/model/usability'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'

const loops = { 'event-loop': typical['event-loop'], 'thread-pool': typical['thread-pool'] }
const lightOf = (change: Partial<Made>): Usability => {
  const contenders = ['event-loop', 'thread-pool']
  const pool = { ...typical['thread-pool'], ...change }
  const result = syntheticResult({ ...loops, 'thread-pool': pool }, syntheticSpec({ contenders }))
  return usabilityOf(runVerdict(result), [result])
}

test('a run with nothing against it is usable, and no reason is given', () => {
  expect(lightOf({})).toEqual({ level: 'usable', reason: '' })
})

test('a run with a warning is used with care, for the reason that the warning gives', () => {
  const light = lightOf({ status: 'partial' })
  expect(light.level).toBe('with care')
  expect(light.reason).toContain('thread-pool was cut short')
})

test('a run in which a contender failed is repeated, whatever else is to be known', () => {
  expect(lightOf({ status: 'failed', error: 'out of memory' })).toEqual({
    level: 'repeat',
    reason: 'thread-pool failed: see the notes below.',
  })
})

test('a run in which every job failed is repeated, as is one in which most did', () => {
  const none = lightOf({ jobsPerSecond: 0, failed: 900 })
  expect(none.level).toBe('repeat')
  expect(none.reason).toContain('900 of 900 jobs failed')
  expect(lightOf({ failed: 1e9 }).level).toBe('repeat')
  expect(lightOf({ failed: 3 })).toMatchObject({ level: 'with care' })
})

test('a run in which a contender finished no job is repeated, whatever the reason', () => {
  const light = lightOf({ jobsPerSecond: 0 })
  expect(light.level).toBe('repeat')
  expect(light.reason).toContain('thread-pool finished no job')
})

test('a run that is not to be trusted is repeated, for the reason in its headline', () => {
  expect(lightOf({ waited: 30, others: 2 })).toEqual({ level: 'repeat', reason: '' })
})

test('notes on several results name the contenders that they are about, and stand once', () => {
  const contenders = ['event-loop']
  const made = { ...typical['event-loop'], status: 'partial' } as const
  const result = syntheticResult({ 'event-loop': made }, syntheticSpec({ contenders }))
  const notes = notesOn([result, result])
  expect(notes.length).toBe(new Set(notes.map(({ text }) => text)).size)
  for (const { text } of notes) expect(text).toContain('event-loop')
})
