import { z } from 'zod'
import { connect } from '../contract/connect'
import type { EventName, LabApi } from '../contract/lab-api'

/** What a lab answered and told in one session, to be shown again without it. */
export const recordingSchema = z.strictObject({
  kind: z.literal('corewise-recording'),
  /** The reply to each call by its name, whatever it was given. */
  replies: z.record(z.string(), z.unknown()),
  /** What a run told, with the time since it was started. */
  told: z.array(z.strictObject({ atMs: z.number().min(0), event: z.unknown() })),
})
export type Recording = z.infer<typeof recordingSchema>

/**
 * A lab that answers as a recorded one did. Starting a run or a sweep tells what the recorded run told, at the
 * pace at which it did; cancelling it tells the last event at once. What the recording has no reply
 * for is `unavailable`.
 */
export function recordedLab(recording: Recording): LabApi {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  let timers: ReturnType<typeof setTimeout>[] = []

  const tell = (payload: unknown): void => {
    for (const listener of listeners.get('run') ?? []) listener(payload)
  }
  const replay = (): void => {
    timers = recording.told.map(({ atMs, event }) => setTimeout(tell, atMs, event))
  }
  const stop = (): void => {
    timers.forEach(clearTimeout)
    tell(recording.told.at(-1)?.event)
  }

  return connect({
    call(name) {
      if (name === 'startRun' || name === 'startSweep') replay()
      if (name === 'cancelRun') stop()
      return Promise.resolve(recording.replies[name] ?? unavailable(name))
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
