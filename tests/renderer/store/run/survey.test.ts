import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from 'vue'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { useNotices } from '../../../../src/renderer/store/notices'
import { useSurvey } from '../../../../src/renderer/store/run/survey'
import { syntheticCost } from '../../../charts/synthetic-survey'

const surveyId = 'one'
const step = { done: 1, total: 2, step: 'round 1: native await' }
const measured = syntheticCost(
  { 'loop-iteration': [100] },
  { startedAt: '2026-11-24T10:00:00.000Z' },
)
const kept = syntheticCost({ 'loop-iteration': [200] })
const error = { code: 'no-space', message: 'The disk is full.', fields: [] }
const saved = { ok: true, value: { id: 'cost-1' } }

function openStores(last: object) {
  const recording = recordingSchema.parse({
    kind: 'corewise-recording',
    replies: {
      measureSurvey: { ok: true, value: { surveyId } },
      newestSurveys: {
        ok: true,
        value: { memory: null, cost: { id: 'kept', result: kept }, problems: [] },
      },
    },
    told: [],
    toldOfSurvey: [
      { atMs: 0, event: { kind: 'started', survey: { surveyId, kind: 'cost', progress: null } } },
      {
        atMs: 10,
        event: { kind: 'progressed', survey: { surveyId, kind: 'cost', progress: step } },
      },
      { atMs: 100, event: { surveyId, ...last } },
    ],
  })
  const pinia = createPinia()
  createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
  return { survey: useSurvey(pinia), notices: useNotices(pinia) }
}

describe('the survey store', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('says how far a survey is, and shows what came of it', async () => {
    const { survey } = openStores({ kind: 'finished', result: measured, saved })
    await survey.measure('cost')
    vi.advanceTimersByTime(50)
    expect(survey.active).toMatchObject({ kind: 'cost', progress: step })
    vi.advanceTimersByTime(50)
    expect(survey.isMeasuring).toBe(false)
    expect(survey.shown.cost).toEqual({ id: 'cost-1', result: measured })
  })

  it('keeps showing the newest where one fails', async () => {
    const { survey, notices } = openStores({ kind: 'failed', error })
    await survey.load()
    await survey.measure('cost')
    vi.advanceTimersByTime(100)
    expect(survey.isMeasuring).toBe(false)
    expect(survey.shown.cost).toEqual({ id: 'kept', result: kept })
    expect(notices.notices.map(({ text }) => text)).toEqual(['The disk is full.'])
  })

  it('shows one that could not be kept, says so, and does not lose it to an older one', async () => {
    const last = { kind: 'finished', result: measured, saved: { ok: false, error } }
    const { survey, notices } = openStores(last)
    await survey.measure('cost')
    vi.advanceTimersByTime(100)
    expect(notices.notices[0]?.text).toBe('The survey could not be kept: The disk is full.')
    await survey.load()
    expect(survey.shown.cost).toEqual({ id: null, result: measured })
  })
})
