/**
 * What can happen in a recorded run. An event has up to four numbers, whose meaning is given here
 * as `subject, object, place`. A thing is a task, a callback, a timer or a future (see `Things`);
 * a text is a place in the table of strings; a place is one in the table of places. -1 is none.
 * New kinds go to the end: the files keep the number of a kind.
 */
export const eventKinds = [
  /** Task, the task that created it. */
  'task-created',
  /** How many steps and callbacks will run in it. */
  'turn-begun',
  'turn-ended',
  /** Task. */
  'step-begun',
  /** Task; place. It is ready again at once. */
  'step-yielded',
  /** Task, what it waits for; place. */
  'step-awaiting',
  /** Task; place. It was given an error for what it yielded. */
  'step-refused',
  /** Task. */
  'step-returned',
  /** Task. */
  'step-threw',
  /** Task. */
  'step-cancelled',
  /** Task, what it waited for. */
  'task-woken',
  /** Task, the task that asked. */
  'cancel-requested',
  /** Callback, the task that queued it. */
  'callback-queued',
  /** Callback or timer. */
  'callback-begun',
  /** Callback or timer. */
  'callback-run',
  /** Callback or timer. */
  'callback-skipped',
  /** Timer, the task that set it. */
  'timer-set',
  /** Timer. */
  'timer-due',
  /** Timer. */
  'timer-cancelled',
  /** Task that printed, text; place. */
  'printed',
  /** Text of the name, text of the value; place. */
  'shared',
  /** Task that computed; place. Its time is when the work was over. */
  'worked',
] as const
export type EventKind = (typeof eventKinds)[number]

/** The number of each kind, as the columns hold it. */
export const kindCodes = Object.fromEntries(
  eventKinds.map((kind, code) => [kind, code]),
) as Readonly<Record<EventKind, number>>

export const thingKinds = ['task', 'callback', 'timer', 'sleep', 'gather', 'future'] as const
/** What takes part in a run. A sleep is a timer that a task waits for. */
export type ThingKind = (typeof thingKinds)[number]

/** A recording holds at most that many events; what comes after them is left out. */
export const MOST_EVENTS = 1_000_000

/** Stands for "none" in every column. */
export const NONE = -1
