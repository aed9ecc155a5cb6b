import { expect, test } from 'vitest'
import { Activity } from '../../../src/host/run/activity'
import { Turn } from '../../../src/host/run/measuring-lock'

const named = (name: string) => (about: { name: string }) => about.name === name

test('what goes on has the turn until it ends', () => {
  const turn = new Turn()
  const runs = new Activity<{ name: string }>(turn, 'run')
  const surveys = new Activity<{ name: string }>(turn, 'survey')
  runs.begin({ name: 'first' })
  expect(() => surveys.begin({ name: 'second' })).toThrow('Another run is going on')
  expect(surveys.about).toBeNull()
  runs.end()
  surveys.begin({ name: 'second' })
  expect(surveys.about).toEqual({ name: 'second' })
  expect(() => runs.begin({ name: 'third' })).toThrow('A survey is going on')
})

test('only what is meant is cancelled', () => {
  const runs = new Activity<{ name: string }>(new Turn(), 'run')
  const first = runs.begin({ name: 'first' })
  expect(runs.cancel(named('other'))).toBe(false)
  expect(first.signal.aborted).toBe(false)
  expect(runs.cancel(named('first'))).toBe(true)
  expect(first.signal.aborted).toBe(true)
  runs.end()
  expect(runs.cancel(named('first'))).toBe(false)
})

test('what comes late from one that has ended does not show as going on', () => {
  const runs = new Activity<{ name: string }>(new Turn(), 'run')
  const first = runs.begin({ name: 'first' })
  runs.end()
  const second = runs.begin({ name: 'second' })
  first.about = { name: 'first, late' }
  expect(runs.about).toEqual({ name: 'second' })
  runs.cancel(named('second'))
  expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true])
})

test('stopping cancels it and waits until it has been kept', async () => {
  const runs = new Activity<{ name: string }>(new Turn(), 'run')
  await runs.stop()
  const { signal } = runs.begin({ name: 'first' })
  const steps: string[] = []
  const kept = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      steps.push('cancelled')
      queueMicrotask(() => {
        steps.push('kept')
        runs.end()
        resolve()
      })
    })
  })
  expect(runs.followedBy(kept)).toBe(kept)
  await runs.stop()
  expect(steps).toEqual(['cancelled', 'kept'])
  expect(runs.about).toBeNull()
})
