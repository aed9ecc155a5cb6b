import type { ReplayedState } from '../recording/event-description'
import { describedAs, NONE } from '../recording/event'
import type { LoopState, TaskState, TimerState } from './loop-state'
import { eventAt, textAt, type RecordedEvent, type Recording } from '../recording/recording'

/** A state that events are applied to, one after the other. */
export class Reducer implements ReplayedState {
  readonly #recording: Recording
  #position = 0
  #atMs = 0
  #iteration = 0
  #isInIteration = false
  #leftInIteration = 0
  #running = NONE
  // Those in whose steps eager tasks began theirs, the outermost first.
  #outer: readonly number[] = []
  #here = NONE
  #printed = 0
  // A queue: what stands before the head is gone.
  #ready: number[] = []
  #readyHead = 0
  #timers = new Map<number, number>()
  // States are replaced and never changed, so that a copy can share them.
  #tasks = new Map<number, TaskState>()
  #shared = new Map<string, string>()

  constructor(recording: Recording) {
    this.#recording = recording
  }

  get position(): number {
    return this.#position
  }

  /** How many lines were printed. */
  get printed(): number {
    return this.#printed
  }

  /** How much a copy has to hold. */
  get size(): number {
    return this.#ready.length + this.#timers.size + this.#tasks.size + this.#shared.size
  }

  copy(): Reducer {
    const copy = new Reducer(this.#recording)
    copy.#position = this.#position
    copy.#atMs = this.#atMs
    copy.#iteration = this.#iteration
    copy.#isInIteration = this.#isInIteration
    copy.#leftInIteration = this.#leftInIteration
    copy.#running = this.#running
    copy.#outer = this.#outer
    copy.#here = this.#here
    copy.#printed = this.#printed
    copy.#ready = this.#ready.slice(this.#readyHead)
    copy.#timers = new Map(this.#timers)
    copy.#tasks = new Map(this.#tasks)
    copy.#shared = new Map(this.#shared)
    return copy
  }

  /** Applies events until `position` of them have happened. */
  advanceTo(position: number): void {
    while (this.#position < position) {
      const event = eventAt(this.#recording, this.#position)
      this.#atMs = event.atMs
      const { replay, runs } = describedAs(event.kind)
      replay(this, event)
      const isWithin = runs === 'neither' && this.#running !== NONE
      if (isWithin && event.place !== NONE) this.#here = event.place
      this.#position += 1
    }
  }

  /** The state as something that stays as it is. */
  state(): LoopState {
    const timers: TimerState[] = Array.from(this.#timers, ([timer, whenMs]) => ({ timer, whenMs }))
    timers.sort((a, b) => a.whenMs - b.whenMs || a.timer - b.timer)
    return {
      position: this.#position,
      atMs: this.#atMs,
      iteration: this.#iteration,
      isInIteration: this.#isInIteration,
      leftInIteration: this.#leftInIteration,
      ready: this.#ready.slice(this.#readyHead),
      running: this.#running,
      here: this.#here,
      timers,
      tasks: [...this.#tasks.values()],
      printed: this.#printed,
      shared: new Map(this.#shared),
    }
  }

  /** @internal Called as events are applied. */
  create(task: number, parent: number): void {
    this.#tasks.set(task, { ...newTask(task), parent })
  }

  /** @internal */
  move({ kind, subject }: RecordedEvent, change: Partial<TaskState>): void {
    const before = this.task(subject).phase
    this.update(subject, { ...change, phase: describedAs(kind).phase?.(before) ?? before })
  }

  /** @internal */
  update(task: number, change: Partial<TaskState>): void {
    this.#tasks.set(task, { ...this.task(task), ...change })
  }

  /** @internal */
  task(task: number): TaskState {
    return this.#tasks.get(task) ?? newTask(task)
  }

  /** @internal */
  beginIteration(left: number): void {
    this.#iteration += 1
    this.#isInIteration = true
    this.#leftInIteration = left
  }

  /** @internal */
  endIteration(): void {
    this.#isInIteration = false
  }

  /** @internal */
  queue(entry: number): void {
    this.#ready.push(entry)
  }

  /**
   * @internal It is the queue's first, unless recording began when the loop was running already.
   */
  take(entry: number): void {
    this.#leftInIteration = Math.max(0, this.#leftInIteration - 1)
    if (this.#ready[this.#readyHead] !== entry) return
    this.#readyHead += 1
    if (this.#readyHead < 1_024 || this.#readyHead * 2 < this.#ready.length) return
    this.#ready = this.#ready.slice(this.#readyHead)
    this.#readyHead = 0
  }

  /** @internal */
  run(entry: number): void {
    this.#running = entry === NONE ? (this.#outer.at(-1) ?? NONE) : entry
    if (entry === NONE) this.#outer = this.#outer.slice(0, -1)
    this.#here = entry === NONE ? NONE : (this.#tasks.get(entry)?.place ?? NONE)
  }

  /** @internal */
  runWithin(task: number): void {
    if (this.#ready.at(-1) === task) this.#ready.pop()
    this.#outer = [...this.#outer, this.#running]
    this.#running = task
    this.#here = NONE
  }

  /** @internal */
  setTimer(timer: number): void {
    this.#timers.set(timer, this.#recording.things.whenMs[timer] ?? NaN)
  }

  /** @internal */
  dropTimer(timer: number): void {
    this.#timers.delete(timer)
  }

  /** @internal */
  print(): void {
    this.#printed += 1
  }

  /** @internal */
  share(name: number, value: number): void {
    this.#shared.set(textAt(this.#recording, name), textAt(this.#recording, value))
  }
}

function newTask(task: number): TaskState {
  return {
    task,
    phase: 'ready',
    parent: NONE,
    waitsFor: NONE,
    place: NONE,
    steps: 0,
    isCancelRequested: false,
  }
}
