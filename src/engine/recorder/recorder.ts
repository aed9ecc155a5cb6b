import {
  currentTask,
  type Instrument,
  peekRunningLoop,
  type Runnable,
  type StepEnd,
  type Task,
  type Timer,
  type Waitable,
} from '../loop'
import { EventLog, StringTable } from './recording/columns'
import { kindCodes, MOST_EVENTS, NONE } from './recording/event'
import { Places } from './recording/places'
import type { Recording } from './recording/recording'
import { Things } from './recording/things'

/** What a recording is of, and how much of it is kept. */
export interface RecorderOptions {
  readonly clock: 'real' | 'virtual'
  /** Milliseconds of the loop's time; only differences mean anything. */
  readonly now: () => number
  /** What comes after this many events is not recorded. Default: a million. */
  readonly maxEvents?: number
}

/** Longer printed lines and values are cut. */
const MAX_TEXT = 2_000
/** Nothing is recorded any more once the texts have this many characters together. */
const MAX_CHARACTERS = 16_000_000

// Numbers of this module, because looking them up elsewhere would cost as much as all the rest.
const {
  'task-created': taskCreated,
  'iteration-begun': iterationBegun,
  'iteration-ended': iterationEnded,
  'step-begun': stepBegun,
  'step-yielded': stepYielded,
  'step-awaiting': stepAwaiting,
  'step-refused': stepRefused,
  'step-returned': stepReturned,
  'step-threw': stepThrew,
  'step-cancelled': stepCancelled,
  'task-woken': taskWoken,
  'cancel-requested': cancelRequested,
  'callback-queued': callbackQueued,
  'callback-begun': callbackBegun,
  'callback-run': callbackRun,
  'callback-skipped': callbackSkipped,
  'timer-set': timerSet,
  'timer-due': timerDue,
  'timer-cancelled': timerCancelled,
  printed,
  shared,
  worked,
  'eager-begun': eagerBegun,
  ...unrecorded
} = kindCodes
// A kind that is left out above does not compile, nor does one that is not used below.
unrecorded satisfies Readonly<Record<string, never>>

const endCodes: Readonly<Record<StepEnd, number>> = {
  yielded: stepYielded,
  awaiting: stepAwaiting,
  refused: stepRefused,
  returned: stepReturned,
  threw: stepThrew,
  cancelled: stepCancelled,
}

/** Keeps every event of a loop, in columns: some 20 bytes an event. */
export class Recorder implements Instrument {
  readonly places = new Places()
  readonly #clock: 'real' | 'virtual'
  readonly #now: () => number
  readonly #strings = new StringTable()
  readonly #things = new Things(this.#strings)
  readonly #events = new EventLog(stepBegun)
  // The task whose step is recorded as begun: only one that does something before its step ends.
  #begun: Task<unknown> | undefined = undefined
  // Those within whose steps eager tasks run; undefined for a callback.
  readonly #outer: (Task<unknown> | undefined)[] = []
  // How many events may come; less than 0 once one did not find room.
  #room: number

  constructor({ clock, now, maxEvents = MOST_EVENTS }: RecorderOptions) {
    this.#clock = clock
    this.#now = now
    this.#room = maxEvents
    this.#tick()
  }

  /** Whether events were left out because there were too many. */
  get isTruncated(): boolean {
    return this.#room < 0
  }

  /** A line that the program prints. */
  print(text: string): void {
    this.#addWithin(printed, this.#current(), this.#text(text), this.#here())
  }

  /** A value that the program announces under a name, as text. */
  share(name: string, value: string): void {
    this.#addWithin(shared, this.#text(name), this.#text(value), this.#here())
  }

  /** The running task has just computed for a while. */
  worked(): void {
    this.#begin()
    this.#tick()
    this.#add(worked, this.#current(), NONE, this.#here())
  }

  taskCreated(task: Task<unknown>): void {
    this.#addWithin(taskCreated, this.#things.task(task), this.#current(), this.#here())
  }

  eagerBegun(task: Task<unknown>): void {
    this.#addWithin(eagerBegun, this.#things.task(task), this.#current(), this.#here())
    this.#outer.push(this.#begun)
    this.#begun = task
  }

