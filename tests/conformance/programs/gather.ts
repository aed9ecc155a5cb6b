// gather: results in order, errors at once, cancellation in both directions.
import {
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs: number, error?: string): Coroutine<string> {
  try {
    yield* sleep(delayMs)
  } catch (cancelled) {
    log(name, 'cancelled', cancelled)
    throw cancelled
  }
  if (error !== undefined) throw new Failure(error)
  log(name, 'done')
  return name
}

function task(log: Log, name: string, delayMs: number, error?: string): Task<string> {
  return createTask(work(log, name, delayMs, error), { name })
}

export function* resultsComeInTheOrderGiven(log: Log): Coroutine<void> {
  log(yield* gather([work(log, 'a', 3), work(log, 'b', 1), work(log, 'c', 2)]))
}

export function* gatheringNothingGivesNothingAtOnce(log: Log): Coroutine<void> {
  const future = gather([])
  log(future.done())
  log(yield* future)
}

export function* aTaskGivenTwiceRunsOnce(log: Log): Coroutine<void> {
  const a = task(log, 'a', 1)
  const coro = work(log, 'b', 2)
  log(yield* gather([a, coro, a, coro]))
}

export function* gatheringFinishedFuturesTakesTurns(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const futures = [loop.createFuture<number>(), loop.createFuture<number>()]
  for (const [i, future] of futures.entries()) future.setResult(i)
  const outer = gather(futures)
  log(outer.done())
  log(yield* outer)
}

export function* theFirstErrorComesOutWhileOthersRunOn(log: Log): Coroutine<void> {
  const tasks = [task(log, 'a', 3), task(log, 'b', 1, 'boom'), task(log, 'c', 2)]
  try {
    yield* gather(tasks)
  } catch (error) {
    log(
      'caught',
      error,
      tasks.map((each) => each.done()),
    )
  }
  yield* sleep(5)
  log(tasks.map((each) => each.done()))
}

export function* laterErrorsAreSwallowed(log: Log): Coroutine<void> {
  try {
    yield* gather([work(log, 'a', 1, 'first'), work(log, 'b', 2, 'second')])
  } catch (error) {
    log('caught', error)
  }
  yield* sleep(5)
}

export function* errorsStandAmongTheResultsOnRequest(log: Log): Coroutine<void> {
  const results = yield* gather([work(log, 'a', 1), work(log, 'b', 2, 'boom'), work(log, 'c', 3)], {
    returnExceptions: true,
  })
  log(results)
}

export function* cancelledChildrenStandAmongTheResultsOnRequest(log: Log): Coroutine<void> {
  const child = task(log, 'b', 5)
  const outer = gather([work(log, 'a', 1), child], { returnExceptions: true })
  yield* sleep(2)
  child.cancel('by name')
  log(yield* outer)
}

export function* aCancelledChildFailsTheGathering(log: Log): Coroutine<void> {
  const child = task(log, 'b', 5)
  const outer = gather([work(log, 'a', 10), child])
  yield* sleep(2)
  child.cancel('by name')
  try {
    yield* outer
  } catch (error) {
    log('caught', error)
  }
  log(outer.cancelled(), outer.done())
}

export function* cancellingTheGatheringCancelsTheChildren(log: Log): Coroutine<void> {
  const tasks = [task(log, 'a', 5), task(log, 'b', 1), task(log, 'c', 5)]
  const outer = gather(tasks)
  yield* sleep(2)
  log(outer.cancel('all'), outer.done(), outer.cancelled())
  try {
    yield* outer
  } catch (error) {
    log('caught', error)
  }
  log(
    outer.cancelled(),
    tasks.map((each) => each.cancelled()),
  )
}

export function* cancellingWhoAwaitsTheGathering(log: Log): Coroutine<void> {
  function* parent(): Coroutine<void> {
    try {
      yield* gather([work(log, 'a', 5), work(log, 'b', 6)])
    } catch (error) {
      log('parent got', error)
      throw error
    }
  }

  const parentTask = createTask(parent(), { name: 'parent' })
  yield* sleep(2)
  parentTask.cancel('stop')
  yield* wait([parentTask])
  log(parentTask.cancelled())
}

export function* cancellingAGatheringThatReturnsErrors(log: Log): Coroutine<void> {
  const outer = gather([work(log, 'a', 5), work(log, 'b', 6)], { returnExceptions: true })
  yield* sleep(2)
  outer.cancel()
  try {
    log(yield* outer)
  } catch (error) {
    log('cancelled all the same', error)
  }
}

export function* aChildThatRefusesHoldsUpTheCancellation(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<string> {
    try {
      yield* sleep(5)
    } catch {
      log('refused')
      yield* sleep(5)
    }
    return 'stubborn'
  }

  const outer = gather([stubborn(), work(log, 'b', 50)], { returnExceptions: true })
  yield* sleep(2)
  outer.cancel()
  try {
    log(yield* outer)
  } catch {
    log('cancelled at', getRunningLoop().time())
  }
}

export function* aLoneChildThatRefusesIsCancelledForWhoAwaits(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<string> {
    try {
      yield* sleep(5)
    } catch {
      log('refused')
    }
    return 'stubborn'
  }

  const outer = gather([stubborn()])
  yield* sleep(2)
  outer.cancel()
  try {
    log(yield* outer)
  } catch (error) {
    log('caught', error)
  }
}

export function* aFinishedGatheringCancelsNothing(log: Log): Coroutine<void> {
  const a = task(log, 'a', 5)
  const outer = gather([a, work(log, 'b', 1, 'boom')])
  try {
    yield* outer
  } catch (error) {
    log('caught', error)
  }
  log(outer.cancel())
  log(yield* a)
}

export function* cancellingWhenAllChildrenAreDone(log: Log): Coroutine<void> {
  const a = task(log, 'a', 0)
  const outer = gather([a])
  yield* a
  log(a.done(), outer.done(), outer.cancel())
  log(yield* outer)
}

export function* gatheringsNest(log: Log): Coroutine<void> {
  const inner = gather([work(log, 'a', 2), work(log, 'b', 1)])
  log(yield* gather([inner, work(log, 'c', 3), gather([])]))
}

export function* cancellingGoesThroughNestedGatherings(log: Log): Coroutine<void> {
  const inner = gather([work(log, 'a', 5), work(log, 'b', 6)])
  const outer = gather([inner, work(log, 'c', 7)])
  yield* sleep(1)
  outer.cancel('down')
  try {
    yield* outer
  } catch (error) {
    log('caught', error)
  }
  yield* sleep(1)
  log(inner.cancelled(), inner.done(), outer.cancelled())
  try {
    yield* inner
  } catch (error) {
    log('inner', error)
  }
}

export function* aGatheringThatNobodyAwaits(log: Log): Coroutine<void> {
  gather([work(log, 'a', 1), work(log, 'b', 2, 'unseen')])
  yield* sleep(5)
}

export function* coroutinesStartInTheOrderGiven(log: Log): Coroutine<void> {
  function* start(name: string): Coroutine<void> {
    log(name)
  }

  const before = createTask(start('made before'), { name: 'before' })
  yield* gather([start('first'), before, start('second')])
}
