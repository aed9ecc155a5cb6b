import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Emit } from '../../../src/contract/channel/handlers'
import { surveyRequestSchema, type SurveyEvent } from '../../../src/contract/survey'
import { Lab } from '../../../src/host/run/lab'
import { SurveyControl } from '../../../src/host/run/survey-control'
import { Surveys } from '../../../src/host/library/surveys'
import { MeasuringLock } from '../../../src/host/run/measuring-lock'
import { scratch } from '../../scratch'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

let home: string
let surveys: Surveys
let lock: MeasuringLock
let control: SurveyControl
let told: SurveyEvent[]
/** Called with each event as it comes. */
let onEvent: (event: SurveyEvent) => void

beforeEach(async () => {
  home = await scratch()
  told = []
  onEvent = () => undefined
  const emit: Emit = (_name, payload) => {
    told.push(payload as SurveyEvent)
    onEvent(payload as SurveyEvent)
  }
  surveys = new Surveys(home)
  lock = new MeasuringLock()
  control = new SurveyControl(new Lab({ engineFolder, filesFolder: home }), surveys, lock, emit)
})

afterEach(() => control.stop())

const request = (changes: object) => surveyRequestSchema.parse(changes)
const briefCost = request({ kind: 'cost', rounds: 1, windowMs: 50, concurrency: 4, workers: 1 })
const longCost = request({ kind: 'cost', rounds: 1_000, windowMs: 50, workers: 1 })
const briefMemory = request({ kind: 'memory', rounds: 1, maxTasks: 1_000, maxThreads: 1 })
const longMemory = request({ kind: 'memory', rounds: 1, maxTasks: 10_000_000, maxThreads: 16_384 })

/** The last event of a survey; `onProgress` is called when something was measured. */
const ended = (onProgress: () => void = () => undefined): Promise<SurveyEvent> =>
  new Promise((settle) => {
    onEvent = (event) => {
      if (event.kind === 'finished' || event.kind === 'failed') settle(event)
      if (event.kind === 'progressed' && (event.survey.progress?.done ?? 0) > 1) onProgress()
    }
  })

test.each([
  ['cost', briefCost, 'round 1: '],
  ['memory', briefMemory, '1,000 tasks of the loop'],
] as const)(
  '%s tells its steps in words, and what comes of it is kept',
  async (kind, of, words) => {
    const end = ended()
    control.start(of)
    expect(control.active).toMatchObject({ kind })
    const last = await end
    expect(last).toMatchObject({ kind: 'finished', result: { status: 'complete' } })
    expect(told[0]).toMatchObject({ kind: 'started', survey: { kind } })
    const steps = told.flatMap((event) => (event.kind === 'progressed' ? [event.survey] : []))
    expect(steps.map(({ progress }) => progress?.step).join()).toContain(words)
    expect(steps.map(({ progress }) => progress?.done)).toEqual(steps.map((_, index) => index))
    if (last.kind !== 'finished' || !last.saved.ok) throw new Error(JSON.stringify(last))
    const newest = await surveys.newest()
    expect(newest[kind]).toEqual({ id: last.saved.value.id, result: last.result })
    expect(control.active).toBeNull()
  },
)

test.each([
  ['cost', longCost],
  ['memory', longMemory],
] as const)('a %s that is cancelled keeps what was measured, marked partial', async (_, of) => {
  const end = ended(() => {
    control.cancel(surveyId)
  })
  const { surveyId } = control.start(of)
  expect(await end).toMatchObject({ kind: 'finished', result: { status: 'partial' } })
  expect(await readdir(home)).toHaveLength(1)
})

test('a survey cancelled before anything was measured fails, and nothing is kept', async () => {
  const end = ended()
  const { surveyId } = control.start(longMemory)
  control.cancel(surveyId)
  expect(await end).toMatchObject({
    kind: 'failed',
    error: { message: 'Cancelled before anything was measured.' },
  })
  expect(await readdir(home)).toEqual([])
})

test('nothing else is measured while a survey goes on, and afterwards it may be', async () => {
  control.start(longCost)
  expect(() => control.start(briefCost)).toThrow('A survey is going on')
  expect(() => {
    lock.take('run')
  }).toThrow('A survey is going on')
  await control.stop()
  lock.take('run')
  expect(() => control.start(briefCost)).toThrow('Another run is going on')
})

test('a survey that has ended cannot be cancelled', async () => {
  const end = ended()
  const { surveyId } = control.start(briefMemory)
  await end
  expect(() => {
    control.cancel(surveyId)
  }).toThrow('not going on any more')
})

test('what cannot be kept is handed out all the same, with the reason', async () => {
  const blocked = join(home, 'blocked')
  await writeFile(blocked, 'a file where the folder should be')
  const end = ended()
  const lab = new Lab({ engineFolder, filesFolder: home })
  const emit: Emit = (_name, payload) => {
    onEvent(payload as SurveyEvent)
  }
  new SurveyControl(lab, new Surveys(join(blocked, 'in')), lock, emit).start(briefCost)
  expect(await end).toMatchObject({
    kind: 'finished',
    result: { status: 'complete' },
    saved: { ok: false, error: { message: expect.stringContaining('blocked') as string } },
  })
})

test('a survey of which nothing could be measured says why', async () => {
  const lab = new Lab({ engineFolder: home, filesFolder: home })
  control = new SurveyControl(lab, surveys, lock, (_name, payload) => {
    onEvent(payload as SurveyEvent)
  })
  const end = ended()
  control.start(briefMemory)
  const event = await end
  expect(event).toMatchObject({ kind: 'failed' })
  expect(event).toHaveProperty(
    'error.message',
    expect.stringMatching(
      /^Nothing could be measured: the process ended \(code 1: Error: Cannot find/,
    ),
  )
})
