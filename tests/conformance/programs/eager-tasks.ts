// Eager tasks: the first step runs in place.
import {
  TaskGroup,
  allTasks,
  asyncWith,
  createTask,
  currentTask,
  eagerTaskFactory,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs?: number): Coroutine<string> {
  log(name, 'begins', currentTask())
  if (delayMs !== undefined) yield* sleep(delayMs)
  log(name, 'ends')
  return name
}

function eager<R>(coro: Coroutine<R>, name: string): Task<R> {
  return createTask(coro, { name, eagerStart: true })
}

export function* anEagerTaskThatDoesNotWaitIsDoneAtOnce(log: Log): Coroutine<void> {
  const task = eager(work(log, 'a'), 'a')
  log(task.done(), task.result(), currentTask())
  log(yield* task)
}

export function* anEagerTaskThatWaitsGoesOnAsAnyOther(log: Log): Coroutine<void> {
  const task = eager(work(log, 'a', 1), 'a')
  log('created', task.done(), [...allTasks()])
  log(yield* task)
}

export function* anEagerTaskThatPausesForATurn(log: Log): Coroutine<void> {
  const task = eager(work(log, 'a', 0), 'a')
  log('created', task.done())
  yield* sleep(0)
  log(task.done())
}

export function* anEagerTaskThatFailsAtOnce(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    throw new Failure('boom')
  }

  const task = eager(failing(), 'a')
  log(task.done())
  try {
    yield* task
  } catch (error) {
    log(error)
  }
}

export function* anEagerTaskThatCancelsItself(log: Log): Coroutine<void> {
  function* quitting(): Coroutine<void> {
    currentTask()?.cancel('stop')
    yield* sleep(1)
  }

  const task = eager(quitting(), 'a')
  log(task.done(), task.cancelling())
  yield* wait([task])
  log(task.cancelled())
}

export function* eagerTasksNest(log: Log): Coroutine<void> {
  function* outer(): Coroutine<string> {
    const inner = eager(work(log, 'inner'), 'inner')
    log('outer', inner.done(), currentTask())
    return yield* eager(work(log, 'other', 1), 'other')
  }

  const task = eager(outer(), 'outer')
  log(task.done(), currentTask())
  log(yield* task)
}

export function* anEagerTaskOfACallback(log: Log): Coroutine<void> {
  getRunningLoop().callSoon(() => {
    const task = eager(work(log, 'a', 1), 'a')
    log('in the callback', task.done(), currentTask())
  })
  yield* sleep(2)
}

export function* aFactoryMakesAllTasksEager(log: Log): Coroutine<void> {
  getRunningLoop().setTaskFactory(eagerTaskFactory)
  const first = createTask(work(log, 'a'), { name: 'a' })
  const later = createTask(work(log, 'b'), { name: 'b', eagerStart: false })
  log(first.done(), later.done())
  yield* later
  const gathered = gather([work(log, 'c'), work(log, 'd')])
  log(gathered.done(), yield* gathered)
  log(yield* gather([work(log, 'e'), work(log, 'f', 1)]))
}

export function* aGroupOfEagerTasks(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    throw new Failure('boom')
  }

  try {
    yield* asyncWith(new TaskGroup(), function* (group) {
      log(group.createTask(work(log, 'a'), { name: 'a', eagerStart: true }).done())
      group.createTask(failing(), { name: 'failing', eagerStart: true })
      log('goes on')
      group.createTask(work(log, 'b', 1), { name: 'b', eagerStart: true })
    })
  } catch (error) {
    log(error)
  }
}

export function* theFactoryThatWasSet(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  log(loop.getTaskFactory())
  loop.setTaskFactory(eagerTaskFactory)
  log(loop.getTaskFactory() === eagerTaskFactory)
  loop.setTaskFactory(undefined)
  log(loop.getTaskFactory())
  try {
    loop.setTaskFactory('eager' as never)
  } catch (error) {
    log(error)
  }
}
