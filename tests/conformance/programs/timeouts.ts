// timeout: a limit around a block.
import {
  CancelledError,
  TimeoutError,
  asyncWith,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  timeout,
  timeoutAt,
  wait,
  type Coroutine,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function time(): number {
  return getRunningLoop().time()
}

export function* aBlockThatEndsInTime(log: Log): Coroutine<void> {
  const limit = timeout(5)
  yield* asyncWith(limit, function* () {
    log('limit at', limit.when(), limit.expired())
    yield* sleep(3)
  })
  log('at', time(), limit.expired())
  yield* sleep(5)
}

export function* aBlockThatTakesTooLong(log: Log): Coroutine<void> {
  const limit = timeout(5)
  try {
    yield* asyncWith(limit, function* () {
      try {
        yield* sleep(10)
      } catch (error) {
        log('inside', error, limit.expired())
        throw error
      }
    })
  } catch (error) {
    log('outside', error)
  }
  log('at', time(), limit.expired(), currentTask()?.cancelling())
}

export function* withoutALimit(log: Log): Coroutine<void> {
  const limit = timeout(undefined)
  yield* asyncWith(limit, function* () {
    log(limit.when())
    yield* sleep(10)
  })
  log('at', time(), limit.expired())
}

export function* noTimeAtAll(log: Log): Coroutine<void> {
  for (const delayMs of [0, -1]) {
    try {
      yield* asyncWith(timeout(delayMs), function* () {
        log('entered')
        yield* sleep(0)
        log('one turn later')
        yield* sleep(0)
        log('two turns later')
      })
    } catch (error) {
      log(error)
    }
  }
}

export function* noTimeAtAllButNothingToWaitFor(log: Log): Coroutine<void> {
  const limit = timeout(0)
  yield* asyncWith(limit, function* () {
    log('entered')
  })
  log('left', limit.expired())
  yield* sleep(1)
}

export function* movingTheLimitBack(log: Log): Coroutine<void> {
  const limit = timeout(5)
  yield* asyncWith(limit, function* () {
    yield* sleep(3)
    limit.reschedule(time() + 5)
    log('limit at', limit.when())
    yield* sleep(4)
  })
  log('at', time())
}

export function* movingTheLimitForward(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(timeout(50), function* (limit) {
      limit.reschedule(time() + 2)
      yield* sleep(10)
    })
  } catch (error) {
    if (error instanceof TimeoutError) log('at', time())
  }
}

export function* movingTheLimitIntoThePast(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(timeout(50), function* (limit) {
      yield* sleep(5)
      limit.reschedule(1)
      log('moved')
      yield* sleep(5)
    })
  } catch (error) {
    if (error instanceof TimeoutError) log('at', time())
  }
}

export function* liftingTheLimit(log: Log): Coroutine<void> {
  const limit = timeout(5)
  yield* asyncWith(limit, function* () {
    limit.reschedule(undefined)
    yield* sleep(10)
  })
  log('at', time(), limit.when())
}

export function* theInnerOfTwoLimitsIsReached(log: Log): Coroutine<void> {
  yield* asyncWith(timeout(10), function* (outer) {
    const inner = timeout(5)
    try {
      yield* asyncWith(inner, function* () {
        yield* sleep(20)
      })
    } catch (error) {
      if (error instanceof TimeoutError) log('inner', inner.expired(), outer.expired())
    }
    yield* sleep(1)
  })
  log('at', time())
}

export function* theOuterOfTwoLimitsIsReached(log: Log): Coroutine<void> {
  const outer = timeout(5)
  const inner = timeout(10)
  try {
    yield* asyncWith(outer, function* () {
      try {
        yield* asyncWith(inner, function* () {
          yield* sleep(20)
        })
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error
        log('never')
      } finally {
        log('inner', inner.expired(), outer.expired())
      }
    })
  } catch (error) {
    if (error instanceof TimeoutError) log('outer', inner.expired(), outer.expired())
  }
}

export function* bothLimitsAreReachedAtOnce(log: Log): Coroutine<void> {
  const outer = timeout(5)
  const inner = timeout(5)
  try {
    yield* asyncWith(outer, function* () {
      try {
        yield* asyncWith(inner, function* () {
          yield* sleep(20)
        })
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error
        log('inner timed out')
        yield* sleep(1)
        log('never')
      }
    })
  } catch (error) {
    if (error instanceof TimeoutError) log('outer timed out')
  }
  log(inner.expired(), outer.expired(), currentTask()?.cancelling())
}

