import {
  eventAt,
  eventCount,
  nameOf,
  textAt,
  type RecordedEvent,
  type Recording,
} from '../recorder/recording/recording'
import type { Question } from './lesson'
import type { Observation } from './observation'

/** Characters of a line that a pattern is held against. */
const MOST_MATCHED = 1_000

/**
 * What an observation finds in a recorded run, as text; null where there is nothing to see, such
 * as a line that was never printed.
 */
export function observe(recording: Recording, observation: Observation): string | null {
  if ('shared' in observation) return lastShared(recording, observation.shared)
  if ('printed' in observation) {
    const lines = printedLines(recording)
    const { printed } = observation
    return lines.at(printed > 0 ? printed - 1 : printed) ?? null
  }
  if ('match' in observation) {
    const lines = printedLines(recording).filter((line) => line.startsWith(observation.lines))
    if (lines.length === 0) return null
    const pattern = new RegExp(observation.match)
    return lines.every((line) => pattern.test(line.slice(0, MOST_MATCHED))) ? 'yes' : 'no'
  }
  if ('iterationsBetween' in observation)
    return iterationsBetween(recording, observation.iterationsBetween)
  if ('stepsOf' in observation) {
    const steps = eventsOf(recording).filter(
      ({ kind, subject }) =>
        kind === 'step-begun' && nameOf(recording, subject) === observation.stepsOf,
    )
    return steps.length === 0 ? null : String(steps.length)
  }
  if ('linesWith' in observation) {
    const { linesWith } = observation
    return String(printedLines(recording).filter((line) => line.startsWith(linesWith)).length)
  }
  const events = eventsOf(recording)
  if ('ends' in observation) return String(Math.round(events.at(-1)?.atMs ?? 0))
  const counted = countedKinds[observation.count]
  return String(events.filter(({ kind }) => kind === counted).length)
}

/** The events that are counted. */
const countedKinds = {
  tasks: 'task-created',
  cancelled: 'step-cancelled',
  failed: 'step-threw',
  timers: 'timer-set',
  lines: 'printed',
} as const satisfies Readonly<Record<string, RecordedEvent['kind']>>

/** Which choice of a question came true in a run, from 0; null for none. */
export function rightChoice(recording: Recording, question: Question): number | null {
  const observed = observe(recording, question.observe)
  const index = question.choices.findIndex((choice) => choice.is === observed)
  return index < 0 ? null : index
}

/** The lines that a recorded program printed. */
export function printedLines(recording: Recording): string[] {
  return eventsOf(recording)
    .filter(({ kind }) => kind === 'printed')
    .map(({ object }) => textAt(recording, object))
}

function lastShared(recording: Recording, name: string): string | null {
  const last = eventsOf(recording)
    .filter(({ kind, subject }) => kind === 'shared' && textAt(recording, subject) === name)
    .at(-1)
  return last === undefined ? null : textAt(recording, last.object)
}

function iterationsBetween(
  recording: Recording,
  [from, to]: readonly [string, string],
): string | null {
  const events = eventsOf(recording)
  const isPrinted = (line: string) => (event: RecordedEvent) =>
    event.kind === 'printed' && textAt(recording, event.object) === line
  const start = events.findIndex(isPrinted(from))
  if (start < 0) return null
  const rest = events.slice(start + 1)
  const end = rest.findIndex(isPrinted(to))
  if (end < 0) return null
  return String(rest.slice(0, end).filter(({ kind }) => kind === 'iteration-begun').length)
}

function eventsOf(recording: Recording): RecordedEvent[] {
  return Array.from({ length: eventCount(recording) }, (_, n) => eventAt(recording, n))
}
