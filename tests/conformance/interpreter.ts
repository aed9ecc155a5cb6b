import {
  CancelledError,
  TaskGroup,
  TimeoutError,
  allTasks,
  asCompleted,
  asyncWith,
  currentTask,
  gather,
  shield,
  sleep,
  timeout,
  wait,
  waitFor,
  type Awaitable,
  type Coroutine,
  type Future,
} from '../../src/engine/loop'
import { Return, doInstantly } from './instant-op'
import type { AwaitableRef, Body, Caught, Op, WaitingOp } from './random-program'
import { Failure, type Log, type MainProgram } from './trace'
import { World, picked, type Scope } from './world'

const RESCUE_AFTER_MS = 1000

/** A random program as a program for `run`; `interpreter.py` is the twin of what runs it. */
export function interpreted(body: Body): MainProgram {
  return function* (log) {
    return yield* new Interpreter(log).main(body)
  }
}

class Interpreter {
  readonly #world: World

  constructor(log: Log) {
    this.#world = new World(log, (body, scope) => this.#taskBody(body, scope))
  }

  *main(body: Body): Coroutine<number> {
    this.#world.loop.callLater(RESCUE_AFTER_MS, this.#rescue)
    return yield* this.#inlineTask(body, { number: this.#world.takeNumber() })
  }

  *#run(body: Body, scope: Scope): Coroutine<void> {
    const { log } = this.#world
    for (const op of body) {
      if (isWaitingOp(op)) {
        log(op.op)
        log(op.op, 'gave', yield* this.#wait(op, scope))
      } else {
        doInstantly(this.#world, op, scope)
      }
    }
  }

  *#taskBody(body: Body, scope: Scope): Coroutine<number> {
    try {
      yield* this.#run(body, scope)
    } catch (error) {
      if (!(error instanceof Return)) throw error
    }
    return scope.number
  }

