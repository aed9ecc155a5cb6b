import { kindCodes, type EventKind } from '../recording/event'
import { eventCount, type Recording } from '../recording/recording'

/** By what one goes through a run. */
export const stepUnits = ['event', 'iteration', 'print', 'task'] as const
export type StepUnit = (typeof stepUnits)[number]

/** The events with which another one of each begins; null where every event is one. */
const beginnings: Readonly<Record<StepUnit, readonly EventKind[] | null>> = {
  event: null,
  iteration: ['iteration-begun'],
  print: ['printed'],
  task: ['step-begun', 'eager-begun'],
}

/**
 * The position after the next event with which another unit begins, from a position on or back; the
 * end or the beginning of the run where there is none.
 */
export function nextPosition(
  recording: Recording,
  unit: StepUnit,
  position: number,
  by: 1 | -1,
): number {
  const { kind } = recording.events
  const length = eventCount(recording)
  const codes = beginnings[unit]?.map((each) => kindCodes[each])
  let next = position + by
  while (next > 0 && next < length && codes?.includes(kind[next - 1] ?? -1) === false) next += by
  return Math.min(length, Math.max(0, next))
}