export function* aLimitWithCleaningBeyondIt(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(timeout(5), function* () {
      try {
        yield* sleep(10)
      } finally {
        yield* sleep(10)
        log('cleaned at', time())
      }
    })
  } catch (error) {
    if (error instanceof TimeoutError) log('timed out at', time())
  }
}

export function* aBlockThatRefusesGoesOn(log: Log): Coroutine<void> {
  const limit = timeout(5)
  yield* asyncWith(limit, function* () {
    try {
      yield* sleep(10)
    } catch (error) {
      if (error instanceof CancelledError) log('refused')
    }
    yield* sleep(10)
  })
  log('at', time(), limit.expired(), currentTask()?.cancelling())
}

export function* anotherErrorAfterTheLimitComesThrough(log: Log): Coroutine<void> {
  const limit = timeout(5)
  try {
    yield* asyncWith(limit, function* () {
      try {
        yield* sleep(10)
      } catch {
        throw new Failure('boom')
      }
    })
  } catch (error) {
    log(error, limit.expired(), currentTask()?.cancelling())
  }
}

function* limited(log: Log, limitMs: number): Coroutine<void> {
  try {
    yield* asyncWith(timeout(limitMs), function* () {
      yield* sleep(10)
    })
  } catch (error) {
    log('task got', error, currentTask()?.cancelling())
    throw error
  }
}

export function* aCancellationFromElsewhereStaysOne(log: Log): Coroutine<void> {
  const task = createTask(limited(log, 5), { name: 'limited' })
  yield* sleep(1)
  task.cancel('elsewhere')
  yield* wait([task])
  log(task.cancelled())
}

export function* aCancellationFromElsewhereAtTheLimit(log: Log): Coroutine<void> {
  const task = createTask(limited(log, 5), { name: 'limited' })
  yield* sleep(0)
  getRunningLoop().callLater(5, () => task.cancel('elsewhere'))
  yield* wait([task])
  log(task.cancelled())
}

export function* aCancellationFromElsewhereJustBeforeTheLimit(log: Log): Coroutine<void> {
  const task = createTask(limited(log, 5), { name: 'limited' })
  getRunningLoop().callLater(5, () => task.cancel('elsewhere'))
  yield* wait([task])
  log(task.cancelled())
}

export function* aLimitInATaskThatWasCancelledBefore(log: Log): Coroutine<void> {
  function* cleaning(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch (error) {
      try {
        yield* asyncWith(timeout(5), function* () {
          yield* sleep(10)
        })
      } catch (limitError) {
        if (!(limitError instanceof TimeoutError)) throw limitError
        log('timed out in cleaning', currentTask()?.cancelling())
      }
      throw error
    }
  }

  const task = createTask(cleaning(), { name: 'cleaning' })
  yield* sleep(1)
  task.cancel()
  yield* wait([task])
  log(task.cancelled(), 'at', time())
}

export function* aLimitIsForOneUse(log: Log): Coroutine<void> {
  const limit = timeout(5)
  try {
    limit.reschedule(3)
  } catch (error) {
    log('before', error)
  }
  yield* asyncWith(limit, function* () {
    // Nothing to do: it only has to be entered and left.
  })
  try {
    yield* asyncWith(limit, function* () {
      log('never')
    })
  } catch (error) {
    log('again', error)
  }
  try {
    limit.reschedule(3)
  } catch (error) {
    log('after', error)
  }
}

export function* anErrorInTimeComesThrough(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(timeout(5), function* () {
      throw new Failure('boom')
    })
  } catch (error) {
    log(error)
  }
  yield* sleep(10)
}

export function* aLimitAtATimeOfTheLoop(log: Log): Coroutine<void> {
  yield* sleep(1)
  for (const delayMs of [2, 9]) {
    try {
      yield* asyncWith(timeoutAt(5), function* (limit) {
        log('limit at', limit.when())
        yield* sleep(delayMs)
        log('in time')
      })
    } catch (error) {
      log(error, 'at', getRunningLoop().time())
    }
  }
  yield* asyncWith(timeoutAt(undefined), () => sleep(1))
}
