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
import { EventLog, StringTable } from './columns'
import { kindCodes, NONE } from './event'
import { Places } from './places'
import type { Recording } from './recording'
import { Things } from './things'

/** What a recording is of, and how much of it is kept. */
export interface RecorderOptions {
  readonly clock: 'real' | 'virtual'
  /** Milliseconds of the loop's time; only differences mean anything. */
  readonly now: () => number
  /** What comes after this many events is not recorded. Default: a million. */
  readonly maxEvents?: number
}

const DEFAULT_MAX_EVENTS = 1_000_000
/** Longer printed lines and values are cut. */
const MAX_TEXT = 2_000
/** Nothing is recorded any more once the texts have this many characters together. */
const MAX_CHARACTERS = 16_000_000

// Numbers of this module, because looking them up elsewhere would cost as much as all the rest.
const stepBegunCode = kindCodes['step-begun']
const turnBegunCode = kindCodes['turn-begun']
const turnEndedCode = kindCodes['turn-ended']
const wokenCode = kindCodes['task-woken']
const endCodes: Readonly<Record<StepEnd, number>> = {
  yielded: kindCodes['step-yielded'],
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
  readonly #maxEvents: number
  readonly #strings = new StringTable()
  readonly #things = new Things(this.#strings)
  readonly #events = new EventLog(stepBegunCode)
  // Task by task in a turn: the one whose step has begun is asked for again when it ends.
  #steppingTask: Task<unknown> | undefined = undefined
  #stepping: number = NONE
  #atMs: number
  #isTruncated = false

  constructor({ clock, now, maxEvents = DEFAULT_MAX_EVENTS }: RecorderOptions) {
    this.#clock = clock
    this.#now = now
    this.#maxEvents = maxEvents
    this.#atMs = now()
  }

  /** Whether events were left out because there were too many. */
  get isTruncated(): boolean {
    return this.#isTruncated
  }

  /** A line that the program prints. */
  print(text: string): void {
    this.#add(kindCodes.printed, this.#current(), this.#text(text), this.#here())
  }

  /** A value that the program announces under a name, as text. */
  share(name: string, value: string): void {
    this.#add(kindCodes.shared, this.#text(name), this.#text(value), this.#here())
  }

  /** The running task has just computed for a while. */
  worked(): void {
    this.#tick()
    this.#add(kindCodes.worked, this.#current(), NONE, this.#here())
  }

  taskCreated(task: Task<unknown>): void {
    this.#add(kindCodes['task-created'], this.#things.task(task), this.#current(), NONE)
  }

  stepBegun(task: Task<unknown>): void {
    const number = this.#things.task(task)
    this.#steppingTask = task
    this.#stepping = number
    this.#add(stepBegunCode, number, NONE, NONE)
  }

  stepEnded(task: Task<unknown>, reason: StepEnd, waitable?: Waitable): void {
    const number = task === this.#steppingTask ? this.#stepping : this.#things.task(task)
    this.#steppingTask = undefined
    this.#tick()
    if (task.done()) {
      this.#end(task, number, reason)
      return
    }
    const awaited = waitable === undefined ? NONE : this.#things.waitable(waitable)
    this.#add(endCodes[reason], number, awaited, this.places.of(task))
  }

  taskWoken(task: Task<unknown>, by: Waitable): void {
    this.#add(wokenCode, this.#things.task(task), this.#things.waitable(by), NONE)
  }

  turnBegun(readyCount: number): void {
    this.#tick()
    this.#add(turnBegunCode, readyCount, NONE, NONE)
  }

  turnEnded(): void {
    this.#add(turnEndedCode, NONE, NONE, NONE)
  }

  callbackQueued(handle: Runnable): void {
    this.#add(kindCodes['callback-queued'], this.#things.callback(handle), this.#current(), NONE)
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
    this.#add(kindCodes['timer-set'], this.#things.timer(timer), this.#current(), NONE)
  }

  timerDue(timer: Timer): void {
    this.#tick()
    this.#add(kindCodes['timer-due'], this.#things.timer(timer), NONE, NONE)
  }

  timerCancelled(timer: Timer): void {
    this.#add(kindCodes['timer-cancelled'], this.#things.timer(timer), NONE, NONE)
  }

  cancelRequested(task: Task<unknown>): void {
    this.#add(kindCodes['cancel-requested'], this.#things.task(task), this.#current(), NONE)
  }

  /** What was recorded. The recorder is not to be used any more. */
  finish(): Recording {
    return {
      kind: 'corewise-recording',
      schemaVersion: 1,
      clock: this.#clock,
      isTruncated: this.#isTruncated,
      events: this.#events.toColumns(),
      things: this.#things.toArrays(),
      places: this.places.toArrays(),
      sites: [],
      strings: this.#strings.toArray(),
      program: null,
    }
  }

  #end(task: Task<unknown>, number: number, reason: StepEnd): void {
    this.#things.name(number, task)
    this.places.forget(task)
    this.#add(endCodes[reason], number, NONE, NONE)
  }

  // The clock is looked at where time can have passed: between events it costs more than they do.
  #tick(): void {
    this.#atMs = this.#now()
  }

  #current(): number {
    if (this.#steppingTask !== undefined) return this.#stepping
    const loop = peekRunningLoop()
    const task = loop === undefined ? undefined : currentTask(loop)
    return task === undefined ? NONE : this.#things.task(task)
  }

  #here(): number {
    return this.#steppingTask === undefined ? NONE : this.places.of(this.#steppingTask)
  }

  #text(text: string): number {
    if (this.#strings.characters > MAX_CHARACTERS) this.#isTruncated = true
    return this.#strings.numberOf(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
  }

  #add(kind: number, subject: number, object: number, place: number): void {
    if (this.#isTruncated) return
    if (this.#events.length >= this.#maxEvents) {
      this.#isTruncated = true
      return
    }
    this.#events.push(kind, subject, object, place, this.#atMs)
  }
}
