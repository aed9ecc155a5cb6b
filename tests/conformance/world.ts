import {
  BoundedSemaphore,
  Condition,
  Event,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  Semaphore,
  getRunningLoop,
  type Coroutine,
  type Future,
  type Handle,
  type Task,
  type TaskGroup,
  type Timeout,
} from '../../src/engine/loop'
import type { Body, TargetRef } from './random-program'
import type { Log } from './trace'

/** Where an operation stands: its task's number, its task group and its time limit. */
export interface Scope {
  readonly number: number
  readonly group?: TaskGroup | undefined
  readonly limit?: Timeout | undefined
}

/** Runs the body of a task. */
export type TaskBody = (body: Body, scope: Scope) => Coroutine<number>

/** What the tasks of a random program share. */
export class World {
  readonly log: Log
  readonly taskBody: TaskBody
  readonly loop = getRunningLoop()
  readonly futures = Array.from({ length: 3 }, () => this.loop.createFuture<number>())
  readonly locks = [new Lock(), new Lock()]
  readonly semaphores = [new Semaphore(1), new Semaphore(2), new BoundedSemaphore(1)]
  readonly events = [new Event(), new Event()]
  readonly condition = new Condition()
  readonly queues = [
    new Queue<number>(),
    new Queue<number>(1),
    new PriorityQueue<number>(2),
    new LifoQueue<number>(1),
  ]
  readonly tasks: { readonly number: number; readonly task: Task<unknown> }[] = []
  readonly handles: Handle[] = []
  readonly callbacks: { readonly target: Future<unknown>; readonly callback: () => void }[] = []
  #count = 0

  constructor(log: Log, taskBody: TaskBody) {
    this.log = log
    this.taskBody = taskBody
  }

  takeNumber(): number {
    this.#count += 1
    return this.#count
  }

  /**
   * The task or future that `ref` means, if there is one. Tasks only wait for tasks of a higher
   * number, so that they never wait in a circle.
   */
  target(ref: TargetRef, scope: Scope): Future<unknown> | undefined {
    if ('future' in ref) return pick(this.futures, ref.future)
    const later = this.tasks.filter(({ number }) => number > scope.number)
    return pick(later, ref.task)?.task
  }
}

/** The item at `index`, which wraps around; undefined if there is none. */
export function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % items.length]
}

/** As `pick`, where there always is one. */
export function picked<T>(items: readonly T[], index: number): T {
  const item = pick(items, index)
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}
