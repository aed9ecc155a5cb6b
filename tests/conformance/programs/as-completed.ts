// asCompleted: one after the other, as they end.
import {
  asCompleted,
  asyncFor,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Awaitable,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

type Work = readonly [name: string, delayMs: number, error?: string]

function* work(log: Log, [name, delayMs, error]: Work): Coroutine<string> {
  yield* sleep(delayMs)
  if (error !== undefined) throw new Failure(error)
  log(name, 'done')
  return name
}

function spawn(log: Log, ...works: Work[]): Task<string>[] {
  return works.map((each) => createTask(work(log, each), { name: each[0] }))
}

function* attempt(log: Log, awaitable: Awaitable<unknown>): Coroutine<void> {
  try {
    log('gave', yield* awaitable)
  } catch (error) {
    log('threw', error)
  }
  log('at', getRunningLoop().time())
}

export function* resultsComeAsTheyAreReady(log: Log): Coroutine<void> {
  for (const coro of asCompleted(spawn(log, ['a', 3], ['b', 1], ['c', 2]))) {
    yield* attempt(log, coro)
  }
}

export function* errorsComeInTheirTurn(log: Log): Coroutine<void> {
  for (const coro of asCompleted(spawn(log, ['a', 2, 'boom'], ['b', 1], ['c', 3]))) {
    yield* attempt(log, coro)
  }
}

export function* whatIsLateThrowsAtTheLimit(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 10], ['b', 1], ['c', 20])
  for (const coro of asCompleted(tasks, { timeoutMs: 5 })) yield* attempt(log, coro)
  yield* wait(tasks)
}

export function* aLimitThatIsNotReached(log: Log): Coroutine<void> {
  for (const coro of asCompleted(spawn(log, ['a', 2], ['b', 1]), { timeoutMs: 5 })) {
    yield* attempt(log, coro)
  }
  yield* sleep(10)
}

export function* severalThatEndTogetherComeInTheOrderOfEnding(log: Log): Coroutine<void> {
  for (const coro of asCompleted(spawn(log, ['a', 1], ['b', 1], ['c', 1]))) {
    yield* attempt(log, coro)
  }
}

export function* finishedOnesComeFirst(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 5])
  yield* gather(tasks.slice(0, 1))
  for (const coro of asCompleted(tasks)) yield* attempt(log, coro)
}

export function* leavingOffEarlyCancelsNothing(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 5])
  for (const coro of asCompleted(tasks)) {
    yield* attempt(log, coro)
    break
  }
  yield* sleep(0)
  log(yield* gather(tasks.slice(1)))
}

export function* oneGivenTwiceComesOnce(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1])
  for (const coro of asCompleted([...tasks, ...tasks])) yield* attempt(log, coro)
}

export function* ofNothingComesNothing(log: Log): Coroutine<void> {
  for (const coro of asCompleted([])) yield* attempt(log, coro)
  log('nothing came')
}

export function* readAsynchronouslyItGivesTheTasksThemselves(log: Log): Coroutine<void> {
  const first = createTask(sleep(2, 'a'), { name: 'first' })
  const second = createTask(sleep(1, 'b'), { name: 'second' })
  yield* asyncFor(asCompleted([first, second, sleep(3, 'c')]), function* (ended) {
    log(ended === first, ended === second, ended.result())
  })
}

export function* readAsynchronouslyUntilALimit(log: Log): Coroutine<void> {
  try {
    yield* asyncFor(
      asCompleted([sleep(1, 'a'), sleep(9, 'b')], { timeoutMs: 5 }),
      function* (ended) {
        log(ended.result())
      },
    )
  } catch (error) {
    log(error, 'at', getRunningLoop().time())
  }
}
