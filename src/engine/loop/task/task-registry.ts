import type { Task } from './task'

/**
 * A loop's unfinished tasks, as a list through the tasks themselves: a set of a million tasks would
 * cost more than the tasks. It keeps them alive, where asyncio's weak set can lose a task that
 * nobody refers to.
 */
export class TaskRegistry {
  #first: Task<unknown> | undefined = undefined
  #last: Task<unknown> | undefined = undefined
  #numbered = 0

  /** A number for the name of a task that was given none: 1, 2, 3 … */
  nextNumber(): number {
    this.#numbered += 1
    return this.#numbered
  }

  add(task: Task<unknown>): void {
    task._previous = this.#last
    if (this.#last === undefined) this.#first = task
    else this.#last._next = task
    this.#last = task
  }

  remove(task: Task<unknown>): void {
    if (task._previous === undefined) this.#first = task._next
    else task._previous._next = task._next
    if (task._next === undefined) this.#last = task._previous
    else task._next._previous = task._previous
    task._previous = undefined
    task._next = undefined
  }

  /** The tasks in the order of creation. */
  list(): Task<unknown>[] {
    const tasks: Task<unknown>[] = []
    for (let task = this.#first; task !== undefined; task = task._next) tasks.push(task)
    return tasks
  }
}
