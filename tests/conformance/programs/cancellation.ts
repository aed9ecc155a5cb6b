// Cancelling tasks: where the error arrives, and whom it reaches.
import {
  CancelledError,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Awaitable,
  type Coroutine,
  type Future,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function newFuture<T = unknown>(): Future<T> {
  return getRunningLoop().createFuture<T>()
}

// Waits for a task without being cancelled with it, and logs how it ended.
function* outcome(log: Log, task: Task<unknown>): Coroutine<void> {
  yield* wait([task])
  if (task.cancelled()) log(task, 'was cancelled')
  else if (task.exception() !== undefined) log(task, 'threw', task.exception())
  else log(task, 'returned', task.result())
}

function* sleepOrTell(log: Log, delayMs: number): Coroutine<string> {
  try {
    yield* sleep(delayMs)
    log('slept')
  } catch (error) {
    if (error instanceof CancelledError) log('interrupted by', error)
    throw error
  } finally {
    log('cleaned up')
  }
  return 'result'
}

export function* cancellingASleepingTask(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 10), { name: 'sleeper' })
  yield* sleep(3)
  log(task.cancel())
  log('not yet', task.cancelled())
  yield* outcome(log, task)
  log('at', getRunningLoop().time())
}

export function* aTaskCancelledBeforeItsStartNeverRuns(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 10), { name: 'sleeper' })
  task.cancel()
  yield* outcome(log, task)
}

export function* aMessageReachesTheCancelledAndWhoAwaitsIt(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 10), { name: 'sleeper' })
  yield* sleep(1)
  task.cancel('enough')
  for (let i = 0; i < 2; i += 1) {
    try {
      yield* task
    } catch (error) {
      log('awaiter got', error)
    }
  }
}

export function* aMessageGivenBeforeTheStart(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 10), { name: 'sleeper' })
  task.cancel('too early')
  try {
    yield* task
  } catch (error) {
    log('awaiter got', error)
  }
}

export function* aFinishedTaskCannotBeCancelled(log: Log): Coroutine<void> {
  function* quick(): Coroutine<number> {
    return 1
  }

  const task = createTask(quick(), { name: 'quick' })
  yield* task
  log(task.cancel(), task.cancelled(), task.cancelling(), task.result())
}

export function* cancellingGoesDownAChainOfTasks(log: Log): Coroutine<void> {
  function* level(name: string, inner: Awaitable<unknown>): Coroutine<void> {
    try {
      yield* inner
    } catch (error) {
      log(name, 'got', error)
      throw error
    }
  }

  const bottom = createTask(sleepOrTell(log, 10), { name: 'bottom' })
  const middle = createTask(level('middle', bottom), { name: 'middle' })
  const top = createTask(level('top', middle), { name: 'top' })
  yield* sleep(1)
  top.cancel('from above')
  yield* outcome(log, top)
  log([bottom, middle, top].map((task) => task.cancelled()))
  log([bottom, middle, top].map((task) => task.cancelling()))
}

export function* cancellingTheAwaitedCancelsWhoAwaits(log: Log): Coroutine<void> {
  const inner = createTask(sleepOrTell(log, 10), { name: 'inner' })

  function* outer(): Coroutine<void> {
    yield* inner
  }

  const task = createTask(outer(), { name: 'outer' })
  yield* sleep(1)
  inner.cancel('from below')
  yield* outcome(log, task)
  log([inner, task].map((each) => each.cancelling()))
}

export function* aTaskCancelledAfterItWasWoken(log: Log): Coroutine<void> {
  const future = newFuture<string>()

  function* waiter(): Coroutine<void> {
    try {
      log('got', yield* future)
    } catch (error) {
      log('cancelled although the future has', future.result())
      throw error
    }
  }

  const task = createTask(waiter(), { name: 'waiter' })
  yield* sleep(0)
  future.setResult('value')
  task.cancel()
  yield* outcome(log, task)
}

export function* aTaskCancelledAfterItsFutureFailed(log: Log): Coroutine<void> {
  const future = newFuture()

  function* waiter(): Coroutine<void> {
    try {
      yield* future
    } catch (error) {
      log('got', error)
      throw error
    }
  }

  const task = createTask(waiter(), { name: 'waiter' })
  yield* sleep(0)
  future.setException(new Failure('boom'))
  task.cancel('late')
  yield* outcome(log, task)
  log(future.exception())
}

export function* cancellingATaskBetweenTurnsOfSleepZero(log: Log): Coroutine<void> {
  function* spinning(): Coroutine<void> {
    for (let i = 0; i < 10; i += 1) {
      log('spin', i)
      yield* sleep(0)
    }
  }

  const task = createTask(spinning(), { name: 'spinning' })
  for (let i = 0; i < 3; i += 1) yield* sleep(0)
  task.cancel()
  yield* outcome(log, task)
}

export function* cancellingDoesNotUndoAResultThatIsDue(log: Log): Coroutine<void> {
  function* quick(): Coroutine<string> {
    yield* sleep(0)
    return 'result'
  }

  const task = createTask(quick(), { name: 'quick' })
  task.addDoneCallback((done) => {
    log('done', done.cancelled())
  })
  yield* sleep(0)
  yield* sleep(0)
  log(task.done(), task.cancel())
  yield* sleep(0)
}

export function* cancellingTheSameFutureThatTwoTasksAwait(log: Log): Coroutine<void> {
  const future = newFuture()

  function* waiter(): Coroutine<void> {
    yield* future
  }

  const first = createTask(waiter(), { name: 'first' })
  const second = createTask(waiter(), { name: 'second' })
  yield* sleep(0)
  first.cancel()
  log(future.cancelled())
  yield* outcome(log, first)
  yield* outcome(log, second)
}

export function* cancellingWhileAFinishedFutureIsHandedOver(log: Log): Coroutine<void> {
  const future = newFuture<number>()
  future.setResult(1)

  function* waiter(): Coroutine<void> {
    log('got', yield* future)
    yield* sleep(0)
    log('ran on')
  }

  const task = createTask(waiter(), { name: 'waiter' })
  yield* sleep(0)
  task.cancel()
  yield* outcome(log, task)
}
