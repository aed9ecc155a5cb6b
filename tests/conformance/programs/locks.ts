// Locks: who is next, and what a cancelled waiter leaves behind.
import {
  Lock,
  asyncWith,
  createTask,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type Resource,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

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

export function* aLockIsGivenInTheOrderOfAsking(log: Log): Coroutine<void> {
  const lock = new Lock()
  yield* wait(holders(log, ['a', 'b', 'c'], lock, 1))
}

export function* aFreeLockIsTakenWithoutATurn(log: Log): Coroutine<void> {
  const lock = new Lock()
  spawn(hold(log, 'other', lock, 1), 'other')
  log(lock.locked(), yield* lock.acquire(), lock.locked())
  lock.release()
  log(lock.locked())
  yield* sleep(5)
}

export function* releasingAFreeLockIsAnError(log: Log): Coroutine<void> {
  try {
    new Lock().release()
  } catch (error) {
    log(error)
  }
}

export function* aReleasedLockCanBeSnatchedBeforeTheWaiterRuns(log: Log): Coroutine<void> {
  const lock = new Lock()
  yield* lock.acquire()
  const waiter = spawn(hold(log, 'waiter', lock, 1), 'waiter')
  yield* sleep(0)
  lock.release()
  log('released', lock.locked())
  yield* hold(log, 'main', lock, 1)
  yield* waiter
}

export function* aCancelledWaiterLeavesTheQueue(log: Log): Coroutine<void> {
  const lock = new Lock()
  const tasks = holders(log, ['a', 'b', 'c'], lock, 2)
  yield* sleep(1)
  tasks[1]?.cancel()
  yield* wait(tasks)
  log(tasks.map((task) => task.cancelled()))
}

export function* aWaiterCancelledWhenItWasItsTurnPassesTheLockOn(log: Log): Coroutine<void> {
  const lock = new Lock()
  yield* lock.acquire()
  const tasks = holders(log, ['a', 'b'], lock, 1)
  yield* sleep(1)
  lock.release()
  tasks[0]?.cancel()
  yield* wait(tasks)
  log(lock.locked())
}

export function* allWaitersAreCancelledAndTheLockIsFree(log: Log): Coroutine<void> {
  const lock = new Lock()
  yield* lock.acquire()
  const tasks = holders(log, ['a', 'b'], lock, 1)
  yield* sleep(1)
  for (const task of tasks) task.cancel()
  lock.release()
  log('acquired', yield* lock.acquire())
  yield* wait(tasks)
}

export function* anErrorInTheBlockFreesTheLock(log: Log): Coroutine<void> {
  const lock = new Lock()
  try {
    yield* asyncWith(lock, function* () {
      throw new Failure('boom')
    })
  } catch (error) {
    log(error, lock.locked())
  }
}

export function* cancellingTheHolderFreesTheLock(log: Log): Coroutine<void> {
  const lock = new Lock()
  const tasks = holders(log, ['a', 'b'], lock, 10)
  yield* sleep(1)
  tasks[0]?.cancel()
  yield* wait(tasks)
  log('at', getRunningLoop().time())
}
