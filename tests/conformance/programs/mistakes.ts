// What must be a clear error and never a hang; and errors that nobody looks at.
import {
  EventLoop,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  wait,
  type Awaitable,
  type Coroutine,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

export function* aTaskAwaitsItself(log: Log): Coroutine<void> {
  function* narcissus(): Coroutine<string> {
    try {
      yield* currentTask() as Awaitable<unknown>
    } catch (error) {
      log('caught', error)
    }
    yield* sleep(0)
    return 'goes on'
  }

  log(yield* createTask(narcissus(), { name: 'narcissus' }))
}

export function* aTaskAwaitsItselfAndFails(log: Log): Coroutine<void> {
  function* narcissus(): Coroutine<void> {
    yield* currentTask() as Awaitable<unknown>
  }

  try {
    yield* createTask(narcissus(), { name: 'narcissus' })
  } catch (error) {
    log('caught', error)
  }
}

function* yieldPlainly(value: unknown): Coroutine<unknown> {
  return yield value as undefined
}

export function* yieldingWhatCannotBeAwaited(log: Log): Coroutine<void> {
  for (const value of [42, 'text', [1]]) {
    try {
      yield* yieldPlainly(value)
    } catch (error) {
      log('caught', error)
    }
  }
  log('goes on')
}

export function* yieldingAFutureInsteadOfAwaitingIt(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture()
  try {
    yield* yieldPlainly(future)
  } catch (error) {
    log('caught', error)
  }
  log(future.done())
}

export function* aBareYieldIsOneTurn(log: Log): Coroutine<void> {
  getRunningLoop().callSoon(log, 'other')
  log(yield* yieldPlainly(undefined))
}

export function* awaitingAnotherLoopsFuture(log: Log): Coroutine<void> {
  const other = new EventLoop()
  const future = other.createFuture()
  try {
    yield* future
  } catch (error) {
    log('caught', error)
  }
  other.close()
  log('goes on')
}

export function* aBadYieldWhileCancelled(log: Log): Coroutine<void> {
  function* confused(): Coroutine<void> {
    try {
      yield* yieldPlainly(42)
    } catch (error) {
      log('got', error)
      throw error
    }
  }

  const task = createTask(confused(), { name: 'confused' })
  yield* sleep(0)
  task.cancel('stop')
  yield* wait([task])
  log(task.cancelled())
}

export function* aFutureSettledBetweenItsHandingOverAndTheWait(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()

  function* handingOver(): Coroutine<string> {
    const handed = future[Symbol.iterator]().next()
    future.setResult('settled')
    if (handed.done !== true) yield handed.value
    return future.result()
  }

  getRunningLoop().callSoon(log, 'other')
  log(yield* handingOver())
}

export function* anErrorThatNobodyLooksAtIsReported(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    throw new Failure('unseen')
  }

  createTask(failing(), { name: 'failing' })
  const future = getRunningLoop().createFuture()
  future.setException(new Failure('unseen too'))
  yield* sleep(1)
  log('goes on')
}

export function* anErrorThatWasLookedAtIsNotReported(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const looked = loop.createFuture()
  const awaited = [loop.createFuture(), loop.createFuture()]
  for (const future of [looked, ...awaited]) future.setException(new Failure('seen'))
  looked.exception()
  for (const future of awaited) {
    try {
      yield* future
    } catch (error) {
      log(error)
    }
  }
  yield* sleep(1)
}

export function* cancellingAFailedFutureCountsAsLooking(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture()
  future.setException(new Failure('seen'))
  log(future.cancel())
}

export function* aTaskNeedsACoroutine(log: Log): Coroutine<void> {
  for (const value of [42, 'text', undefined]) {
    try {
      createTask(value as unknown as Coroutine<void>)
    } catch (error) {
      log('caught', error)
    }
  }
}
