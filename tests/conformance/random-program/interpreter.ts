import {
  CancelledError,
  GeneratorExit,
  TaskGroup,
  TimeoutError,
  allTasks,
  asCompleted,
  asyncFor,
  asyncGenerator,
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
} from '../../../src/engine/loop'
import { Return, doInstantly } from './instant-op'
import type { AwaitableRef, Body, Caught, GeneratorBody, Op, WaitingOp } from './random-program'
import { Failure, type Log, type MainProgram } from '../trace'
import { World, picked, type NumberedGenerator, type Scope } from './world'

const RESCUE_AFTER_MS = 1000

/** A random program as a program for `run`; `interpreter.py` is the twin of what runs it. */
export function interpreted(body: Body): MainProgram {
  return function* (log) {
    return yield* new Interpreter(log).main(body)
  }
}

class Interpreter {
  readonly #world: World
  // The coroutine that closes generators in the end: it waits for nothing of its own.
  #shutdown: Coroutine<void> | undefined

  constructor(log: Log) {
    this.#world = new World(log, {
      ownTask: (body, scope) => this.#ownTask(body, scope),
      createGenerator: (body, scope) => this.#createGenerator(body, scope),
    })
  }

  *main(body: Body): Coroutine<number> {
    const { loop } = this.#world
    const shutDown = loop.shutdownAsyncGenerators.bind(loop)
    loop.shutdownAsyncGenerators = () => (this.#shutdown = shutDown())
    this.#world.loop.callLater(RESCUE_AFTER_MS, this.#rescue)
    return yield* this.#ownTask(body, { number: this.#world.takeNumber() })
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

  // A body in a task of its own, or in the one that is there already, as with waitFor.
  *#ownTask(body: Body, scope: Scope): Coroutine<number> {
    this.#world.addTask(scope.number, currentTask())
    return yield* this.#taskBody(body, scope)
  }

  #awaitable(ref: AwaitableRef, scope: Scope): Awaitable<unknown> | undefined {
    if ('generator' in ref) {
      const generator = this.#world.generator(ref.generator, scope)
      return generator && nextOf(generator)
    }
    if ('body' in ref) return this.#ownTask(ref.body, { number: this.#world.takeNumber() })
    if (!('own' in ref)) return this.#world.target(ref, scope)
    const coro = this.#ownTask(ref.own, { number: this.#world.takeNumber() })
    return { [Symbol.iterator]: () => coro }
  }

  #createGenerator(body: GeneratorBody, scope: Scope): NumberedGenerator['generator'] {
    const { log } = this.#world
    const run = (ops: Body) => this.#run(ops, scope)
    return asyncGenerator<number, number | undefined>(function* (emit) {
      try {
        for (const step of body.steps) {
          if (step.op === 'emit') log('was sent', yield* emit(step.value))
          else yield* run([step])
        }
      } catch (error) {
        if (!isCaught(error, body.catches)) throw error
        log('generator caught', error)
        yield* emit(99)
      } finally {
        yield* run(body.final)
      }
    })
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
      case 'barrier':
        return yield* picked(this.#world.barriers, op.barrier).wait()
      case 'resetBarrier':
        return yield* picked(this.#world.barriers, op.barrier).reset()
      case 'abortBarrier':
        return yield* picked(this.#world.barriers, op.barrier).abort()
      case 'next':
      case 'asend':
      case 'athrow':
      case 'aclose':
      case 'asyncFor': {
        const generator = this.#world.generator(op.generator, scope)
        return generator === undefined ? 'no generator' : yield* this.#read(op, generator, scope)
      }
      case 'asCompletedFor':
        return yield* this.#asCompletedFor(this.#awaitables(op.children, scope), op.timeoutMs)
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

  *#read(
    op: Extract<WaitingOp, { generator: number }>,
    generator: NumberedGenerator['generator'],
    scope: Scope,
  ): Coroutine<unknown> {
    switch (op.op) {
      case 'next':
        return yield* nextOf(generator)
      case 'asend':
        return itemOf(yield* generator.asend(op.value))
      case 'athrow':
        return itemOf(yield* generator.athrow(new Failure(String(op.value))))
      case 'aclose':
        return yield* generator.aclose()
      case 'asyncFor': {
        const { log } = this.#world
        const run = () => this.#run(op.body, scope)
        let count = 0
        yield* asyncFor(generator, function* (item) {
          log('item', item)
          count += 1
          yield* run()
          return count < op.atMost
        })
        return count
      }
    }
  }

  *#asCompletedFor(
    children: readonly Awaitable<unknown>[],
    timeoutMs: number | null,
  ): Coroutine<unknown[]> {
    const ended: unknown[] = []
    const limit = timeoutMs === null ? {} : { timeoutMs }
    yield* asyncFor(asCompleted(children, limit), function* (future) {
      ended.push(future)
    })
    return ended
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
    const tasks = [...allTasks()].filter((task) => task.getCoro() !== this.#shutdown)
    // Who waits to get a condition back cannot be cancelled, and its holder may wait for that one.
    if (this.#world.condition.locked()) this.#world.condition.release()
    this.#world.log('rescue', tasks)
    for (const task of tasks) task.cancel('rescue')
    if (tasks.length > 0) this.#world.loop.callLater(RESCUE_AFTER_MS, this.#rescue)
  }
}

/** The next item of a generator, or that there is none. */
function* nextOf(generator: NumberedGenerator['generator']): Coroutine<unknown> {
  return itemOf(yield* generator.next())
}

function itemOf(step: IteratorResult<number, undefined>): unknown {
  return step.done === true ? 'end' : step.value
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
  'asCompletedFor',
  'barrier',
  'resetBarrier',
  'abortBarrier',
  'next',
  'asend',
  'athrow',
  'aclose',
  'asyncFor',
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

function isCaught(error: unknown, catches: Caught | null): boolean {
  if (error instanceof Return || error instanceof GeneratorExit) return false
  switch (catches) {
    case 'failure':
      return error instanceof Failure
    case 'cancelled':
      return error instanceof CancelledError
    case 'timeout':
      return error instanceof TimeoutError
    case 'all':
      return true
    case null:
      return false
  }
}
