import {
  nameOf,
  stackAt,
  thingKind,
  type LoopState,
  type Recording,
  type Site,
  type TaskPhase,
  type TaskState,
} from '../../../contract/workshop/recording'

/** One task as it is listed: below the task that created it. */
export interface TaskRow {
  readonly task: number
  readonly name: string
  readonly depth: number
  readonly phase: TaskPhase
  readonly steps: number
  readonly isCancelRequested: boolean
  /** What it waits for, in words; empty for nothing. */
  readonly waitsFor: string
  /** Where it is suspended, from the outermost call to the innermost. */
  readonly stack: readonly Site[]
}

const phaseWords: Record<TaskPhase, string> = {
  ready: 'ready',
  running: 'running',
  waiting: 'waits',
  returned: 'done',
  threw: 'failed',
  cancelled: 'cancelled',
}

/** The phase of a task as it is shown. */
export function phaseWord(phase: TaskPhase): string {
  return phaseWords[phase]
}

/** The tasks of a state as a tree that is written in lines, at most `most` of them. */
export function taskRows(recording: Recording, state: LoopState, most: number): TaskRow[] {
  const children = new Map<number, TaskState[]>()
  const known = new Set(state.tasks.map(({ task }) => task))
  for (const task of state.tasks) {
    const parent = known.has(task.parent) ? task.parent : -1
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [task])
    else siblings.push(task)
  }
  const rows: TaskRow[] = []
  const add = (parent: number, depth: number): void => {
    for (const task of children.get(parent) ?? []) {
      if (rows.length >= most) return
      rows.push(rowOf(recording, task, depth))
      add(task.task, depth + 1)
    }
  }
  add(-1, 0)
  return rows
}

/** What a thing is called, and a sleep or timer with its moment. */
export function thingWords(recording: Recording, thing: number): string {
  const kind = thingKind(recording, thing)
  if (kind !== 'sleep' && kind !== 'timer') return nameOf(recording, thing)
  const whenMs = recording.things.whenMs[thing] ?? NaN
  return `${kind} until ${milliseconds(whenMs)}`
}

/** Neighbours in a queue that are called the same. */
interface QueueEntry {
  readonly words: string
  /**
   * The tasks among them, or that wait for them; only the first few, to be shown in their colours.
   */
  readonly tasks: readonly number[]
}

/** What stands in a queue, as far as it is shown. */
export interface QueueWords {
  /** Neighbours that are called the same stand there once, with how many they are. */
  readonly entries: readonly QueueEntry[]
  /** How many things come after those. */
  readonly more: number
}

/**
 * So many things are looked at: of a million that are called the same nobody wants to wait for the
 * count.
 */
const MOST_QUEUED = 1_000

/** Of so many tasks an entry has the colours. */
const MOST_COLOURS = 4

/**
 * The words for a queue, in its order.
 *
 * @param most entries to show, at least 1
 */
export function queueWords(
  recording: Recording,
  { tasks }: Pick<LoopState, 'tasks'>,
  things: readonly number[],
  most: number,
): QueueWords {
  const awaiting = new Map(tasks.map(({ task, waitsFor }) => [waitsFor, task]))
  const groups: { readonly words: string; readonly tasks: number[]; count: number }[] = []
  let shown = 0
  for (const thing of things.slice(0, MOST_QUEUED)) {
    const words = thingWords(recording, thing)
    let group = groups.at(-1)
    if (group?.words !== words) {
      if (groups.length === most) break
      group = { words, tasks: [], count: 0 }
      groups.push(group)
    }
    group.count += 1
    const task = thingKind(recording, thing) === 'task' ? thing : awaiting.get(thing)
    if (task !== undefined && group.tasks.length < MOST_COLOURS) group.tasks.push(task)
    shown += 1
  }
  return {
    entries: groups.map(({ words, tasks: own, count }) => ({
      words: count === 1 ? words : `${words} × ${count}`,
      tasks: own,
    })),
    more: things.length - shown,
  }
}

/** A moment of the loop's clock. */
export function milliseconds(ms: number): string {
  return `${Number(ms.toFixed(ms < 10 ? 2 : 1)).toLocaleString('en')} ms`
}

function rowOf(recording: Recording, state: TaskState, depth: number): TaskRow {
  const { task, phase, steps, isCancelRequested, waitsFor, place } = state
  return {
    task,
    name: nameOf(recording, task),
    depth,
    phase,
    steps,
    isCancelRequested,
    waitsFor: phase === 'waiting' && waitsFor >= 0 ? thingWords(recording, waitsFor) : '',
    stack: stackAt(recording, place),
  }
}
