import { describe, expect, it, vi } from 'vitest'
import { preset } from '../../src/engine/spec/presets'
import { recordedLab, recordingSchema } from '../../src/renderer/recorded-lab'

const { spec } = preset('io-bound', 2)
const started = { kind: 'started', runId: 'one', spec, point: null }
const failed = {
  kind: 'failed',
  runId: 'one',
  error: { code: 'failed', message: 'It ended.', fields: [] },
}
const recording = recordingSchema.parse({
  kind: 'corewise-recording',
  replies: {
    startRun: { ok: true, value: { runId: 'one' } },
    cancelRun: { ok: true, value: undefined },
    activeRun: { ok: true, value: null },
  },
  told: [
    { atMs: 0, event: started },
    { atMs: 60_000, event: failed },
  ],
})

describe('a recorded lab', () => {
  it('tells what the recorded run told, at its pace', async () => {
    vi.useFakeTimers()
    const lab = recordedLab(recording)
    const told: string[] = []
    lab.on('run', ({ kind }) => told.push(kind))
    await lab.startRun(spec)
    vi.advanceTimersByTime(59_000)
    expect(told).toEqual(['started'])
    vi.advanceTimersByTime(1_000)
    expect(told).toEqual(['started', 'failed'])
    vi.useRealTimers()
  })

  it('tells the last event at once when it is cancelled', async () => {
    vi.useFakeTimers()
    const lab = recordedLab(recording)
    const told: string[] = []
    lab.on('run', ({ kind }) => told.push(kind))
    const reply = await lab.startRun(spec)
    vi.advanceTimersByTime(1)
    if (reply.ok) await lab.cancelRun(reply.value)
    vi.advanceTimersByTime(120_000)
    expect(told).toEqual(['started', 'failed'])
    vi.useRealTimers()
  })

  it('tells what a recorded survey told, and that it has none where none was recorded', async () => {
    vi.useFakeTimers()
    const survey = { surveyId: 'two', kind: 'cost', progress: null }
    const error = { code: 'failed', message: 'It ended.', fields: [] }
    const lab = recordedLab({
      ...recording,
      replies: { measureSurvey: { ok: true, value: { surveyId: 'two' } } },
      toldOfSurvey: [
        { atMs: 0, event: { kind: 'started', survey } },
        { atMs: 60_000, event: { kind: 'failed', surveyId: 'two', error } },
      ],
    })
    const told: string[] = []
    lab.on('survey', ({ kind }) => told.push(kind))
    expect(await lab.measureSurvey({ kind: 'cost' })).toMatchObject({ ok: true })
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual(['started', 'failed'])
    expect(await lab.newestSurveys()).toMatchObject({ ok: true, value: { cost: null } })
    vi.useRealTimers()
  })

  it('says of a call without a recorded answer that it is unavailable', async () => {
    const reply = await recordedLab(recording).listRuns()
    expect(reply).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })
})
