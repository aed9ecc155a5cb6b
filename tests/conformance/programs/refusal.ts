// Cancellations that are refused, counted, taken back or answered with something else.
import {
  CancelledError,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

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

export function* aTaskRefusesItsCancellation(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<string> {
    try {
      yield* sleep(10)
    } catch {
      log('refused')
    }
    yield* sleep(5)
    return 'finished'
  }

  const task = createTask(stubborn(), { name: 'stubborn' })
  yield* sleep(1)
  task.cancel()
  yield* outcome(log, task)
  log('at', getRunningLoop().time(), 'cancelling', task.cancelling())
}

export function* cancellationsAreCounted(log: Log): Coroutine<void> {
  function* counting(): Coroutine<void> {
    const me = currentTask()
    for (let i = 0; i < 3; i += 1) {
      try {
        yield* sleep(10)
      } catch {
        log('cancelling', me?.cancelling())
      }
    }
    log('left', me?.uncancel(), me?.uncancel(), me?.uncancel(), me?.uncancel())
  }

  const task = createTask(counting(), { name: 'counting' })
  yield* sleep(1)
  for (let i = 0; i < 3; i += 1) {
    task.cancel()
    log('asked', task.cancelling())
    yield* sleep(1)
  }
  yield* outcome(log, task)
}

export function* cancellingTwiceInATurnInterruptsOnce(log: Log): Coroutine<void> {
  function* patient(): Coroutine<void> {
    for (let i = 0; i < 2; i += 1) {
      try {
        yield* sleep(10)
        log('slept', i)
      } catch (error) {
        log('interrupted', i, error)
      }
    }
  }

  const task = createTask(patient(), { name: 'patient' })
  yield* sleep(1)
  log(task.cancel('first'), task.cancel('second'))
  yield* outcome(log, task)
  log('cancelling', task.cancelling())
}

export function* cleaningUpMayAwait(log: Log): Coroutine<void> {
  function* tidy(): Coroutine<void> {
    try {
      yield* sleep(10)
    } finally {
      log('cleaning')
      yield* sleep(5)
      log('clean at', getRunningLoop().time())
    }
  }

  const task = createTask(tidy(), { name: 'tidy' })
  yield* sleep(1)
  task.cancel()
  yield* outcome(log, task)
}

export function* aSecondCancellationInterruptsTheCleaning(log: Log): Coroutine<void> {
  function* tidy(): Coroutine<void> {
    try {
      yield* sleep(10)
    } finally {
      try {
        yield* sleep(5)
        log('never')
      } finally {
        log('interrupted at', getRunningLoop().time())
      }
    }
  }

  const task = createTask(tidy(), { name: 'tidy' })
  yield* sleep(1)
  task.cancel()
  yield* sleep(1)
  task.cancel()
  yield* outcome(log, task)
}

export function* uncancellingDoesNotStopWhatIsUnderWay(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 10), { name: 'sleeper' })
  yield* sleep(1)
  task.cancel()
  log(task.uncancel())
  yield* outcome(log, task)
}

export function* uncancellingATaskThatIsWokenAlready(log: Log): Coroutine<void> {
  const task = createTask(sleepOrTell(log, 0), { name: 'sleeper' })
  yield* sleep(0)
  task.cancel()
  log(task.uncancel(), task.cancelling())
  yield* outcome(log, task)
}

export function* anotherErrorTakesThePlaceOfTheCancellation(log: Log): Coroutine<void> {
  function* failing(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch {
      throw new Failure('instead')
    }
  }

  const task = createTask(failing(), { name: 'failing' })
  yield* sleep(1)
  task.cancel()
  yield* outcome(log, task)
}

export function* aCancellationTakenBackBeforeTheNextAwait(log: Log): Coroutine<void> {
  function* quitter(): Coroutine<void> {
    const task = currentTask()
    task?.cancel('stop')
    log(task?.cancelling(), task?.uncancel())
    yield* sleep(1)
    log('goes on')
  }

  const task = createTask(quitter(), { name: 'quitter' })
  yield* wait([task])
  log(task.cancelled())
}

export function* oneOfTwoCancellationsTakenBack(log: Log): Coroutine<void> {
  function* quitter(): Coroutine<void> {
    const task = currentTask()
    task?.cancel('first')
    task?.cancel('second')
    log(task?.uncancel())
    yield* sleep(1)
    log('goes on')
  }

  const task = createTask(quitter(), { name: 'quitter' })
  yield* wait([task])
  log(task.cancelled())
}
