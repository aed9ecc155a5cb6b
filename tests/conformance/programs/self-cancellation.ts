// Tasks that cancel themselves, or each other.
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

export function* aTaskCancelsItself(log: Log): Coroutine<void> {
  function* quitter(): Coroutine<void> {
    currentTask()?.cancel('myself')
    log('still running')
    yield* sleep(5)
    log('never')
  }

  yield* outcome(log, createTask(quitter(), { name: 'quitter' }))
}

export function* aTaskThatCancelsItselfAndReturnsIsCancelled(log: Log): Coroutine<void> {
  function* quitter(): Coroutine<string> {
    currentTask()?.cancel('myself')
    return 'unseen'
  }

  const task = createTask(quitter(), { name: 'quitter' })
  try {
    yield* task
  } catch (error) {
    log('awaiter got', error)
  }
  log(task.cancelled())
}

export function* aTaskThatCancelsItselfAndThrowsHasFailed(log: Log): Coroutine<void> {
  function* quitter(): Coroutine<never> {
    currentTask()?.cancel()
    throw new Failure('boom')
  }

  yield* outcome(log, createTask(quitter(), { name: 'quitter' }))
}

export function* selfCancellationIsNotDeliveredByFinishedFutures(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  future.setResult('value')

  function* quitter(): Coroutine<void> {
    currentTask()?.cancel()
    log('goes on with', yield* future)
    yield* sleep(0)
    log('never')
  }

  yield* outcome(log, createTask(quitter(), { name: 'quitter' }))
}

export function* throwingCancelledErrorByHandCancels(log: Log): Coroutine<void> {
  function* givingUp(): Coroutine<never> {
    throw new CancelledError('by hand')
  }

  const task = createTask(givingUp(), { name: 'giving up' })
  try {
    yield* task
  } catch (error) {
    log('awaiter got', error)
  }
  log(task.cancelled(), task.cancelling())
}

export function* twoTasksCancelEachOther(log: Log): Coroutine<void> {
  const tasks = new Map<string, Task<void>>()

  function* enemy(name: string, other: string): Coroutine<void> {
    try {
      yield* sleep(0)
      log(name, 'cancels', tasks.get(other)?.cancel())
      yield* sleep(5)
    } catch (error) {
      log(name, 'is hit')
      throw error
    }
  }

  tasks.set('a', createTask(enemy('a', 'b'), { name: 'a' }))
  tasks.set('b', createTask(enemy('b', 'a'), { name: 'b' }))
  for (const task of tasks.values()) yield* outcome(log, task)
}

export function* aMainThatIsCancelledEndsTheRun(log: Log): Coroutine<void> {
  const main = currentTask()
  getRunningLoop().callLater(5, () => main?.cancel('the end'))
  try {
    yield* sleep(10)
  } finally {
    log('at', getRunningLoop().time())
  }
}
