// TaskGroup: all or nothing.
import {
  CancelledError,
  TaskGroup,
  asyncWith,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  timeout,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs: number, error?: string): Coroutine<string> {
  try {
    yield* sleep(delayMs)
  } catch (cancelled) {
    log(name, 'cancelled')
    throw cancelled
  }
  if (error !== undefined) throw new Failure(error)
  log(name, 'done')
  return name
}

function spawn(
  group: TaskGroup,
  log: Log,
  name: string,
  delayMs: number,
  error?: string,
): Task<string> {
  return group.createTask(work(log, name, delayMs, error), { name })
}

function* attempt(log: Log, coro: Coroutine<unknown>): Coroutine<void> {
  try {
    log('gave', yield* coro)
  } catch (error) {
    log('threw', error)
  }
  log('at', getRunningLoop().time(), currentTask()?.cancelling())
}

export function* aGroupWaitsForItsTasks(log: Log): Coroutine<void> {
  const tasks: Task<string>[] = []
  yield* asyncWith(new TaskGroup(), function* (group) {
    tasks.push(spawn(group, log, 'a', 2), spawn(group, log, 'b', 1))
    log('spawned')
  })
  log(tasks.map((task) => task.result()))
}

export function* anEmptyGroup(log: Log): Coroutine<void> {
  getRunningLoop().callSoon(log, 'other')
  yield* asyncWith(new TaskGroup(), function* () {
    log('inside')
  })
  log('no turn passed')
}

export function* aGroupWhoseTasksAreDoneAlready(log: Log): Coroutine<void> {
  yield* asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 0)
    yield* sleep(5)
    log('leaving')
  })
  log('left')
}

export function* anErrorCancelsTheOthers(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 5)
    spawn(group, log, 'b', 1, 'boom')
    spawn(group, log, 'c', 5)
  })
  yield* attempt(log, main)
}

export function* anErrorInterruptsTheBody(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 1, 'boom')
    try {
      yield* sleep(10)
    } catch (error) {
      log('body got', error, currentTask()?.cancelling())
      throw error
    }
  })
  yield* attempt(log, main)
}

export function* severalErrorsAreCollected(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 1, 'first')
    spawn(group, log, 'b', 1, 'second')
    spawn(group, log, 'c', 5)
  })
  yield* attempt(log, main)
}

export function* anErrorInCleaningIsCollectedToo(log: Log): Coroutine<void> {
  function* untidy(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch {
      throw new Failure('in cleaning')
    }
  }

  const main = asyncWith(new TaskGroup(), function* (group) {
    group.createTask(untidy(), { name: 'untidy' })
    spawn(group, log, 'b', 1, 'boom')
  })
  yield* attempt(log, main)
}

export function* anErrorInTheBodyCancelsTheTasks(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 5)
    yield* sleep(1)
    throw new Failure('in the body')
  })
  yield* attempt(log, main)
}

export function* anErrorInTheBodyBeforeTheTasksStart(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 5)
    throw new Failure('in the body')
  })
  yield* attempt(log, main)
}

export function* errorsInTheBodyAndInATask(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 1, 'in the task')
    try {
      yield* sleep(10)
    } catch {
      throw new Failure('in the body')
    }
  })
  yield* attempt(log, main)
}

function* groupOfTwo(log: Log): Coroutine<void> {
  yield* asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 5)
    spawn(group, log, 'b', 6)
    log('waiting')
  })
}

export function* cancellingTheParentCancelsTheTasks(log: Log): Coroutine<void> {
  const parent = createTask(attempt(log, groupOfTwo(log)), { name: 'parent' })
  yield* sleep(1)
  parent.cancel('stop')
  yield* wait([parent])
}

export function* cancellingTheParentInTheBody(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 5)
    yield* sleep(20)
  })
  const parent = createTask(attempt(log, main), { name: 'parent' })
  yield* sleep(1)
  parent.cancel('stop')
  yield* wait([parent])
}

export function* cancellingTheParentTwice(log: Log): Coroutine<void> {
  function* stubborn(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch {
      yield* sleep(10)
      log('stubborn is done')
    }
  }

  const main = asyncWith(new TaskGroup(), function* (group) {
    group.createTask(stubborn(), { name: 'stubborn' })
  })
  const parent = createTask(attempt(log, main), { name: 'parent' })
  yield* sleep(1)
  parent.cancel('first')
  yield* sleep(1)
  parent.cancel('second')
  yield* wait([parent])
}

export function* cancellingTheParentWhileATaskFails(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    yield* sleep(2)
    parent.cancel('elsewhere')
    throw new Failure('boom')
  }

  const main = asyncWith(new TaskGroup(), function* (group) {
    group.createTask(failing(), { name: 'failing' })
    spawn(group, log, 'b', 5)
  })
  const parent = createTask(attempt(log, main), { name: 'parent' })
  yield* wait([parent])
}

export function* aCancelledTaskAloneChangesNothing(log: Log): Coroutine<void> {
  const task = yield* asyncWith(new TaskGroup(), function* (group) {
    const a = spawn(group, log, 'a', 5)
    spawn(group, log, 'b', 6)
    yield* sleep(1)
    a.cancel()
    return a
  })
  log('left', task.cancelled())
}

