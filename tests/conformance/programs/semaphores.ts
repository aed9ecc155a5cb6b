// Semaphores: who gets in, and what a cancelled waiter leaves behind.
import {
  BoundedSemaphore,
  Semaphore,
  asyncWith,
  createTask,
  sleep,
  wait,
  type Coroutine,
  type Resource,
  type Task,
} from '../../../src/engine/loop'
import type { Log } from '../trace'

function spawn(coro: Coroutine<void>, name: string): Task<void> {
  return createTask(coro, { name })
}

function* hold(log: Log, name: string, lock: Resource<unknown>, delayMs: number): Coroutine<void> {
  log(name, 'wants it')
  yield* asyncWith(lock, function* () {
    log(name, 'has it')
    yield* sleep(delayMs)
  })
  log(name, 'gave it back')
}

function holders(
  log: Log,
  names: readonly string[],
  lock: Resource<unknown>,
  delayMs: number,
): Task<void>[] {
  return names.map((name) => spawn(hold(log, name, lock, delayMs), name))
}

export function* aSemaphoreLetsInAsManyAsItHas(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(2)
  yield* wait(holders(log, ['a', 'b', 'c', 'd', 'e'], semaphore, 1))
  log(semaphore.locked())
}

export function* aSemaphoreIsNotSnatchedFromWhoWaits(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(1)
  yield* semaphore.acquire()
  const waiter = spawn(hold(log, 'waiter', semaphore, 1), 'waiter')
  yield* sleep(0)
  semaphore.release()
  log(semaphore.locked())
  yield* hold(log, 'main', semaphore, 1)
  yield* waiter
}

export function* aCancelledWaiterOfASemaphoreLeavesTheQueue(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(1)
  const tasks = holders(log, ['a', 'b', 'c'], semaphore, 2)
  yield* sleep(1)
  tasks[1]?.cancel()
  yield* wait(tasks)
  log(semaphore.locked())
}

export function* aWaiterOfASemaphoreCancelledWhenItWasItsTurn(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(1)
  yield* semaphore.acquire()
  const tasks = holders(log, ['a', 'b'], semaphore, 1)
  yield* sleep(1)
  semaphore.release()
  tasks[0]?.cancel()
  yield* wait(tasks)
  log(semaphore.locked())
}

export function* aSemaphoreReleasedSeveralTimesWakesSeveral(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(0)
  const tasks = holders(log, ['a', 'b', 'c'], semaphore, 1)
  yield* sleep(1)
  semaphore.release()
  semaphore.release()
  yield* sleep(0)
  log('one turn later')
  yield* wait(tasks)
}

export function* whoComesBeforeAWokenWaiterRunsGetsTheNextPlace(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(0)
  const first = spawn(hold(log, 'first', semaphore, 1), 'first')
  yield* sleep(1)
  semaphore.release()
  semaphore.release()
  log('locked', semaphore.locked())
  yield* hold(log, 'main', semaphore, 1)
  yield* first
}

export function* aBoundedSemaphoreCountsItsReleases(log: Log): Coroutine<void> {
  const semaphore = new BoundedSemaphore(1)
  yield* semaphore.acquire()
  semaphore.release()
  try {
    semaphore.release()
  } catch (error) {
    log(error)
  }
  const plain = new Semaphore(1)
  plain.release()
  log(yield* plain.acquire(), yield* plain.acquire(), plain.locked())
}

export function* aSemaphoreCannotStartBelowZero(log: Log): Coroutine<void> {
  try {
    new Semaphore(-1)
  } catch (error) {
    log(error)
  }
}

export function* aSemaphoreReleasedThriceByOneWhoThenWaits(log: Log): Coroutine<void> {
  const semaphore = new Semaphore(0)

  function* waiter(name: number): Coroutine<void> {
    yield* semaphore.acquire()
    log(name)
  }

  const tasks = [1, 2, 3].map((n) => createTask(waiter(n), { name: `w${n}` }))
  yield* sleep(0)
  for (let i = 0; i < 3; i += 1) semaphore.release()
  tasks.push(createTask(waiter(4), { name: 'w4' }))
  yield* sleep(0)
  semaphore.release()
  yield* wait(tasks)
}
