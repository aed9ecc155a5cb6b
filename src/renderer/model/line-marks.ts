import { nameOf, stackAt, type LoopState, type Recording } from '../../contract/recording'

/** What stands beside a line of a program. */
export interface LineMark {
  /** From 1. */
  readonly line: number
  readonly kind: 'suspended' | 'running' | 'fault'
  readonly label: string
}

/** More names than that are counted. */
const MOST_NAMES = 3

/** Where the tasks of a state stand in their program: the innermost line of each. */
export function lineMarks(recording: Recording, state: LoopState): LineMark[] {
  const names = new Map<string, { line: number; isRunning: boolean; names: string[] }>()
  for (const { task, phase, place } of state.tasks) {
    if (phase !== 'waiting' && phase !== 'ready' && phase !== 'running') continue
    const site = stackAt(recording, place).at(-1)
    if (site === undefined) continue
    const isRunning = phase === 'running'
    const key = `${site.line} ${isRunning}`
    const mark = names.get(key) ?? { line: site.line, isRunning, names: [] }
    mark.names.push(nameOf(recording, task))
    names.set(key, mark)
  }
  return Array.from(names.values(), (mark) => ({
    line: mark.line,
    kind: mark.isRunning ? ('running' as const) : ('suspended' as const),
    label: mark.isRunning ? `${listed(mark.names)} went on from here` : listed(mark.names),
  })).sort((a, b) => a.line - b.line)
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}
