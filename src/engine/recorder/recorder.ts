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
const stepBegunCode = kindCodes['step-begun']
const iterationBegunCode = kindCodes['iteration-begun']
const iterationEndedCode = kindCodes['iteration-ended']
const wokenCode = kindCodes['task-woken']
const yieldedCode = kindCodes['step-yielded']
const endCodes: Readonly<Record<StepEnd, number>> = {
  yielded: yieldedCode,
  awaiting: kindCodes['step-awaiting'],
  refused: kindCodes['step-refused'],
  returned: kindCodes['step-returned'],
  threw: kindCodes['step-threw'],
  cancelled: kindCodes['step-cancelled'],
}

/** Keeps every event of a loop, in columns: some 20 bytes an event. */
export class Recorder implements Instrument {
  readonly places = new Places()
  readonly #clock: 'real' | 'virtual'
  readonly #now: () => number
  readonly #strings = new StringTable()
  readonly #things = new Things(this.#strings)
  readonly #events = new EventLog(stepBegunCode)
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
    this.#addWithin(kindCodes.printed, this.#current(), this.#text(text), this.#here())
  }

  /** A value that the program announces under a name, as text. */
  share(name: string, value: string): void {
    this.#addWithin(kindCodes.shared, this.#text(name), this.#text(value), this.#here())
  }

  /** The running task has just computed for a while. */
  worked(): void {
    this.#begin()
    this.#tick()
    this.#add(kindCodes.worked, this.#current(), NONE, this.#here())
  }

  taskCreated(task: Task<unknown>): void {
    this.#addWithin(
      kindCodes['task-created'],
      this.#things.task(task),
      this.#current(),
      this.#here(),
    )
  }

  eagerBegun(task: Task<unknown>): void {
    const begun = kindCodes['eager-begun']
    this.#addWithin(begun, this.#things.task(task), this.#current(), this.#here())
    this.#outer.push(this.#begun)
    this.#begun = task
  }

  stepEnded(task: Task<unknown>, reason: StepEnd, waitable?: Waitable): void {
    const atMs = this.#now()
    const number = this.#things.stepping(task)
    if (reason === 'yielded') {
      this.#endStep(atMs, yieldedCode, number, NONE, this.places.of(task))
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
    this.#addWithin(wokenCode, this.#things.task(task), this.#things.waitable(by), NONE)
  }

  resumed(): void {
    this.#tick()
  }

  iterationBegun(readyCount: number): void {
    this.#add(iterationBegunCode, readyCount, NONE, NONE)
  }

  iterationEnded(): void {
    this.#add(iterationEndedCode, NONE, NONE, NONE)
  }

  callbackQueued(handle: Runnable): void {
    this.#addWithin(
      kindCodes['callback-queued'],
      this.#things.callback(handle),
      this.#current(),
      this.#here(),
    )
  }

  callbackBegun(handle: Runnable): void {
    this.#add(kindCodes['callback-begun'], this.#things.callback(handle), NONE, NONE)
  }

  callbackRun(handle: Runnable): void {
    this.#tick()
    this.#add(kindCodes['callback-run'], this.#things.callback(handle), NONE, NONE)
    this.#things.forget(handle)
  }

  callbackSkipped(handle: Runnable): void {
    this.#add(kindCodes['callback-skipped'], this.#things.callback(handle), NONE, NONE)
    this.#things.forget(handle)
  }

  timerSet(timer: Timer): void {
    this.#addWithin(
      kindCodes['timer-set'],
      this.#things.timer(timer),
      this.#current(),
      this.#here(),
    )
  }

  timerDue(timer: Timer): void {
    this.#add(kindCodes['timer-due'], this.#things.timer(timer), NONE, NONE)
  }

  timerCancelled(timer: Timer): void {
    this.#addWithin(kindCodes['timer-cancelled'], this.#things.timer(timer), NONE, this.#here())
  }

  cancelRequested(task: Task<unknown>): void {
    this.#addWithin(
      kindCodes['cancel-requested'],
      this.#things.task(task),
      this.#current(),
      this.#here(),
    )
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
    this.#add(stepBegunCode, this.#things.task(task), NONE, NONE)
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
