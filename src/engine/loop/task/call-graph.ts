import type { EventLoop } from '../event-loop'
import { isFuture, type Future } from './future'
import { getRunningLoop } from '../running-loop'
import { Task } from './task'

// A future that stands for others while somebody awaits it: of a gather, a shield, a wait.
const stands = new WeakMap<Future<unknown>, () => Iterable<Future<unknown>>>()

/** @internal Notes that what awaits `future` awaits `others`; gives the future back. */
export function standsFor<F extends Future<unknown>>(
  future: F,
  others: () => Iterable<Future<unknown>>,
): F {
  stands.set(future, others)
  return future
}

// The tasks of the groups in whose blocks a task stands: it awaits them too.
const groups = new WeakMap<Task<unknown>, Set<ReadonlySet<Future<unknown>>>>()

/** @internal The task entered the block of a group with these tasks. */
export function noteGroup(parent: Task<unknown>, tasks: ReadonlySet<Future<unknown>>): void {
  const known = groups.get(parent)
  if (known === undefined) groups.set(parent, new Set([tasks]))
  else known.add(tasks)
}

/** @internal The task left that block. */
export function forgetGroup(parent: Task<unknown>, tasks: ReadonlySet<Future<unknown>>): void {
  groups.get(parent)?.delete(tasks)
}

export interface CallGraphOptions {
  /**
   * The lines of a task's stack, outermost first: a coroutine is opaque to the loop. Default: none.
   */
  readonly stackOf?: (task: Task<unknown>) => readonly string[]
}

/**
 * What awaits what, as a text: each task that nothing awaits, below it where it stands and what it
 * awaits, and so on. As `python -m asyncio pstree`.
 *
 * @param loop whose tasks; the running one if none is given
 * @example
 * print(formatCallGraph())
 * // └── Task-1
 * //     ├── download
 * //     └── Task-3
 */
export function formatCallGraph(
  loop: EventLoop = getRunningLoop(),
  options: CallGraphOptions = {},
): string {
  const tasks = loop._tasks.list()
  const awaited = new Map(tasks.map((task) => [task, awaitedBy(task)]))
  const inner = new Set([...awaited.values()].flat())
  const roots = tasks.filter((task) => !inner.has(task))
  const shown = new Set<Future<unknown>>()
  const lines: string[] = []
  const draw = (futures: readonly Future<unknown>[], indent: string): void => {
    for (const [index, future] of futures.entries()) {
      const isLast = index === futures.length - 1
      const isAgain = shown.has(future)
      lines.push(
        `${indent}${isLast ? '└── ' : '├── '}${nameOf(future)}${isAgain ? ' (see above)' : ''}`,
      )
      if (isAgain) continue
      shown.add(future)
      const inside = `${indent}${isLast ? '    ' : '│   '}`
      const below = future instanceof Task ? (awaited.get(future as Task<unknown>) ?? []) : []
      const stack = future instanceof Task ? (options.stackOf?.(future as Task<unknown>) ?? []) : []
      draw(below, drawStack(stack, inside))
    }
  }
  const drawStack = (stack: readonly string[], indent: string): string => {
    for (const [depth, line] of stack.entries())
      lines.push(`${indent}${'    '.repeat(depth)}└── ${line}`)
    return indent + '    '.repeat(stack.length)
  }
  draw(roots, '')
  // Tasks that await each other in a circle have no root.
  for (const task of tasks) if (!shown.has(task)) draw([task], '')
  return lines.join('\n')
}

/** What a task awaits at this moment: tasks and futures, those of its groups with them. */
function awaitedBy(task: Task<unknown>): Future<unknown>[] {
  const inGroups = [...(groups.get(task) ?? [])].flatMap((tasks) => [...tasks])
  const awaited = new Set<Future<unknown>>(inGroups)
  const waitingFor: unknown = task._waitingFor
  if (isFuture(waitingFor)) for (const future of partsOf(waitingFor)) awaited.add(future)
  return [...awaited].filter((future) => !future.done())
}

function partsOf(future: Future<unknown>): Future<unknown>[] {
  const others = stands.get(future)
  return others === undefined ? [future] : [...others()].flatMap(partsOf)
}

function nameOf(future: Future<unknown>): string {
  return future instanceof Task ? (future as Task<unknown>).getName() : 'a future'
}