  *#inlineTask(body: Body, scope: Scope): Coroutine<number> {
    const task = currentTask()
    // waitFor without a limit awaits a coroutine in place, in the task that is there already.
    const isKnown = this.#world.tasks.some((known) => known.task === task)
    if (task !== undefined && !isKnown) this.#world.tasks.push({ number: scope.number, task })
    return yield* this.#taskBody(body, scope)
  }

  #awaitable(ref: AwaitableRef, scope: Scope): Awaitable<unknown> | undefined {
    if (!('body' in ref)) return this.#world.target(ref, scope)
    return this.#inlineTask(ref.body, { number: this.#world.takeNumber() })
  }

  #awaitables(refs: readonly AwaitableRef[], scope: Scope): Awaitable<unknown>[] {
    return refs.map((ref) => this.#awaitable(ref, scope)).filter((each) => each !== undefined)
  }

  *#wait(op: WaitingOp, scope: Scope): Coroutine<unknown> {
    switch (op.op) {
      case 'sleep':
        return yield* sleep(op.ms, op.ms)
      case 'await': {
        const target = this.#world.target(op.target, scope)
        return target === undefined ? 'no target' : yield* target
      }
      case 'inline':
        return yield* this.#run(op.body, scope)
      case 'gather': {
        const children = this.#awaitables(op.children, scope)
        const outer = gather(children, { returnExceptions: op.returnExceptions })
        this.#cancelLater(outer, op.cancelAfterMs)
        return yield* outer
      }
      case 'shield': {
        const awaitable = this.#awaitable(op.target, scope)
        if (awaitable === undefined) return 'no target'
        const outer = shield(awaitable)
        // A shield around what is done is that itself.
        if (outer !== awaitable) this.#cancelLater(outer, op.cancelAfterMs)
        return yield* outer
      }
      case 'wait': {
        const { timeoutMs, returnWhen } = op
        const targets = op.targets.map((ref) => this.#world.target(ref, scope))
        const found = targets.filter((target) => target !== undefined)
        const limit = timeoutMs === null ? {} : { timeoutMs }
        const { done, pending } = yield* wait(found, { returnWhen, ...limit })
        return [[...done], [...pending]]
      }
      case 'waitFor': {
        const awaitable = this.#awaitable(op.target, scope)
        if (awaitable === undefined) return 'no target'
        return yield* waitFor(awaitable, op.timeoutMs ?? undefined)
      }
      case 'asCompleted':
        return yield* this.#asCompleted(this.#awaitables(op.children, scope), op.timeoutMs)
      case 'timeout': {
        const limit = timeout(op.ms ?? undefined)
        yield* asyncWith(limit, () => this.#run(op.body, { ...scope, limit }))
        return limit.expired()
      }
      case 'taskGroup':
        return yield* asyncWith(new TaskGroup(), (group) => this.#run(op.body, { ...scope, group }))
      case 'lock':
        return yield* asyncWith(picked(this.#world.locks, op.lock), () => this.#run(op.body, scope))
      case 'semaphore':
        return yield* asyncWith(picked(this.#world.semaphores, op.semaphore), () =>
          this.#run(op.body, scope),
        )
      case 'condition':
        return yield* asyncWith(this.#world.condition, () => this.#run(op.body, scope))
      case 'notified':
        return yield* this.#world.condition.wait()
      case 'event':
        return yield* picked(this.#world.events, op.event).wait()
      case 'put':
        return yield* picked(this.#world.queues, op.queue).put(op.value)
      case 'get':
        return yield* picked(this.#world.queues, op.queue).get()
      case 'join':
        return yield* picked(this.#world.queues, op.queue).join()
      case 'try':
        return yield* this.#try(op, scope)
    }
  }

  #cancelLater(future: Future<unknown>, cancelAfterMs: number | null): void {
    if (cancelAfterMs !== null)
      this.#world.loop.callLater(cancelAfterMs, () => future.cancel('later'))
  }

  *#asCompleted(
    children: readonly Awaitable<unknown>[],
    timeoutMs: number | null,
  ): Coroutine<unknown[]> {
    const results: unknown[] = []
    for (const coro of asCompleted(children, timeoutMs === null ? {} : { timeoutMs })) {
      try {
        results.push(yield* coro)
      } catch (error) {
        if (error instanceof CancelledError) throw error
        results.push(error)
      }
    }
    return results
  }

  *#try(op: Extract<WaitingOp, { op: 'try' }>, scope: Scope): Coroutine<void> {
    try {
      yield* this.#run(op.body, scope)
    } catch (error) {
      if (!isCaught(error, op.catches)) throw error
      this.#world.log('caught', error)
      yield* this.#run(op.handler, scope)
    } finally {
      yield* this.#run(op.final, scope)
    }
  }

  // Cancels everything again and again, so that every program comes to an end.
  readonly #rescue = (): void => {
    const tasks = [...allTasks()]
    // Who waits to get a condition back cannot be cancelled, and its holder may wait for that one.
    if (this.#world.condition.locked()) this.#world.condition.release()
    this.#world.log('rescue', tasks)
    for (const task of tasks) task.cancel('rescue')
    if (tasks.length > 0) this.#world.loop.callLater(RESCUE_AFTER_MS, this.#rescue)
  }
}

function isWaitingOp(op: Op): op is WaitingOp {
  return waitingOps.has(op.op)
}

const waitingOps: ReadonlySet<string> = new Set<WaitingOp['op']>([
  'sleep',
  'await',
  'inline',
  'gather',
  'shield',
  'wait',
  'waitFor',
  'asCompleted',
  'timeout',
  'taskGroup',
  'lock',
  'semaphore',
  'condition',
  'notified',
  'event',
  'put',
  'get',
  'join',
  'try',
])

function isCaught(error: unknown, catches: Caught): boolean {
  if (error instanceof Return) return false
  switch (catches) {
    case 'failure':
      return error instanceof Failure
    case 'cancelled':
      return error instanceof CancelledError
    case 'timeout':
      return error instanceof TimeoutError
    case 'all':
      return true
  }
}
