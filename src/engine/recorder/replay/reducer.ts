import { NONE } from '../recording/event'
import { type LoopState, type TaskState, type TimerState, phaseAfter } from './loop-state'
import { eventAt, textAt, type RecordedEvent, type Recording } from '../recording/recording'

/** A state that events are applied to, one after the other. */
export class Reducer {
  readonly #recording: Recording
  #position = 0
  #atMs = 0
  #turn = 0
  #isInTurn = false
  #leftInTurn = 0
  #running = NONE
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
    copy.#turn = this.#turn
    copy.#isInTurn = this.#isInTurn
    copy.#leftInTurn = this.#leftInTurn
    copy.#running = this.#running
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
      this.#apply(eventAt(this.#recording, this.#position))
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
      turn: this.#turn,
      isInTurn: this.#isInTurn,
      leftInTurn: this.#leftInTurn,
      ready: this.#ready.slice(this.#readyHead),
      running: this.#running,
      timers,
      tasks: [...this.#tasks.values()],
      printed: this.#printed,
      shared: new Map(this.#shared),
    }
  }

  #apply(event: RecordedEvent): void {
    const { kind, subject, object, place, atMs } = event
    this.#atMs = atMs
    switch (kind) {
      case 'task-created':
        this.#tasks.set(subject, { ...newTask(subject), parent: object })
        this.#ready.push(subject)
        return
      case 'turn-begun':
        this.#turn += 1
        this.#isInTurn = true
        this.#leftInTurn = subject
        return
      case 'turn-ended':
        this.#isInTurn = false
        return
      case 'step-begun': {
        this.#take(subject)
        this.#running = subject
        const { steps } = this.#task(subject)
        this.#move(event, { waitsFor: NONE, steps: steps + 1 })
        return
      }
      case 'step-yielded':
      case 'step-refused':
        this.#running = NONE
        this.#move(event, { place })
        this.#ready.push(subject)
        return
      case 'step-awaiting': {
        this.#running = NONE
        const isWoken = this.#task(subject).phase === 'ready'
        this.#move(event, isWoken ? { place } : { waitsFor: object, place })
        return
      }
      case 'step-returned':
      case 'step-threw':
      case 'step-cancelled':
        this.#running = NONE
        this.#move(event, { waitsFor: NONE, place: NONE })
        return
      case 'task-woken':
        this.#move(event, { waitsFor: object })
        this.#ready.push(subject)
        return
      case 'cancel-requested':
        this.#update(subject, { isCancelRequested: true })
        return
      case 'callback-queued':
        this.#ready.push(subject)
        return
      case 'callback-begun':
        this.#take(subject)
        this.#running = subject
        return
      case 'callback-run':
        this.#running = NONE
        return
      case 'callback-skipped':
        this.#take(subject)
        return
      case 'timer-set':
        this.#timers.set(subject, this.#recording.things.whenMs[subject] ?? NaN)
        return
      case 'timer-due':
        this.#timers.delete(subject)
        this.#ready.push(subject)
        return
      case 'timer-cancelled':
        this.#timers.delete(subject)
        return
      case 'printed':
        this.#printed += 1
        return
      case 'shared':
        this.#shared.set(textAt(this.#recording, subject), textAt(this.#recording, object))
        return
      case 'worked':
        return
    }
  }

  // The queue's first, unless recording began when the loop was running already.
  #take(entry: number): void {
    this.#leftInTurn = Math.max(0, this.#leftInTurn - 1)
    if (this.#ready[this.#readyHead] !== entry) return
    this.#readyHead += 1
    if (this.#readyHead < 1_024 || this.#readyHead * 2 < this.#ready.length) return
    this.#ready = this.#ready.slice(this.#readyHead)
    this.#readyHead = 0
  }

  /** The task that the event is about changes, and with it the phase that it is in. */
  #move({ kind, subject }: RecordedEvent, change: Partial<TaskState>): void {
    const phase = phaseAfter(kind, this.#task(subject).phase)
    this.#update(subject, { ...change, phase })
  }

  #task(task: number): TaskState {
    return this.#tasks.get(task) ?? newTask(task)
  }

  #update(task: number, change: Partial<TaskState>): void {
    this.#tasks.set(task, { ...this.#task(task), ...change })
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