  stepEnded(task: Task<unknown>, reason: StepEnd, waitable?: Waitable): void {
    const atMs = this.#now()
    const number = this.#things.stepping(task)
    if (reason === 'yielded') {
      this.#endStep(atMs, stepYielded, number, NONE, this.places.of(task))
    } else if (task.done()) {
      this.#endStep(atMs, endCodes[reason], number, NONE, NONE)
      this.#things.name(number, task)
      this.places.forget(task)
    } else {
      const awaited = waitable === undefined ? NONE : this.#things.waitable(waitable)
      this.#endStep(atMs, endCodes[reason], number, awaited, this.places.of(task))
    }
  }

  taskWoken(task: Task<unknown>, by: Waitable): void {
    this.#addWithin(taskWoken, this.#things.task(task), this.#things.waitable(by), NONE)
  }

  resumed(): void {
    this.#tick()
  }

  iterationBegun(readyCount: number): void {
    this.#add(iterationBegun, readyCount, NONE, NONE)
  }

  iterationEnded(): void {
    this.#add(iterationEnded, NONE, NONE, NONE)
  }

  callbackQueued(handle: Runnable): void {
    this.#addWithin(callbackQueued, this.#things.callback(handle), this.#current(), this.#here())
  }

  callbackBegun(handle: Runnable): void {
    this.#add(callbackBegun, this.#things.callback(handle), NONE, NONE)
  }

  callbackRun(handle: Runnable): void {
    this.#tick()
    this.#add(callbackRun, this.#things.callback(handle), NONE, NONE)
    this.#things.forget(handle)
  }

  callbackSkipped(handle: Runnable): void {
    this.#add(callbackSkipped, this.#things.callback(handle), NONE, NONE)
    this.#things.forget(handle)
  }

  timerSet(timer: Timer): void {
    this.#addWithin(timerSet, this.#things.timer(timer), this.#current(), this.#here())
  }

  timerDue(timer: Timer): void {
    this.#add(timerDue, this.#things.timer(timer), NONE, NONE)
  }

  timerCancelled(timer: Timer): void {
    this.#addWithin(timerCancelled, this.#things.timer(timer), NONE, this.#here())
  }

  cancelRequested(task: Task<unknown>): void {
    this.#addWithin(cancelRequested, this.#things.task(task), this.#current(), this.#here())
  }

  /** What was recorded. The recorder is not to be used any more. */
  finish(): Recording {
    return {
      kind: 'corewise-recording',
      schemaVersion: 1,
      clock: this.#clock,
      isTruncated: this.isTruncated,
      events: this.#events.toColumns(),
      things: this.#things.toArrays(),
      places: this.places.toArrays(),
      sites: [],
      strings: this.#strings.toArray(),
      program: null,
    }
  }

  // The clock is looked at where time can have passed: between events it costs more than they do.
  #tick(): void {
    this.#events.tick(this.#now())
  }

  #currentTask(): Task<unknown> | undefined {
    const loop = peekRunningLoop()
    return loop === undefined ? undefined : currentTask(loop)
  }

  #current(): number {
    const task = this.#currentTask()
    return task === undefined ? NONE : this.#things.task(task)
  }

  #here(): number {
    const task = this.#currentTask()
    return task === undefined ? NONE : this.places.of(task)
  }

  #text(text: string): number {
    if (this.#strings.characters > MAX_CHARACTERS) this.#room = -1
    return this.#strings.numberOf(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
  }

  // A step is recorded when it ends, in one piece, but for one in which something happens.
  #begin(): void {
    const task = this.#currentTask()
    if (task === undefined || task === this.#begun) return
    this.#begun = task
    this.#add(stepBegun, this.#things.task(task), NONE, NONE)
  }

  #endStep(atMs: number, kind: number, task: number, awaited: number, place: number): void {
    if (this.#begun === undefined) {
      if (this.#hasRoomFor(2)) this.#events.pushPair(kind, task, awaited, place, atMs)
    } else {
      this.#begun = this.#outer.pop()
      this.#events.tick(atMs)
      this.#add(kind, task, awaited, place)
    }
  }

  /** Adds what may happen within a step. */
  #addWithin(kind: number, subject: number, object: number, place: number): void {
    this.#begin()
    this.#add(kind, subject, object, place)
  }

  #add(kind: number, subject: number, object: number, place: number): void {
    if (this.#hasRoomFor(1)) this.#events.push(kind, subject, object, place)
  }

  #hasRoomFor(events: number): boolean {
    this.#room -= events
    return this.#room >= 0
  }
}
