import {
  eventAt,
  nameOf,
  stackAt,
  textAt,
  thingKind,
  type RecordedEvent,
  type Recording,
} from './recording'

/** One event of a recording in words, such as "fetcher waits for a sleep at line 8: sleep(20)". */
export function describeEvent(recording: Recording, index: number): string {
  const event = eventAt(recording, index)
  const { kind, subject, object } = event
  const subjectName = (): string => nameOf(recording, subject)
  const by = object < 0 ? '' : ` by ${nameOf(recording, object)}`
  switch (kind) {
    case 'task-created':
      return `task ${subjectName()} is created${by}`
    case 'turn-begun':
      return `a turn begins; ready: ${subject}`
    case 'turn-ended':
      return 'the turn ends'
    case 'step-begun':
      return `${subjectName()} runs`
    case 'step-yielded':
      return `${subjectName()} pauses for one turn${where(recording, event)}`
    case 'step-awaiting':
      return `${subjectName()} waits for ${awaited(recording, object)}${where(recording, event)}`
    case 'step-refused':
      return `${subjectName()} cannot wait for what it gave${where(recording, event)}`
    case 'step-returned':
      return `${subjectName()} is done`
    case 'step-threw':
      return `${subjectName()} fails`
    case 'step-cancelled':
      return `${subjectName()} is cancelled`
    case 'task-woken':
      return `${subjectName()} is woken: ${awaited(recording, object)} is done`
    case 'cancel-requested':
      return `${subjectName()} is asked to stop${by}`
    case 'callback-queued':
      return `callback ${subjectName()} is queued${by}`
    case 'callback-begun':
      return `callback ${subjectName()} runs`
    case 'callback-run':
      return `callback ${subjectName()} is over`
    case 'callback-skipped':
      return `callback ${subjectName()} was cancelled and is left out`
    case 'timer-set':
      return `a timer is set for ${milliseconds(recording.things.whenMs[subject])}${by}`
    case 'timer-due':
      return `the timer for ${milliseconds(recording.things.whenMs[subject])} is due`
    case 'timer-cancelled':
      return `the timer for ${milliseconds(recording.things.whenMs[subject])} is cancelled`
    case 'printed':
      return `prints: ${textAt(recording, object)}`
    case 'shared':
      return `announces ${textAt(recording, subject)} = ${textAt(recording, object)}`
    case 'worked':
      return `${subjectName()} has computed until now`
  }
}

function awaited(recording: Recording, thing: number): string {
  const kind = thingKind(recording, thing)
  return kind === 'task' ? nameOf(recording, thing) : `a ${kind}`
}

function where(recording: Recording, { place }: RecordedEvent): string {
  const site = stackAt(recording, place).at(-1)
  return site === undefined ? '' : ` at line ${site.line}: ${site.text}`
}

function milliseconds(whenMs: number | undefined): string {
  return `${Number((whenMs ?? NaN).toFixed(3))} ms`
}
