// Futures: their states, and when what they call is called.
import {
  CancelledError,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Future,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function attempt(log: Log, name: string, action: () => unknown): void {
  try {
    log(name, 'gave', action())
  } catch (error) {
    log(name, 'threw', error)
  }
}

function newFuture<T = unknown>(): Future<T> {
  return getRunningLoop().createFuture<T>()
}

export function* anUnfinishedFutureHasNoResult(log: Log): Coroutine<void> {
  const future = newFuture()
  log(future.done(), future.cancelled())
  attempt(log, 'result', () => future.result())
  attempt(log, 'exception', () => future.exception())
}

export function* aFinishedFutureHasAResult(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.setResult(7)
  log(future.done(), future.cancelled())
  attempt(log, 'result', () => future.result())
  attempt(log, 'exception', () => future.exception())
}

export function* aFailedFutureHasAnError(log: Log): Coroutine<void> {
  const future = newFuture()
  future.setException(new Failure('boom'))
  log(future.done(), future.cancelled())
  attempt(log, 'result', () => future.result())
  attempt(log, 'exception', () => future.exception())
}

export function* aCancelledFutureThrowsCancelledError(log: Log): Coroutine<void> {
  const future = newFuture()
  log(future.cancel('stop'))
  log(future.done(), future.cancelled())
  attempt(log, 'result', () => future.result())
  attempt(log, 'result again', () => future.result())
  attempt(log, 'exception', () => future.exception())
}

export function* aFutureIsSetOnlyOnce(log: Log): Coroutine<void> {
  const waysToSettle: Record<string, (future: Future<number>) => void> = {
    set: (future) => {
      future.setResult(1)
    },
    failed: (future) => {
      future.setException(new Failure('boom'))
    },
    cancelled: (future) => {
      future.cancel()
    },
  }
  for (const [name, settle] of Object.entries(waysToSettle)) {
    const future = newFuture<number>()
    settle(future)
    attempt(log, `${name} then result`, () => {
      future.setResult(2)
    })
    attempt(log, `${name} then exception`, () => {
      future.setException(new Failure('late'))
    })
    attempt(log, `${name} then cancel`, () => future.cancel())
    if (!future.cancelled()) future.exception()
  }
}

export function* doneCallbacksAreScheduledNotCalled(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.addDoneCallback((done) => {
    log('callback', done.result())
  })
  future.setResult(1)
  log('set')
  yield* sleep(0)
  log('one turn later')
}

export function* aCallbackAddedLateIsScheduledToo(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.setResult(1)
  future.addDoneCallback((done) => {
    log('callback', done.result())
  })
  log('added')
  yield* sleep(0)
}

export function* doneCallbacksRunInTheOrderOfAdding(log: Log): Coroutine<void> {
  const future = newFuture<undefined>()
  const repeated = () => {
    log('repeated')
  }
  future.addDoneCallback(repeated)
  future.addDoneCallback(() => {
    log('second')
  })
  future.addDoneCallback(repeated)
  future.setResult(undefined)
  future.addDoneCallback(() => {
    log('added late')
  })
  yield* sleep(0)
}

export function* removingADoneCallbackRemovesAllOfIt(log: Log): Coroutine<void> {
  const future = newFuture<undefined>()
  const repeated = () => {
    log('repeated')
  }
  const kept = () => {
    log('kept')
  }
  for (const callback of [repeated, kept, repeated]) future.addDoneCallback(callback)
  log('removed', future.removeDoneCallback(repeated))
  log('removed', future.removeDoneCallback(repeated))
  future.setResult(undefined)
  log('removed', future.removeDoneCallback(kept))
  yield* sleep(0)
}

export function* aWaitingTaskStandsAmongTheCallbacks(log: Log): Coroutine<void> {
  const future = newFuture<string>()

  function* waiter(name: string): Coroutine<void> {
    log(name, yield* future)
  }

  const addLogging = (name: string) => {
    future.addDoneCallback(() => {
      log(name)
    })
  }
  addLogging('first')
  createTask(waiter('a'), { name: 'a' })
  yield* sleep(0)
  addLogging('second')
  createTask(waiter('b'), { name: 'b' })
  yield* sleep(0)
  addLogging('third')
  future.setResult('x')
  yield* sleep(0)
}

export function* aDoneCallbackThatThrowsDisturbsNobody(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.addDoneCallback(() => {
    log('first')
  })
  future.addDoneCallback(() => {
    throw new Failure('in callback')
  })
  future.addDoneCallback(() => {
    log('third')
  })
  future.setResult(1)
  log(yield* future)
  yield* sleep(0)
}

export function* aDoneCallbackAddsAnother(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.addDoneCallback((done) => {
    done.addDoneCallback(() => {
      log('inner')
    })
  })
  future.addDoneCallback(() => {
    log('outer')
  })
  future.setResult(1)
  yield* sleep(0)
  log('one turn')
  yield* sleep(0)
  log('two turns')
}

export function* aFutureSetBeforeItsWaiterStarts(log: Log): Coroutine<void> {
  const future = newFuture<number>()

  function* waiter(): Coroutine<void> {
    log('got', yield* future)
  }

  const task = createTask(waiter(), { name: 'waiter' })
  future.setResult(1)
  yield* task
}

export function* anErrorReachesTheWaiterAtItsAwait(log: Log): Coroutine<void> {
  const future = newFuture()

  function* waiter(): Coroutine<string | undefined> {
    try {
      yield* future
    } catch (error) {
      log('caught', error)
      return 'recovered'
    }
    return undefined
  }

  const task = createTask(waiter(), { name: 'waiter' })
  yield* sleep(0)
  future.setException(new Failure('boom'))
  log(yield* task)
}

export function* cancellingAFutureCancelsItsWaiters(log: Log): Coroutine<void> {
  const future = newFuture()

  function* waiter(name: string): Coroutine<void> {
    try {
      yield* future
    } catch (error) {
      if (error instanceof CancelledError) log(name, error)
      throw error
    }
  }

  const tasks = ['a', 'b'].map((name) => createTask(waiter(name), { name }))
  yield* sleep(0)
  future.cancel('stop')
  yield* wait(tasks)
  log(tasks.map((task) => task.cancelled()))
}

export function* aFutureResolvesAnother(log: Log): Coroutine<void> {
  const first = newFuture<number>()
  const second = newFuture<number>()
  first.addDoneCallback((done) => {
    second.setResult(done.result() + 1)
  })
  getRunningLoop().callLater(3, () => {
    first.setResult(1)
  })
  log(yield* second)
}

export function* aTaskCannotBeSet(log: Log): Coroutine<void> {
  function* work(): Coroutine<number> {
    return 1
  }

  const task: Future<number> = createTask(work(), { name: 'work' })
  attempt(log, 'set_result', () => {
    task.setResult(2)
  })
  attempt(log, 'set_exception', () => {
    task.setException(new Failure('boom'))
  })
  log(yield* task)
}

export function* aCallbackRemovedByAnEarlierOneStillRuns(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  const second = () => {
    log('second')
  }
  future.addDoneCallback((done) => {
    log('removed', done.removeDoneCallback(second))
  })
  future.addDoneCallback(second)
  future.setResult(1)
  yield* sleep(0)
}
