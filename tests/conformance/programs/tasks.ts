// Tasks: when they start, in which order they run, what awaiting costs.
import {
  allTasks,
  createTask,
  currentTask,
  ensureFuture,
  gather,
  getRunningLoop,
  sleep,
  type Awaitable,
  type Coroutine,
  type Future,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* say(log: Log, name: string): Coroutine<void> {
  log(name, 'runs')
}

function* count(log: Log, name: string, rounds: number): Coroutine<string> {
  for (let i = 0; i < rounds; i += 1) {
    log(name, i)
    yield* sleep(0)
  }
  return name
}

export function* tasksStartInTheOrderOfCreation(log: Log): Coroutine<void> {
  const tasks = ['a', 'b', 'c'].map((name) => createTask(say(log, name), { name }))
  log('created', tasks)
  yield* sleep(0)
  log('after one turn')
}

export function* callingACoroutineRunsNothing(log: Log): Coroutine<void> {
  const coro = say(log, 'a')
  log('called')
  yield* sleep(0)
  log('still not run')
  yield* coro
}

export function* awaitingACoroutineRunsItInPlace(log: Log): Coroutine<void> {
  createTask(say(log, 'task'), { name: 'task' })
  yield* say(log, 'inner')
  log('no turn passed')
}

export function* sleepZeroInterleavesTasks(log: Log): Coroutine<void> {
  const tasks = ['a', 'b', 'c'].map((name) => createTask(count(log, name, 3), { name }))
  for (const task of tasks) log('got', yield* task)
}

export function* awaitingAFinishedFutureTakesNoTurn(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<number>()
  future.setResult(42)
  createTask(say(log, 'task'), { name: 'task' })
  log(yield* future)
  log(yield* future)
}

export function* awaitingAFinishedTaskTakesNoTurn(log: Log): Coroutine<void> {
  const task = createTask(count(log, 'a', 1), { name: 'a' })
  yield* sleep(0)
  yield* sleep(0)
  createTask(say(log, 'other'), { name: 'other' })
  log('done', task.done())
  log(yield* task)
}

function* awaitAndLog(log: Log, name: string, future: Future<unknown>): Coroutine<void> {
  log(name, 'got', yield* future)
}

export function* waitersWakeInTheOrderInWhichTheyWaited(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  for (const name of ['a', 'b', 'c']) createTask(awaitAndLog(log, name, future), { name })
  yield* sleep(0)
  future.setResult('x')
  log('set')
  yield* future
  log('main goes on first')
  yield* sleep(0)
}

function* descend(log: Log, depth: number): Coroutine<number> {
  if (depth === 0) {
    yield* sleep(5)
    return 0
  }
  const below = yield* descend(log, depth - 1)
  log('back at', depth)
  return below + 1
}

export function* aChainOfCoroutinesIsOneTask(log: Log): Coroutine<void> {
  log(yield* descend(log, 4))
}

function* descendInTasks(log: Log, depth: number): Coroutine<number> {
  if (depth === 0) return 0
  const below = yield* createTask(descendInTasks(log, depth - 1), { name: `t${depth}` })
  log('back at', depth)
  return below + 1
}

export function* aChainOfTasksTakesATurnEach(log: Log): Coroutine<void> {
  log(yield* descendInTasks(log, 4))
}

function* spawn(log: Log): Coroutine<void> {
  createTask(say(log, 'child'), { name: 'child' })
  log('spawned')
  yield* sleep(0)
  log('parent again')
}

export function* aTaskMadeByATaskStartsBehindWhatIsReady(log: Log): Coroutine<void> {
  const parent = createTask(spawn(log), { name: 'parent' })
  createTask(count(log, 'other', 2), { name: 'other' })
  yield* parent
}

function* fail(message: string): Coroutine<never> {
  yield* sleep(1)
  throw new Failure(message)
}

export function* anErrorIsKeptForEveryoneWhoAwaits(log: Log): Coroutine<void> {
  const task = createTask(fail('boom'), { name: 'failing' })
  for (let i = 0; i < 3; i += 1) {
    try {
      yield* task
    } catch (error) {
      log('caught', error)
    }
  }
  log(task.exception())
}

export function* anErrorPassesThroughAwaitingTasks(log: Log): Coroutine<void> {
  function* middle(task: Awaitable<unknown>): Coroutine<void> {
    yield* task
  }

  const inner = createTask(fail('boom'), { name: 'inner' })
  const outer = createTask(middle(inner), { name: 'outer' })
  try {
    yield* outer
  } catch (error) {
    log('caught', error)
  }
  log(inner.exception() === outer.exception())
}

export function* tasksHaveNames(log: Log): Coroutine<void> {
  const first = createTask(say(log, 'a'))
  const named = createTask(say(log, 'b'), { name: 'named' })
  const second = createTask(say(log, 'c'))
  log(first.getName(), named.getName(), second.getName())
  yield* sleep(0)
  named.setName('renamed')
  log(named.getName(), currentTask()?.getName())
}

function sortedNames(tasks: Iterable<Task<unknown>>): string[] {
  return Array.from(tasks, (task) => task.getName()).sort()
}

export function* theCurrentTaskAndAllTasks(log: Log): Coroutine<void> {
  function* look(): Coroutine<void> {
    log('current', currentTask())
  }

  getRunningLoop().callSoon(() => {
    log('in a callback', currentTask())
  })
  createTask(look(), { name: 'a' })
  createTask(look(), { name: 'b' })
  log(sortedNames(allTasks()))
  yield* sleep(0)
  log(sortedNames(allTasks()))
}

function* sleepAndLog(log: Log, name: string, delayMs: number): Coroutine<void> {
  log(name, yield* sleep(delayMs, `slept ${delayMs}`))
}

export function* sleepersWakeByTimeNotByCreation(log: Log): Coroutine<void> {
  const delays = { a: 30, b: 10, c: 20 }
  const tasks = Object.entries(delays).map(([name, delayMs]) =>
    createTask(sleepAndLog(log, name, delayMs), { name }),
  )
  yield* gather(tasks)
  log('time', getRunningLoop().time())
}

export function* sleepersOfTheSameTimeWakeInTheOrderOfSleeping(log: Log): Coroutine<void> {
  const names = Array.from({ length: 12 }, (_, i) => `t${i}`)
  const tasks = names.map((name) => createTask(sleepAndLog(log, name, 10), { name }))
  yield* gather(tasks.slice(-1))
}

export function* sleepingANegativeTimeIsOneTurn(log: Log): Coroutine<void> {
  const other = createTask(count(log, 'other', 2), { name: 'other' })
  log(yield* sleep(-5, 'result'))
  log('time', getRunningLoop().time())
  yield* other
}

export function* theCoroutineOfATaskIsKept(log: Log): Coroutine<void> {
  const coro = say(log, 'a')
  const task = createTask(coro, { name: 'a' })
  log(task.getCoro() === coro)
  yield* task
  log(task.getCoro() === coro)
}

export function* ensureFutureWrapsOnlyCoroutines(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture()
  const task = ensureFuture(say(log, 'a'))
  log(ensureFuture(future) === future, ensureFuture(task) === task)
  yield* task
  try {
    ensureFuture(42 as unknown as Future<void>)
  } catch (error) {
    log(error)
  }
}

export function* twoTasksAwaitEachOthersResults(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const ping = loop.createFuture<string>()
  const pong = loop.createFuture<string>()

  function* left(): Coroutine<void> {
    ping.setResult('ping')
    log('left got', yield* pong)
  }

  function* right(): Coroutine<void> {
    log('right got', yield* ping)
    pong.setResult('pong')
  }

  yield* gather([createTask(left(), { name: 'left' }), createTask(right(), { name: 'right' })])
}

export function* aResultSetByTheLastStepIsThereNextTurn(log: Log): Coroutine<void> {
  function* quick(): Coroutine<string> {
    return 'quick'
  }

  const task = createTask(quick(), { name: 'quick' })
  log('done', task.done())
  yield* sleep(0)
  log('done', task.done(), task.result())
}
