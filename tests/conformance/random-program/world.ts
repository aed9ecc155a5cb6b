import {
  Barrier,
  BoundedSemaphore,
  Condition,
  ContextVar,
  Event,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  Semaphore,
  getRunningLoop,
  type Coroutine,
  type CoroutineGenerator,
  type Future,
  type Handle,
  type Task,
  type TaskGroup,
  type Timeout,
  type Token,
} from '../../../src/engine/loop'
import type { Body, GeneratorBody, TargetRef } from './random-program'
import type { Log } from '../trace'

/** Where an operation stands: its task's number, its task group and its time limit. */
export interface Scope {
  readonly number: number
  readonly group?: TaskGroup | undefined
  readonly limit?: Timeout | undefined
}

/** A generator that tasks of a lower number may read. */
export interface NumberedGenerator {
  readonly number: number
  readonly generator: CoroutineGenerator<number, number | undefined>
}

/** What runs the bodies of a program. */
export interface Bodies {
  readonly ownTask: (body: Body, scope: Scope) => Coroutine<number>
  readonly createGenerator: (body: GeneratorBody, scope: Scope) => NumberedGenerator['generator']
}

/** What the tasks of a random program share. */
export class World {
  readonly log: Log
  readonly ownTask: Bodies['ownTask']
  readonly createGenerator: Bodies['createGenerator']
  readonly loop = getRunningLoop()
  readonly futures = Array.from({ length: 3 }, () => this.loop.createFuture<number>())
  readonly locks = [new Lock(), new Lock()]
  readonly semaphores = [new Semaphore(1), new Semaphore(2), new BoundedSemaphore(1)]
  readonly events = [new Event(), new Event()]
  readonly condition = new Condition()
  readonly barriers = [new Barrier(2), new Barrier(3)]
  readonly variable = new ContextVar<number>('variable', { default: -1 })
  readonly tokens: Token<number>[] = []
  readonly generators: NumberedGenerator[] = []
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

  constructor(log: Log, { ownTask, createGenerator }: Bodies) {
    this.log = log
    this.ownTask = ownTask
    this.createGenerator = createGenerator
  }

  takeNumber(): number {
    this.#count += 1
    return this.#count
  }

  /** Adds a task. An eager one adds itself, before who creates it has it. */
  addTask(number: number, task: Task<unknown> | undefined): void {
    const isKnown = this.tasks.some((known) => known.task === task)
    if (task !== undefined && !isKnown) this.tasks.push({ number, task })
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

  /** The generator that is meant, if there is one: as with tasks, of a higher number. */
  generator(index: number, scope: Scope): NumberedGenerator['generator'] | undefined {
    const later = this.generators.filter(({ number }) => number > scope.number)
    return pick(later, index)?.generator
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
