// Events and conditions: who is woken, and who has the lock then.
import {
  Condition,
  Event,
  Lock,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import type { Log } from '../trace'

function spawn(coro: Coroutine<void>, name: string): Task<void> {
  return createTask(coro, { name })
}

function* waitForEvent(log: Log, name: string, event: Event): Coroutine<void> {
  log(name, 'got', yield* event.wait())
}

export function* anEventWakesEveryoneInOrder(log: Log): Coroutine<void> {
  const event = new Event()
  const tasks = ['a', 'b', 'c'].map((name) => spawn(waitForEvent(log, name, event), name))
  yield* sleep(1)
  log(event.isSet())
  event.set()
  event.set()
  log(event.isSet())
  yield* wait(tasks)
}

export function* waitingForAnEventThatIsSetTakesNoTurn(log: Log): Coroutine<void> {
  const event = new Event()
  event.set()
  getRunningLoop().callSoon(log, 'other')
  log(yield* event.wait())
}

export function* anEventClearedAtOnceStillWakes(log: Log): Coroutine<void> {
  const event = new Event()
  const tasks = ['a', 'b'].map((name) => spawn(waitForEvent(log, name, event), name))
  yield* sleep(0)
  event.set()
  event.clear()
  tasks.push(spawn(waitForEvent(log, 'late', event), 'late'))
  yield* sleep(1)
  log(tasks.map((task) => task.done()))
  event.set()
  yield* wait(tasks)
}

export function* aWaiterOfAnEventIsCancelled(log: Log): Coroutine<void> {
  const event = new Event()
  const tasks = ['a', 'b'].map((name) => spawn(waitForEvent(log, name, event), name))
  yield* sleep(0)
  tasks[0]?.cancel()
  event.set()
  yield* wait(tasks)
  log(tasks.map((task) => task.cancelled()))
}

function* waitForCondition(log: Log, name: string, condition: Condition): Coroutine<void> {
  yield* asyncWith(condition, function* () {
    log(name, 'waits')
    log(name, 'got', yield* condition.wait())
    yield* sleep(1)
  })
  log(name, 'left')
}

export function* aConditionWakesAsManyAsTold(log: Log): Coroutine<void> {
  const condition = new Condition()
  const names = ['a', 'b', 'c', 'd']
  const tasks = names.map((name) => spawn(waitForCondition(log, name, condition), name))
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    condition.notify(2)
    log('notified')
  })
  yield* sleep(10)
  yield* asyncWith(condition, function* () {
    condition.notify()
  })
  yield* sleep(10)
  yield* asyncWith(condition, function* () {
    condition.notify(5)
  })
  yield* wait(tasks)
}

export function* aConditionWakesAll(log: Log): Coroutine<void> {
  const condition = new Condition()
  const tasks = ['a', 'b', 'c'].map((name) => spawn(waitForCondition(log, name, condition), name))
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    condition.notifyAll()
    yield* sleep(5)
    log('lets go')
  })
  yield* wait(tasks)
}

export function* aConditionNeedsItsLock(log: Log): Coroutine<void> {
  const condition = new Condition()
  const actions = {
    notify: () => {
      condition.notify()
    },
    notify_all: () => {
      condition.notifyAll()
    },
  }
  for (const [name, action] of Object.entries(actions)) {
    try {
      action()
    } catch (error) {
      log(name, error)
    }
  }
  try {
    yield* condition.wait()
  } catch (error) {
    log('wait', error)
  }
}

export function* aConditionWaitsForWhatItIsTold(log: Log): Coroutine<void> {
  const condition = new Condition()
  const items: number[] = []

  function* consumer(): Coroutine<void> {
    yield* asyncWith(condition, function* () {
      log('enough:', yield* condition.waitFor(() => items.length >= 3), items)
    })
  }

  const task = spawn(consumer(), 'consumer')
  for (let i = 0; i < 3; i += 1) {
    yield* sleep(1)
    yield* asyncWith(condition, function* () {
      items.push(i)
      condition.notify()
    })
  }
  yield* task
}

export function* aCancelledWaiterOfAConditionTakesTheLockFirst(log: Log): Coroutine<void> {
  const condition = new Condition()

  function* waiter(): Coroutine<void> {
    yield* asyncWith(condition, function* () {
      try {
        yield* condition.wait()
      } catch (error) {
        log('cancelled', error, 'locked', condition.locked())
        throw error
      }
    })
  }

  const task = spawn(waiter(), 'waiter')
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    task.cancel('stop')
    yield* sleep(5)
    log('lets go')
  })
  yield* wait([task])
  log(task.cancelled(), condition.locked())
}

export function* aWaiterCancelledWhileTakingTheLockBack(log: Log): Coroutine<void> {
  const condition = new Condition()
  const task = spawn(waitForCondition(log, 'waiter', condition), 'waiter')
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    condition.notify()
    yield* sleep(1)
    task.cancel('first')
    yield* sleep(1)
    task.cancel('second')
    yield* sleep(1)
    log('lets go')
  })
  yield* wait([task])
  log(task.cancelled(), task.cancelling(), condition.locked())
}

export function* twoConditionsShareALock(log: Log): Coroutine<void> {
  const lock = new Lock()
  const first = new Condition(lock)
  const second = new Condition(lock)
  const tasks = [
    spawn(waitForCondition(log, 'first', first), 'first'),
    spawn(waitForCondition(log, 'second', second), 'second'),
  ]
  yield* sleep(1)
  yield* asyncWith(lock, function* () {
    second.notify()
  })
  yield* sleep(3)
  yield* asyncWith(second, function* () {
    first.notify()
  })
  yield* wait(tasks)
}

export function* aNotifiedWaiterThatIsCancelledWakesAnother(log: Log): Coroutine<void> {
  const condition = new Condition()
  const tasks = ['a', 'b'].map((name) => spawn(waitForCondition(log, name, condition), name))
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    condition.notify()
    tasks[0]?.cancel('stop')
  })
  yield* sleep(5)
  log(tasks.map((task) => task.done()))
}

export function* theMessageOfACancellationWhileTakingTheLockBackIsKept(log: Log): Coroutine<void> {
  const condition = new Condition()

  function* waiter(): Coroutine<void> {
    yield* asyncWith(condition, function* () {
      try {
        yield* condition.wait()
      } catch (error) {
        log('cancelled', error)
      }
    })
  }

  const task = spawn(waiter(), 'waiter')
  yield* sleep(1)
  yield* asyncWith(condition, function* () {
    condition.notify()
    yield* sleep(1)
    task.cancel('first')
    yield* sleep(1)
    task.cancel('second')
    yield* sleep(1)
  })
  yield* wait([task])
}
