import {
  nameOf,
  stackAt,
  type LoopState,
  type Recording,
} from '../../../contract/workshop/recording'
import { taskColour } from './task-colour'

/** Some words of a mark, in the colour of the task that they are about. */
interface MarkPart {
  readonly text: string
  /** See `taskColour`; null for what is about no single task. */
  readonly colour: number | null
}

/** What stands beside a line of a program. */
export interface LineMark {
  /** From 1. */
  readonly line: number
  readonly kind: 'suspended' | 'running' | 'fault'
  readonly parts: readonly MarkPart[]
}

/** What is said of a line that is at fault. */
export function faultMark(line: number, text: string): LineMark {
  return { line, kind: 'fault', parts: [{ text, colour: null }] }
}

/** More names than that are counted. */
const MOST_NAMES = 3

/**
 * Where the tasks of a state stand in their program, the innermost line of each, and the line that
 * runs; each task in its colour.
 */
export function lineMarks(recording: Recording, state: LoopState): LineMark[] {
  const waiting = new Map<number, number[]>()
  for (const { task, phase, place } of state.tasks) {
    if (phase !== 'waiting' && phase !== 'ready') continue
    const line = lineAt(recording, place)
    if (line === null) continue
    const tasks = waiting.get(line)
    if (tasks === undefined) waiting.set(line, [task])
    else tasks.push(task)
  }
  const marks = Array.from(waiting, ([line, tasks]): LineMark => ({
    line,
    kind: 'suspended',
    parts: named(recording, tasks),
  }))
  const line = lineAt(recording, state.here)
  if (line !== null) {
    const { running } = state
    const text = `${nameOf(recording, running)} runs`
    marks.push({ line, kind: 'running', parts: [{ text, colour: taskColour(recording, running) }] })
  }
  return marks.sort((a, b) => a.line - b.line)
}

function lineAt(recording: Recording, place: number): number | null {
  return stackAt(recording, place).at(-1)?.line ?? null
}

function named(recording: Recording, tasks: readonly number[]): MarkPart[] {
  const rest = tasks.length - MOST_NAMES
  const parts = tasks.slice(0, MOST_NAMES).map((task): MarkPart => ({
    text: nameOf(recording, task),
    colour: taskColour(recording, task),
  }))
  return rest > 0 ? [...parts, { text: `and ${rest} more`, colour: null }] : parts
}
