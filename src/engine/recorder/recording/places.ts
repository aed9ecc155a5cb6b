import type { Task } from '../../loop'
import { Column } from './columns'
import { NONE } from './event'

/** One `yield*` or call of a program, as its compiler found it. */
export interface Site {
  /** The coroutine function that it stands in. */
  readonly functionName: string
  /** The line in the program, from 1. */
  readonly line: number
  /** What is awaited or called, as it stands there. */
  readonly text: string
}

/**
 * Where tasks are suspended. A compiled program says when it enters a coroutine function, when it
 * leaves it and which `yield*` it comes to; that makes a stack for each task. Equal stacks have the
 * same number: a place is a site and the place of the caller.
 */
export class Places {
  readonly #stacks = new Map<Task<unknown>, Frame[]>()
  readonly #known = new Map<string, number>()
  readonly #sites = new Column(new Int32Array(16))
  readonly #callers = new Column(new Int32Array(16))

  /** A coroutine function is entered by this task; undefined outside of any. */
  enter(task: Task<unknown> | undefined): Frame {
    if (task === undefined) return new Frame([])
    let stack = this.#stacks.get(task)
    if (stack === undefined) {
      stack = []
      this.#stacks.set(task, stack)
    }
    return new Frame(stack)
  }

  /** The place where a task is; `NONE` where its code was not compiled for it. */
  of(task: Task<unknown>): number {
    const stack = this.#stacks.size === 0 ? undefined : this.#stacks.get(task)
    if (stack === undefined) return NONE
    let place = NONE
    for (const { site } of stack) {
      if (site !== NONE) place = this.#numberOf(site, place)
    }
    return place
  }

  /** The number of the innermost site to which a task's code came; `NONE` where it is not known. */
  siteOf(task: Task<unknown>): number {
    const sites = (this.#stacks.get(task) ?? []).map(({ site }) => site)
    return sites.filter((site) => site !== NONE).at(-1) ?? NONE
  }

  /**
   * The innermost call of a task's that goes on; undefined where its code was not compiled for it.
   */
  frameOf(task: Task<unknown>): Frame | undefined {
    return this.#stacks.get(task)?.at(-1)
  }

  /** The task is done. */
  forget(task: Task<unknown>): void {
    if (this.#stacks.size > 0) this.#stacks.delete(task)
  }

  /** For each place its site and the place that it was called from. */
  toArrays(): { site: Int32Array; caller: Int32Array } {
    return { site: this.#sites.toArray(), caller: this.#callers.toArray(this.#sites.length) }
  }

  #numberOf(site: number, caller: number): number {
    const key = `${site} ${caller}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const place = this.#sites.length
    this.#callers.put(place, caller)
    // Its site makes it count.
    this.#sites.put(place, site)
    this.#known.set(key, place)
    return place
  }
}

/** One call of a coroutine function. */
export class Frame {
  site: number = NONE
  /** The coroutine that it awaits, or awaited last; undefined where that is no coroutine. */
  awaited: object | undefined = undefined
  readonly #stack: Frame[]

  constructor(stack: Frame[]) {
    this.#stack = stack
    stack.push(this)
  }

  /** Comes to a site; gives it back. */
  come(site: number): number {
    this.site = site
    return site
  }

  /** Comes to a call of that site; gives the line of the call back. */
  on(site: number, line: number): number {
    this.site = site
    return line
  }

  /** Comes to a `yield*` with what it awaits, and gives that back. */
  at<T>(site: number, awaited: T): T {
    this.site = site
    return awaited
  }

  /** The call is over, and with it all that it called. */
  leave(): void {
    const index = this.#stack.lastIndexOf(this)
    if (index >= 0) this.#stack.length = index
  }
}