export function* tasksSpawnIntoTheirGroup(log: Log): Coroutine<void> {
  yield* asyncWith(new TaskGroup(), function* (group) {
    function* spawning(depth: number): Coroutine<void> {
      log('depth', depth)
      if (depth < 3) group.createTask(spawning(depth + 1), { name: `d${depth + 1}` })
      yield* sleep(1)
    }

    group.createTask(spawning(0), { name: 'd0' })
  })
  log('at', getRunningLoop().time())
}

export function* groupsNest(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (outer) {
    spawn(outer, log, 'outer', 10)
    yield* asyncWith(new TaskGroup(), function* (inner) {
      spawn(inner, log, 'inner', 5)
      spawn(inner, log, 'failing', 1, 'boom')
    })
    log('never')
  })
  yield* attempt(log, main)
}

export function* anErrorOutsideReachesTheNestedGroup(log: Log): Coroutine<void> {
  function* nested(): Coroutine<void> {
    yield* asyncWith(new TaskGroup(), function* (inner) {
      spawn(inner, log, 'x', 5)
      spawn(inner, log, 'y', 6)
    })
  }

  const main = asyncWith(new TaskGroup(), function* (outer) {
    outer.createTask(nested(), { name: 'nested' })
    spawn(outer, log, 'failing', 1, 'boom')
  })
  yield* attempt(log, main)
}

export function* aCaughtGroupLeavesNoCancellationBehind(log: Log): Coroutine<void> {
  for (const name of ['first', 'second']) {
    try {
      yield* asyncWith(new TaskGroup(), function* (group) {
        spawn(group, log, name, 1, 'boom')
        yield* sleep(5)
      })
    } catch (error) {
      log(error, currentTask()?.cancelling())
    }
  }
  yield* sleep(1)
  log('runs on')
}

export function* aGroupUnderATimeLimit(log: Log): Coroutine<void> {
  const main = asyncWith(timeout(3), function* () {
    yield* asyncWith(new TaskGroup(), function* (group) {
      spawn(group, log, 'a', 5)
      spawn(group, log, 'b', 1)
    })
  })
  yield* attempt(log, main)
}

export function* aTimeLimitInAGroup(log: Log): Coroutine<void> {
  function* limited(): Coroutine<void> {
    yield* asyncWith(timeout(2), function* () {
      yield* sleep(10)
    })
  }

  const main = asyncWith(new TaskGroup(), function* (group) {
    group.createTask(limited(), { name: 'limited' })
    spawn(group, log, 'b', 5)
  })
  yield* attempt(log, main)
}

export function* aGroupTakesNoTasksWhenItIsOver(log: Log): Coroutine<void> {
  const group = new TaskGroup()
  try {
    group.createTask(work(log, 'x', 1))
  } catch (error) {
    log('before', error)
  }
  yield* asyncWith(group, function* () {
    // Nothing to do: it only has to be entered and left.
  })
  try {
    group.createTask(work(log, 'x', 1))
  } catch (error) {
    log('after', error)
  }
  try {
    yield* asyncWith(group, function* () {
      log('never')
    })
  } catch (error) {
    log('again', error)
  }
}

export function* aGroupThatIsAbortingTakesNoTasks(log: Log): Coroutine<void> {
  const main = asyncWith(new TaskGroup(), function* (group) {
    spawn(group, log, 'a', 1, 'boom')
    try {
      yield* sleep(10)
    } catch (error) {
      if (error instanceof CancelledError) {
        try {
          group.createTask(work(log, 'late', 1))
        } catch (refusal) {
          log('refused', refusal)
        }
      }
      throw error
    }
  })
  yield* attempt(log, main)
}

export function* aCoroutineThatAGroupRefusesIsClosed(log: Log): Coroutine<void> {
  function* job(): Coroutine<void> {
    log('runs')
  }

  const refused = job()
  try {
    new TaskGroup().createTask(refused)
  } catch (error) {
    log('refused', error)
  }
  // Awaiting it again is an error in Python only: here it gives nothing at once.
  yield* refused
  log('closed', new Error())
}

export function* aGroupThatFailsWhileItsParentIsCancelledKeepsBoth(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    yield* sleep(1)
    throw new Failure('boom')
  }

  function* stubborn(): Coroutine<void> {
    try {
      yield* sleep(10)
    } catch {
      yield* sleep(1)
    }
  }

  function* parent(): Coroutine<void> {
    try {
      yield* asyncWith(new TaskGroup(), function* (group) {
        group.createTask(failing(), { name: 'failing' })
        group.createTask(stubborn(), { name: 'stubborn' })
      })
    } catch (error) {
      if (error instanceof CancelledError) throw error
      log('threw', error, currentTask()?.cancelling())
    }
    yield* sleep(1)
    log('not reached')
  }

  const task = createTask(parent(), { name: 'parent' })
  for (let i = 0; i < 2; i += 1) yield* sleep(0)
  getRunningLoop().callLater(1, () => task.cancel('outside'))
  yield* wait([task])
  log(task.cancelled())
}
