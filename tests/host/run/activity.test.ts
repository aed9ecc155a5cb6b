import { expect, test } from 'vitest'
import { LabFault } from '../../../src/contract/channel/reply'
import { Activity, type Course, type Going } from '../../../src/host/run/activity'
import { MeasuringLock } from '../../../src/host/run/measuring-lock'

interface About {
  readonly name: string
}

const named = (name: string) => (about: About) => about.name === name

/** A measurement that goes on until `end` is called, and all that is told of it. */
function going(keep: () => Promise<string> = () => Promise.resolve('kept')) {
  const told: unknown[] = []
  let going: Going<About> | null = null
  let end: (result: string | null) => void = () => undefined
  const course: Course<About, string, string> = {
    begun: () => told.push('begun'),
    measure: (begun) => {
      going = begun
      return new Promise((resolve) => (end = resolve))
    },
    keep: async (result) => `${result}, ${await keep()}`,
    finished: (result, saved) => told.push(['finished', result, saved]),
    failed: ({ code, message }) => told.push(['failed', code, message]),
  }
  return {
    course,
    told,
    end: (result: string | null) => {
      end(result)
    },
    get going(): Going<About> {
      if (going === null) throw new Error('it was not begun')
      return going
    },
  }
}

test('what goes on has the lock until it ends', async () => {
  const lock = new MeasuringLock()
  const runs = new Activity<About>(lock, 'run')
  const surveys = new Activity<About>(lock, 'survey')
  const first = going()
  const ended = runs.begin({ name: 'first' }, first.course)
  expect(() => surveys.begin({ name: 'second' }, going().course)).toThrow('Another run is going on')
  expect(surveys.about).toBeNull()
  first.end('result')
  await ended
  void surveys.begin({ name: 'second' }, going().course)
  expect(surveys.about).toEqual({ name: 'second' })
  expect(() => runs.begin({ name: 'third' }, going().course)).toThrow('A survey is going on')
})

test('only what is meant is cancelled', async () => {
  const runs = new Activity<About>(new MeasuringLock(), 'run')
  const first = going()
  const ended = runs.begin({ name: 'first' }, first.course)
  expect(runs.cancel(named('other'))).toBe(false)
  expect(() => {
    runs.cancelOnly(named('other'))
  }).toThrow(new LabFault('not-found', 'That run is not going on any more.'))
  expect(first.going.signal.aborted).toBe(false)
  expect(runs.cancel(named('first'))).toBe(true)
  expect(first.going.signal.aborted).toBe(true)
  first.end(null)
  await ended
  expect(runs.cancel(named('first'))).toBe(false)
})

test('what comes late from one that has ended does not show as going on', async () => {
  const runs = new Activity<About>(new MeasuringLock(), 'run')
  const [first, second] = [going(), going()]
  const ended = runs.begin({ name: 'first' }, first.course)
  first.end('result')
  await ended
  void runs.begin({ name: 'second' }, second.course)
  first.going.about = { name: 'first, late' }
  expect(runs.about).toEqual({ name: 'second' })
  runs.cancel(named('second'))
  expect([first.going.signal.aborted, second.going.signal.aborted]).toEqual([false, true])
})

test('stopping cancels it and waits until it has been kept', async () => {
  const runs = new Activity<About>(new MeasuringLock(), 'run')
  await runs.stop()
  const first = going()
  void runs.begin({ name: 'first' }, first.course)
  first.going.signal.addEventListener('abort', () => {
    first.end('half a result')
  })
  await runs.stop()
  const saved = { ok: true, value: 'half a result, kept' }
  expect(first.told).toEqual(['begun', ['finished', 'half a result', saved]])
  expect(runs.about).toBeNull()
})

test('what cannot be kept is told all the same', async () => {
  const runs = new Activity<About>(new MeasuringLock(), 'run')
  const first = going(() => Promise.reject(new LabFault('no-space', 'the disk is full')))
  const ended = runs.begin({ name: 'first' }, first.course)
  first.end('result')
  expect(await ended).toEqual({ ok: true, value: 'result' })
  expect(first.told.at(-1)).toEqual([
    'finished',
    'result',
    { ok: false, error: { code: 'no-space', message: 'the disk is full', fields: [] } },
  ])
})

test('nothing measured before it was cancelled is told as just that', async () => {
  const runs = new Activity<About>(new MeasuringLock(), 'run')
  const first = going()
  const ended = runs.begin({ name: 'first' }, first.course)
  first.end(null)
  expect((await ended).ok).toBe(false)
  expect(first.told.at(-1)).toEqual([
    'failed',
    'cancelled',
    'Cancelled before anything was measured.',
  ])
})
