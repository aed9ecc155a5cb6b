import { nameOf, stackAt, type LoopState, type Recording } from '../../contract/recording'

/** What stands beside a line of a program. */
export interface LineMark {
  /** From 1. */
  readonly line: number
  readonly kind: 'suspended' | 'running' | 'fault'
  readonly label: string
  /** The task that alone stands there. */
  readonly task?: number
}

/** More names than that are counted. */
const MOST_NAMES = 3

/**
 * Where the tasks of a state stand in their program, the innermost line of each, and the line that
 * runs. Where a line has one task that waits, `task` is its number, for its colour.
 */
export function lineMarks(recording: Recording, state: LoopState): LineMark[] {
  const waiting = new Map<number, number[]>()
  for (const { task, phase, place } of state.tasks) {
    if (phase !== 'waiting' && phase !== 'ready') continue
    const line = lineAt(recording, place)
    if (line !== null) waiting.set(line, [...(waiting.get(line) ?? []), task])
  }
  const marks = Array.from(waiting, ([line, tasks]): LineMark => {
    const label = listed(tasks.map((task) => nameOf(recording, task)))
    return { line, kind: 'suspended', label, ...(tasks.length === 1 && { task: tasks[0] ?? 0 }) }
  })
  const line = lineAt(recording, state.here)
  if (line !== null) {
    const label = `${nameOf(recording, state.running)} runs`
    marks.push({ line, kind: 'running', label, task: state.running })
  }
  return marks.sort((a, b) => a.line - b.line)
}

function lineAt(recording: Recording, place: number): number | null {
  return stackAt(recording, place).at(-1)?.line ?? null
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}
