import { kindCodes } from '../recording/event'
import { nameOf, stackAt, thingKind, type Recording } from '../recording/recording'
import type { LoopState, TaskState } from './loop-state'

/**
 * What awaits what at one moment, as a text: each task that is not done, where it stands, and below
 * that the tasks that it awaits. As CPython's `python -m asyncio pstree`. Of a gather, a group or a
 * wait a recording does not have the members: below it stand the tasks that the awaiting one
 * created.
 *
 * @example
 * └── Task-1 waits for a gather; below, what it created
 *     └── main, line 12: asyncio.gather(fetch(1), fetch(2))
 *         ├── Task-2 waits for a sleep
 *         │   └── fetch, line 5: asyncio.sleep(0.1)
 *         └── Task-3 is ready
 */
export function callTree(recording: Recording, { tasks }: LoopState): string {
  const left = tasks.filter(({ phase }) => isLeft(phase))
  const below = childrenOf(recording, left)
  const inner = new Set([...below.values()].flat())
  const lines: string[] = []
  const shown = new Set<TaskState>()
  const draw = (siblings: readonly TaskState[], indent: string): void => {
    for (const [index, task] of siblings.entries()) {
      const isLast = index === siblings.length - 1
      const isAgain = shown.has(task)
      const again = isAgain ? ' (see above)' : ''
      const head = headOf(recording, task, (below.get(task) ?? []).length > 0)
      lines.push(`${indent}${isLast ? '└── ' : '├── '}${head}${again}`)
      if (isAgain) continue
      shown.add(task)
      let inside = `${indent}${isLast ? '    ' : '│   '}`
      for (const { functionName, line, text } of stackAt(recording, task.place)) {
        lines.push(`${inside}└── ${functionName}, line ${line}${text === '' ? '' : `: ${text}`}`)
        inside += '    '
      }
      draw(below.get(task) ?? [], inside)
    }
  }
  draw(
    left.filter((task) => !inner.has(task)),
    '',
  )
  // Tasks that await each other in a circle have no root.
  for (const task of left) if (!shown.has(task)) draw([task], '')
  return lines.join('\n')
}

/** The position at which most tasks wait, the first of them: there is most to be seen. */
export function busiestPosition(recording: Recording): number {
  const { kind } = recording.events
  let waiting = 0
  let most = 0
  let position = 0
  for (let at = 0; at < kind.length; at += 1) {
    if (kind[at] === kindCodes['step-awaiting']) waiting += 1
    else if (kind[at] === kindCodes['task-woken']) waiting -= 1
    if (waiting <= most) continue
    most = waiting
    position = at + 1
  }
  return position
}

/** The position after the last event until a time, in milliseconds. */
export function positionAt({ events }: Recording, ms: number): number {
  const after = events.atMs.findIndex((atMs) => atMs > ms)
  return after < 0 ? events.atMs.length : after
}

function isLeft(phase: TaskState['phase']): boolean {
  return phase === 'ready' || phase === 'running' || phase === 'waiting'
}

function childrenOf(recording: Recording, left: readonly TaskState[]): Map<TaskState, TaskState[]> {
  const byNumber = new Map(left.map((task) => [task.task, task]))
  const awaited = new Set(left.filter(isWaiting).map(({ waitsFor }) => waitsFor))
  const below = new Map<TaskState, TaskState[]>()
  for (const task of left) {
    if (!isWaiting(task)) continue
    const direct = byNumber.get(task.waitsFor)
    const isForMany = ['gather', 'future'].includes(thingKind(recording, task.waitsFor))
    const members = left.filter((it) => it.parent === task.task && !awaited.has(it.task))
    if (direct !== undefined) below.set(task, [direct])
    else if (isForMany && members.length > 0) below.set(task, members)
  }
  return below
}

function isWaiting({ phase, waitsFor }: TaskState): boolean {
  return phase === 'waiting' && waitsFor >= 0
}

function headOf(recording: Recording, task: TaskState, hasBelow: boolean): string {
  const name = nameOf(recording, task.task)
  if (!isWaiting(task)) return `${name} ${task.phase === 'running' ? 'runs' : 'is ready'}`
  const kind = thingKind(recording, task.waitsFor)
  if (kind === 'task') return `${name} waits for ${nameOf(recording, task.waitsFor)}`
  return `${name} waits for a ${kind}${hasBelow ? '; below, what it created' : ''}`
}
