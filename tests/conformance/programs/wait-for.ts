// waitFor: a limit on one awaitable, and the races at the limit.
import {
  createTask,
  gather,
  getRunningLoop,
  shield,
  sleep,
  wait,
  waitFor,
  type Awaitable,
  type Coroutine,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs: number): Coroutine<string> {
  try {
    yield* sleep(delayMs)
  } catch (error) {
    log(name, 'cancelled', error)
    throw error
  }
  log(name, 'done')
  return name
}

function* attempt(
  log: Log,
  awaitable: Awaitable<unknown>,
  limitMs: number | undefined,
): Coroutine<void> {
  try {
    log('gave', yield* waitFor(awaitable, limitMs))
  } catch (error) {
    log('threw', error)
  }
  log('at', getRunningLoop().time())
}

export function* whatEndsInTime(log: Log): Coroutine<void> {
  yield* attempt(log, work(log, 'a', 3), 5)
}

export function* whatTakesTooLongIsCancelled(log: Log): Coroutine<void> {
  yield* attempt(log, work(log, 'a', 10), 5)
}

export function* withoutALimitItIsAPlainAwait(log: Log): Coroutine<void> {
  yield* attempt(log, work(log, 'a', 10), undefined)
}

export function* anErrorComesThrough(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    yield* sleep(1)
    throw new Failure('boom')
  }

  yield* attempt(log, failing(), 5)
}

export function* noTimeAtAllCancelsBeforeTheStart(log: Log): Coroutine<void> {
  yield* attempt(log, work(log, 'a', 10), 0)
  yield* attempt(log, work(log, 'b', 10), -1)
}

export function* noTimeAtAllForARunningTask(log: Log): Coroutine<void> {
  const task = createTask(work(log, 'a', 10), { name: 'a' })
  yield* sleep(1)
  yield* attempt(log, task, 0)
  log(task.cancelled())
}

export function* noTimeAtAllForWhatIsDone(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  future.setResult('there')
  yield* attempt(log, future, 0)
  const failed = getRunningLoop().createFuture()
  failed.setException(new Failure('boom'))
  yield* attempt(log, failed, 0)
}

export function* noTimeAtAllForATaskThatRefuses(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<string | undefined> {
    try {
      yield* sleep(10)
    } catch {
      return 'kept'
    }
    return undefined
  }

  const task = createTask(stubborn(), { name: 'stubborn' })
  yield* sleep(1)
  yield* attempt(log, task, 0)
}

export function* aResultGivenOnBeingCancelledCounts(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<string | undefined> {
    try {
      yield* sleep(10)
    } catch {
      yield* sleep(2)
      return 'late'
    }
    return undefined
  }

  yield* attempt(log, stubborn(), 5)
}

export function* anErrorThrownOnBeingCancelledCounts(log: Log): Coroutine<void> {
  function* failing(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch {
      throw new Failure('in cleaning')
    }
  }

  yield* attempt(log, failing(), 5)
}

export function* itWaitsUntilTheCancelledHasEnded(log: Log): Coroutine<void> {
  function* slowToEnd(): Coroutine<void> {
    try {
      yield* sleep(10)
    } finally {
      yield* sleep(20)
      log('ended')
    }
  }

  yield* attempt(log, slowToEnd(), 5)
}

export function* cancellingWhoWaitsCancelsTheAwaited(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 10), { name: 'inner' })
  const outer = createTask(attempt(log, inner, 50), { name: 'outer' })
  yield* sleep(1)
  outer.cancel('stop')
  yield* wait([outer])
  log(inner.cancelled(), outer.cancelled())
}

export function* cancelledInTheTurnInWhichTheAwaitedEnded(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  const outer = createTask(attempt(log, future, 50), { name: 'outer' })
  yield* sleep(1)
  future.setResult('just in time')
  outer.cancel()
  yield* wait([outer])
  log(outer.cancelled())
}

export function* cancelledOneTurnAfterTheAwaitedEnded(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  const outer = createTask(attempt(log, future, 50), { name: 'outer' })
  yield* sleep(1)
  future.setResult('just in time')
  yield* sleep(0)
  outer.cancel()
  yield* wait([outer])
  log(outer.cancelled())
}

export function* cancelledWhileTheAwaitedIsBeingCancelled(log: Log): Coroutine<void> {
  function* slowToEnd(): Coroutine<void> {
    try {
      yield* sleep(10)
    } finally {
      yield* sleep(5)
      log('ended')
    }
  }

  const outer = createTask(attempt(log, slowToEnd(), 3), { name: 'outer' })
  yield* sleep(4)
  outer.cancel('second')
  yield* wait([outer])
  yield* sleep(10)
}

export function* theLimitSetBeforeTheEndComesFirst(log: Log): Coroutine<void> {
  yield* attempt(log, work(log, 'a', 5), 5)
}

export function* theEndSetBeforeTheLimitComesFirst(log: Log): Coroutine<void> {
  const task = createTask(work(log, 'a', 5), { name: 'a' })
  yield* sleep(0)
  yield* attempt(log, task, 5)
}

export function* aFutureSetByATimerAtTheLimit(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const before = loop.createFuture<string>()
  const after = loop.createFuture<string>()
  loop.callLater(5, () => {
    before.setResult('before')
  })
  yield* attempt(log, before, 5)
  const waiting = createTask(attempt(log, after, 5), { name: 'waiting' })
  yield* sleep(0)
  loop.callLater(5, () => {
    if (!after.done()) after.setResult('after')
  })
  yield* waiting
}

export function* limitsNest(log: Log): Coroutine<void> {
  yield* attempt(log, waitFor(work(log, 'a', 10), 3), 5)
  yield* attempt(log, waitFor(work(log, 'b', 10), 5), 3)
  yield* attempt(log, waitFor(work(log, 'c', 10), 4), 4)
}

export function* aLimitOnAShieldedTaskLeavesItAlone(log: Log): Coroutine<void> {
  const task = createTask(work(log, 'a', 10), { name: 'a' })
  yield* attempt(log, shield(task), 5)
  log(yield* task)
}

export function* aLimitOnAGathering(log: Log): Coroutine<void> {
  yield* attempt(log, gather([work(log, 'a', 3), work(log, 'b', 10)]), 5)
}
