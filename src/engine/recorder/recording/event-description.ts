import type { TaskPhase, TaskState } from '../replay/loop-state'
import type { RecordedEvent } from './recording'

/** What an event is about, in words: each is made when it is asked for. */
export interface EventWords {
  /** What the subject is called. */
  readonly subject: string
  /** " by fetcher", of the object; empty where there is none. */
  readonly by: string
  /** What the object is, as something that is waited for: "a sleep". */
  readonly awaited: string
  /** " at line 8: sleep(20)"; empty where the place is not known. */
  readonly where: string
  /** When the subject, a timer, is due: "20 ms". */
  readonly due: string
  /** The subject, where it is a number of things. */
  readonly count: number
  /** The subject, where it is a text. */
  readonly subjectText: string
  /** The object, where it is a text. */
  readonly objectText: string
}

/** The state of a loop while a recording is replayed: what events change in it. */
export interface ReplayedState {
  create(task: number, parent: number): void
  /** The task that the event is about changes, and with it the phase that it is in. */
  move(event: RecordedEvent, change: Partial<TaskState>): void
  /** The task changes, whatever its phase. */
  update(task: number, change: Partial<TaskState>): void
  task(task: number): TaskState
  beginIteration(left: number): void
  endIteration(): void
  /** Puts a task, callback or timer at the end of the ready queue. */
  queue(entry: number): void
  /** Takes it out again. */
  take(entry: number): void
  /** What runs from now on; `NONE` for nothing, or for what ran around it. */
  run(entry: number): void
  /** An eager task runs within what runs, and was never in the queue. */
  runWithin(task: number): void
  setTimer(timer: number): void
  dropTimer(timer: number): void
  print(): void
  share(name: number, value: number): void
}

/** A trace of a run (see `chromeTrace`): what events add to it. */
export interface EventTrace {
  beginIteration(): void
  endIteration(): void
  beginLife(task: number): void
  endLife(task: number): void
  /** A step or callback of this thing begins. */
  beginStep(thing: number): void
  /** It ends, at that place of its program; null for a callback, which has no track of its own. */
  endStep(task: number | null, place?: number): void
  beginWait(task: number, awaited: number, place: number): void
  endWait(task: number): void
  /** What runs now makes a task ready. */
  wake(task: number): void
  /** Something without a length; `text` is the number of its name, or the name itself. */
  mark(text: number | string, category: string, task: number): void
  share(name: number, value: number): void
}

/** All that is known of one kind of event: words, replay, lanes and traces come from here. */
export interface EventDescription {
  readonly words: (about: EventWords) => string
  readonly replay: (state: ReplayedState, event: RecordedEvent) => void
  /**
   * The phase of the task that it is about, by the one before. Null where it is about no task's
   * phase: then it is not in the task's lane.
   */
  readonly phase: ((before: TaskPhase) => TaskPhase) | null
  /** Whether the loop begins to run its subject with it, or ends. */
  readonly runs: 'begins' | 'ends' | 'neither'
  /** What a program imports to bring it about; null where the loop does as it works. */
  readonly name: string | null
  readonly trace: (trace: EventTrace, event: RecordedEvent) => void
}
