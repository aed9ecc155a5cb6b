// wait: the three modes, the time limit, and what it leaves alone.
import {
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Future,
  type ReturnWhen,
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

function logSets(
  log: Log,
  { done, pending }: { done: Set<Task<string>>; pending: Set<Task<string>> },
): void {
  const names = (tasks: Set<Task<string>>) => Array.from(tasks, (task) => task.getName()).sort()
  log('done', names(done))
  log('pending', names(pending))
}

export function* waitingForAll(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 2], ['b', 1], ['c', 3, 'boom'])
  logSets(log, yield* wait(tasks))
  log(tasks[2]?.exception())
}

export function* waitingForTheFirst(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 2], ['b', 1], ['c', 3])
  logSets(log, yield* wait(tasks, { returnWhen: 'first-completed' }))
  logSets(log, yield* wait(tasks, { returnWhen: 'first-completed' }))
  logSets(log, yield* wait(tasks))
}

export function* twoThatFinishInOneTurnAreBothDone(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 1], ['c', 2])
  logSets(log, yield* wait(tasks, { returnWhen: 'first-completed' }))
  yield* gather(tasks.slice(2))
}

export function* waitingForTheFirstError(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 2, 'boom'], ['c', 3])
  logSets(log, yield* wait(tasks, { returnWhen: 'first-exception' }))
  yield* gather(tasks.slice(2))
}

export function* waitingForAnErrorThatDoesNotCome(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 2])
  logSets(log, yield* wait(tasks, { returnWhen: 'first-exception' }))
}

export function* aCancelledTaskIsNotAnErrorToWait(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 5], ['b', 6])
  getRunningLoop().callLater(1, () => tasks[0]?.cancel())
  logSets(log, yield* wait(tasks, { returnWhen: 'first-exception' }))
  log('at', getRunningLoop().time())
}

export function* waitingWithATimeLimit(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 10])
  logSets(log, yield* wait(tasks, { timeoutMs: 5 }))
  log('at', getRunningLoop().time(), tasks[1]?.cancelled())
  yield* gather(tasks.slice(1))
}

export function* waitingWithNoTimeAtAll(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 0])
  logSets(log, yield* wait(tasks, { timeoutMs: 0 }))
  logSets(log, yield* wait(tasks, { timeoutMs: 0 }))
  yield* wait(tasks)
}

export function* waitingForWhatIsDoneTakesTurns(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 0])
  yield* gather(tasks)
  log('done already')
  logSets(log, yield* wait(tasks))
}

export function* aLimitThatFallsTogetherWithTheEnd(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 5])
  yield* sleep(0)
  logSets(log, yield* wait(tasks, { timeoutMs: 5 }))
  yield* sleep(1)
}

export function* cancellingWhoWaitsCancelsNothingElse(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 5], ['b', 6])

  function* waiter(): Coroutine<void> {
    yield* wait(tasks)
  }

  const waiting = createTask(waiter(), { name: 'waiter' })
  yield* sleep(1)
  waiting.cancel()
  yield* wait([waiting])
  log(
    waiting.cancelled(),
    tasks.map((task) => task.done()),
  )
  yield* wait(tasks)
}

export function* waitingForNothingIsAnError(log: Log): Coroutine<void> {
  try {
    yield* wait([])
  } catch (error) {
    log(error)
  }
}

export function* waitingForACoroutineIsAnError(log: Log): Coroutine<void> {
  const coro: unknown = work(log, ['a', 1])
  try {
    yield* wait([coro as Future<void>])
  } catch (error) {
    log(error)
  }
}

export function* oneGivenTwiceCountsOnce(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1])
  logSets(log, yield* wait([...tasks, ...tasks]))
}

export function* twoWaitForTheSameTasks(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1], ['b', 2])

  function* waiter(name: string, returnWhen: ReturnWhen): Coroutine<void> {
    logSets(log, yield* wait(tasks, { returnWhen }))
    log(name, 'goes on')
  }

  yield* gather([waiter('all', 'all-completed'), waiter('first', 'first-completed')])
}

export function* errorsThatWaitSawAreStillUnretrieved(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1, 'unseen'], ['b', 2])
  yield* wait(tasks)
  log('waited')
}

export function* anErrorThatEndedTheWaitCountsAsSeen(log: Log): Coroutine<void> {
  const tasks = spawn(log, ['a', 1, 'seen'])
  yield* wait(tasks, { returnWhen: 'first-exception' })
  log('waited')
}

export function* waitingForAGeneratorOfTasks(log: Log): Coroutine<void> {
  function* tasks() {
    for (let n = 0; n < 2; n += 1) yield createTask(sleep(n), { name: `t${n}` })
  }

  const { done, pending } = yield* wait(tasks())
  log(done.size, pending.size)
}
