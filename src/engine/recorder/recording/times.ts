import { eventAt, type Recording } from './recording'

/** An event at which the loop's time is another than at the one before. */
export interface TimeMark {
  readonly at: number
  readonly ms: number
}

/** Where the loop's time moves on, from one event until before another; the first is always there. */
export function timesBetween(recording: Recording, from: number, to: number): TimeMark[] {
  const marks: TimeMark[] = []
  for (let at = from; at < to; at += 1) {
    const { atMs: ms } = eventAt(recording, at)
    if (marks.at(-1)?.ms !== ms) marks.push({ at, ms })
  }
  return marks
}
