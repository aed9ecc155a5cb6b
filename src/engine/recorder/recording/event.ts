import type { TaskPhase } from '../replay/loop-state'
import type { EventDescription } from './event-description'

/** Stands for "none" in every column. */
export const NONE = -1

/** A recording holds at most that many events; what comes after them is left out. */
export const MOST_EVENTS = 1_000_000

export const thingKinds = ['task', 'callback', 'timer', 'sleep', 'gather', 'future'] as const
/** What takes part in a run. A sleep is a timer that a task waits for. */
export type ThingKind = (typeof thingKinds)[number]

const nothing = (): void => undefined

/** A step that ends, and its task with it. */
const lastStep = (phase: TaskPhase) =>
  ({
    replay: (state, event) => {
      state.run(NONE)
      state.move(event, { waitsFor: NONE, place: NONE })
    },
    phase: () => phase,
    runs: 'ends',
    name: null,
    trace: (trace, { subject }) => {
      trace.endStep(subject)
      trace.endLife(subject)
    },
  }) as const satisfies Omit<EventDescription, 'words'>

/** A step after which its task is ready again at once. */
const readyAgain = {
  replay: (state, event) => {
    state.run(NONE)
    state.move(event, { place: event.place })
    state.queue(event.subject)
  },
  phase: () => 'ready',
  runs: 'ends',
  name: null,
  trace: (trace, { subject, place }) => {
    trace.endStep(subject, place)
  },
} as const satisfies Omit<EventDescription, 'words'>

/** What has no part in the lanes of tasks and of the loop. */
const aside = { phase: null, runs: 'neither', name: null } as const

/**
 * What can happen in a recorded run. An event has up to four numbers, whose meaning is given here
 * as `subject, object, place`. A thing is a task, a callback, a timer or a future (see `Things`);
 * a text is a place in the table of strings; a place is one in the table of places. -1 is none.
 * New kinds go to the end: the files keep the number of a kind.
 */
