import type { Lanes, PhaseSpan, RunSpan } from './lanes'
import { eventCount, timeAt, type Recording } from '../recording/recording'

/** So many events at most are drawn besides those that were asked for. */
const MOST_AROUND = 20_000

/**
 * The events from `from` to `to`, with those around them as far as it takes for the loop's time to
 * move on: a thousand may be at one time, whose lanes would have no length. Earlier ones come
 * first.
 */
export function withTime(
  recording: Recording,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } {
  const ms = timeAt(recording, from)
  if (to <= from || timeAt(recording, to - 1) > ms) return { from, to }
  let first = from
  const least = Math.max(0, from - MOST_AROUND)
  while (first > least && timeAt(recording, first) === ms) first -= 1
  if (timeAt(recording, first) < ms) return { from: first, to }
  const end = Math.min(eventCount(recording), to + MOST_AROUND)
  let last = to
  while (last < end && timeAt(recording, last - 1) === ms) last += 1
  return { from: first, to: last }
}

/**
 * The same lanes with the loop's time in place of events: `from` and `to` of the stretch and of
 * every span are milliseconds. What the loop does takes no time under the virtual clock, unless the
 * program says that it works, so spans may be of no length.
 */
export function lanesInTime(recording: Recording, lanes: Lanes): Lanes {
  const msAt = (event: number): number => timeAt(recording, event)
  /** A step or callback ends with the event before the one from which the next thing goes on. */
  const run = ({ thing, from, to }: RunSpan): RunSpan => ({
    thing,
    from: msAt(from),
    to: msAt(to - 1),
  })
  const phases = (spans: readonly PhaseSpan[]): PhaseSpan[] =>
    spans.map(({ phase, from, to }, index) => {
      const before = spans[index - 1]
      const isAfterStep = before?.phase === 'running' && before.to === from
      const isOver = phase === 'running' || to === lanes.to
      return {
        phase,
        from: msAt(isAfterStep ? from - 1 : from),
        to: msAt(isOver ? to - 1 : to),
      }
    })
  return {
    from: lanes.from < lanes.to ? msAt(lanes.from) : 0,
    to: lanes.from < lanes.to ? msAt(lanes.to - 1) : 0,
    loop: lanes.loop.map(run),
    tasks: lanes.tasks.map(({ task, spans }) => ({ task, spans: phases(spans) })),
    taskCount: lanes.taskCount,
  }
}
