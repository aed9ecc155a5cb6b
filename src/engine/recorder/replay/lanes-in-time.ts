import type { Lanes, PhaseSpan, RunSpan } from './lanes'
import { timeAt, type Recording } from '../recording/recording'

/**
 * The same lanes with the loop's time in place of events: `from` and `to` of the stretch and of every
 * span are milliseconds. What the loop does takes no time under the virtual clock, unless the program
 * says that it works, so spans may be of no length.
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
