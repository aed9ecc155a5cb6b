import { z } from 'zod'
import { connect } from '../contract/channel/connect'
import type { CallName, EventName, LabApi } from '../contract/lab-api'

const toldSchema = z.strictObject({ atMs: z.number().min(0), event: z.unknown() })

/** What a lab answered and told in one session, to be shown again without it. */
export const recordingSchema = z.strictObject({
  kind: z.literal('corewise-recording'),
  /** The reply to each call by its name, whatever it was given. */
  replies: z.record(z.string(), z.unknown()),
  /** What a run told, with the time since it was started. */
  told: z.array(toldSchema),
  /** What a survey told, likewise. */
  toldOfSurvey: z.array(toldSchema).default([]),
})
export type Recording = z.infer<typeof recordingSchema>

/** What a lab answers that did nothing else: a recording need not say so. */
const nothingDone: Readonly<Record<string, unknown>> = {
  session: { ok: true, value: null },
  queuedRuns: { ok: true, value: [] },
  activeSurvey: { ok: true, value: null },
  newestSurveys: { ok: true, value: { memory: null, cost: null, problems: [] } },
}

/**
 * A lab that answers as a recorded one did. Starting a run, a sweep or a survey tells what the
 * recorded one told, at the pace at which it did; cancelling it tells the last event at once. What
 * the recording has no reply for is `unavailable`.
 */
export function recordedLab(recording: Recording): LabApi {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  const { told: run, toldOfSurvey: survey } = recording
  let timers: ReturnType<typeof setTimeout>[] = []

  const tell = (event: EventName, payload: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  const replay = (name: EventName, told: Recording['told']): void => {
    timers = told.map(({ atMs, event }) => setTimeout(tell, atMs, name, event))
  }
  const stop = (name: EventName, told: Recording['told']): void => {
    timers.forEach(clearTimeout)
    tell(name, told.at(-1)?.event)
  }
  const acts: Partial<Record<CallName, () => void>> = {
    startRun: () => {
      replay('run', run)
    },
    startSweep: () => {
      replay('run', run)
    },
    startSearch: () => {
      replay('run', run)
    },
    startExperiment: () => {
      replay('run', run)
    },
    cancelRun: () => {
      stop('run', run)
    },
    measureSurvey: () => {
      replay('survey', survey)
    },
    cancelSurvey: () => {
      stop('survey', survey)
    },
  }

  return connect({
    call(name) {
      acts[name]?.()
      return Promise.resolve(recording.replies[name] ?? nothingDone[name] ?? unavailable(name))
    },
    listen(event, listener) {
      const those = listeners.get(event) ?? new Set()
      listeners.set(event, those.add(listener))
      return () => those.delete(listener)
    },
  })
}

const unavailable = (name: string) => ({
  ok: false,
  error: { code: 'unavailable', message: `The recording has no answer to ${name}.`, fields: [] },
})