export const events = {
  /** Task, the task that created it. */
  'task-created': {
    words: ({ subject, by }) => `task ${subject} is created${by}`,
    replay: (state, { subject, object }) => {
      state.create(subject, object)
      state.queue(subject)
    },
    phase: () => 'ready',
    runs: 'neither',
    name: null,
    trace: (trace, { subject }) => {
      trace.beginLife(subject)
    },
  },
  /** How many steps and callbacks will run in it. */
  'iteration-begun': {
    ...aside,
    words: ({ count }) => `an iteration begins; ready: ${count}`,
    replay: (state, { subject }) => {
      state.beginIteration(subject)
    },
    trace: (trace) => {
      trace.beginIteration()
    },
  },
  'iteration-ended': {
    ...aside,
    words: () => 'the iteration ends',
    replay: (state) => {
      state.endIteration()
    },
    trace: (trace) => {
      trace.endIteration()
    },
  },
  /** Task. */
  'step-begun': {
    words: ({ subject }) => `${subject} runs`,
    replay: (state, event) => {
      state.take(event.subject)
      state.run(event.subject)
      state.move(event, { waitsFor: NONE, steps: state.task(event.subject).steps + 1 })
    },
    phase: () => 'running',
    runs: 'begins',
    name: null,
    trace: (trace, { subject }) => {
      trace.beginStep(subject)
    },
  },
  /** Task; place. It is ready again at once. */
  'step-yielded': {
    ...readyAgain,
    words: ({ subject, where }) => `${subject} pauses for one iteration${where}`,
  },
  /** Task, what it waits for; place. */
  'step-awaiting': {
    words: ({ subject, awaited, where }) => `${subject} waits for ${awaited}${where}`,
    replay: (state, event) => {
      const { subject, object, place } = event
      state.run(NONE)
      const isWoken = state.task(subject).phase === 'ready'
      state.move(event, isWoken ? { place } : { waitsFor: object, place })
    },
    // What it awaits may have been done by then: it was woken within its own step.
    phase: (before) => (before === 'ready' ? 'ready' : 'waiting'),
    runs: 'ends',
    name: null,
    trace: (trace, { subject, object, place }) => {
      trace.endStep(subject, place)
      trace.beginWait(subject, object, place)
    },
  },
  /** Task; place. It was given an error for what it yielded. */
  'step-refused': {
    ...readyAgain,
    words: ({ subject, where }) => `${subject} cannot wait for what it gave${where}`,
  },
  /** Task. */
  'step-returned': {
    ...lastStep('returned'),
    words: ({ subject }) => `${subject} is done`,
  },
  /** Task. */
  'step-threw': {
    ...lastStep('threw'),
    words: ({ subject }) => `${subject} fails`,
  },
  /** Task. */
  'step-cancelled': {
    ...lastStep('cancelled'),
    words: ({ subject }) => `${subject} is cancelled`,
  },
  /** Task, what it waited for. */
  'task-woken': {
    words: ({ subject, awaited }) => `${subject} is woken: ${awaited} is done`,
    replay: (state, event) => {
      state.move(event, { waitsFor: event.object })
      state.queue(event.subject)
    },
    phase: () => 'ready',
    runs: 'neither',
    name: null,
    trace: (trace, { subject }) => {
      trace.endWait(subject)
      trace.wake(subject)
    },
  },
  /** Task, the task that asked. */
  'cancel-requested': {
    ...aside,
    words: ({ subject, by }) => `${subject} is asked to stop${by}`,
    replay: (state, { subject }) => {
      state.update(subject, { isCancelRequested: true })
    },
    trace: (trace, { subject }) => {
      trace.mark('asked to stop', 'cancel', subject)
    },
  },
  /** Callback, the task that queued it. */
  'callback-queued': {
    ...aside,
    words: ({ subject, by }) => `callback ${subject} is queued${by}`,
    replay: (state, { subject }) => {
      state.queue(subject)
    },
    trace: nothing,
  },
  /** Callback or timer. */
  'callback-begun': {
    words: ({ subject }) => `callback ${subject} runs`,
    replay: (state, { subject }) => {
      state.take(subject)
      state.run(subject)
    },
    phase: null,
    runs: 'begins',
    name: null,
    trace: (trace, { subject }) => {
      trace.beginStep(subject)
    },
  },
  /** Callback or timer. */
  'callback-run': {
    words: ({ subject }) => `callback ${subject} is over`,
    replay: (state) => {
      state.run(NONE)
    },
    phase: null,
    runs: 'ends',
    name: null,
    trace: (trace) => {
      trace.endStep(null)
    },
  },
  /** Callback or timer. */
  'callback-skipped': {
    ...aside,
    words: ({ subject }) => `callback ${subject} was cancelled and is left out`,
    replay: (state, { subject }) => {
      state.take(subject)
    },
    trace: nothing,
  },
  /** Timer, the task that set it. */
  'timer-set': {
    ...aside,
    words: ({ due, by }) => `a timer is set for ${due}${by}`,
    replay: (state, { subject }) => {
      state.setTimer(subject)
    },
    trace: nothing,
  },
  /** Timer. */
  'timer-due': {
    ...aside,
    words: ({ due }) => `the timer for ${due} is due`,
    replay: (state, { subject }) => {
      state.dropTimer(subject)
      state.queue(subject)
    },
    trace: nothing,
  },
  /** Timer. */
  'timer-cancelled': {
    ...aside,
    words: ({ due }) => `the timer for ${due} is cancelled`,
    replay: (state, { subject }) => {
      state.dropTimer(subject)
    },
    trace: nothing,
  },
  /** Task that printed, text; place. */
  printed: {
    ...aside,
    name: 'print',
    words: ({ objectText }) => `prints: ${objectText}`,
    replay: (state) => {
      state.print()
    },
    trace: (trace, { subject, object }) => {
      trace.mark(object, 'print', subject)
    },
  },
  /** Text of the name, text of the value; place. */
  shared: {
    ...aside,
    name: 'share',
    words: ({ subjectText, objectText }) => `announces ${subjectText} = ${objectText}`,
    replay: (state, { subject, object }) => {
      state.share(subject, object)
    },
    trace: (trace, { subject, object }) => {
      trace.share(subject, object)
    },
  },
  /** Task that computed; place. Its time is when the work was over. */
  worked: {
    ...aside,
    name: 'work',
    words: ({ subject }) => `${subject} has computed until now`,
    replay: nothing,
    trace: nothing,
  },
  /** Eager task, the task in whose step it begins its first one. */
  'eager-begun': {
    words: ({ subject, by }) => `${subject} runs at once, started${by}`,
    replay: (state, event) => {
      state.runWithin(event.subject)
      state.move(event, { steps: 1 })
    },
    phase: () => 'running',
    runs: 'begins',
    name: null,
    trace: (trace, { subject }) => {
      trace.beginStep(subject)
    },
  },
} as const satisfies Readonly<Record<string, EventDescription>>
export type EventKind = keyof typeof events
/** What a program imports to bring about events of its own. */
export type NameOfEvent = NonNullable<(typeof events)[EventKind]['name']>

/** The kinds of events, each at its number. */
export const eventKinds = Object.keys(events) as readonly EventKind[]

/** The number of each kind, as the columns hold it. */
export const kindCodes = Object.fromEntries(
  eventKinds.map((kind, code) => [kind, code]),
) as Readonly<Record<EventKind, number>>

/** What is known of the events of a kind. */
export function describedAs(kind: EventKind): EventDescription {
  return events[kind]
}
