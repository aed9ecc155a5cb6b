// Barriers: where tasks wait for each other.
import {
  Barrier,
  BrokenBarrierError,
  asyncWith,
  createTask,
  gather,
  sleep,
  wait,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import type { Log } from '../trace'

function* pass(log: Log, name: string, barrier: Barrier, delayMs = 0): Coroutine<void> {
  yield* sleep(delayMs)
  try {
    log(name, 'has place', yield* barrier.wait())
  } catch (error) {
    if (!(error instanceof BrokenBarrierError)) throw error
    log(name, error)
  }
}

function spawn(log: Log, barrier: Barrier, ...names: string[]): Task<void>[] {
  return names.map((name, n) => createTask(pass(log, name, barrier, n), { name }))
}

export function* theLastLetsAllGoOn(log: Log): Coroutine<void> {
  const barrier = new Barrier(3)
  const tasks = spawn(log, barrier, 'a', 'b', 'c')
  yield* sleep(1)
  log(barrier.nWaiting, barrier.parties, barrier.broken)
  yield* wait(tasks)
  log(barrier.nWaiting)
}

export function* aBarrierIsUsedAgain(log: Log): Coroutine<void> {
  const barrier = new Barrier(2)
  yield* wait(spawn(log, barrier, 'a', 'b', 'c', 'd'))
}

export function* whoComesWhileItDrainsWaitsForTheNextTime(log: Log): Coroutine<void> {
  const barrier = new Barrier(2)
  const tasks = ['a', 'b', 'c'].map((name) => createTask(pass(log, name, barrier), { name }))
  yield* sleep(1)
  log(
    tasks.map((task) => task.done()),
    barrier.nWaiting,
  )
  yield* barrier.wait()
  yield* wait(tasks)
}

export function* aResetSendsThoseWhoWaitAway(log: Log): Coroutine<void> {
  const barrier = new Barrier(3)
  const tasks = spawn(log, barrier, 'a', 'b')
  yield* sleep(2)
  yield* barrier.reset()
  log(barrier.broken, barrier.nWaiting)
  yield* wait(tasks)
  log(barrier.nWaiting)
}

export function* anAbortedBarrierLetsNobodyPass(log: Log): Coroutine<void> {
  const barrier = new Barrier(2)
  const tasks = spawn(log, barrier, 'a')
  yield* sleep(1)
  yield* barrier.abort()
  yield* wait(tasks)
  yield* pass(log, 'late', barrier)
  log(barrier.broken)
  yield* barrier.reset()
  log(barrier.broken)
}

export function* whoIsCancelledAtABarrierLeavesIt(log: Log): Coroutine<void> {
  const barrier = new Barrier(2)
  const tasks = spawn(log, barrier, 'a')
  yield* sleep(1)
  tasks[0]?.cancel()
  yield* wait(tasks)
  log(barrier.nWaiting)
  yield* wait(spawn(log, barrier, 'b', 'c'))
}

export function* aBarrierIsEnteredAsABlock(log: Log): Coroutine<void> {
  const barrier = new Barrier(2)

  function* walk(name: string): Coroutine<void> {
    yield* asyncWith(barrier, function* (place) {
      log(name, place)
    })
  }

  yield* gather([walk('a'), walk('b')])
}

export function* aBarrierOfNobodyIsAnError(log: Log): Coroutine<void> {
  try {
    new Barrier(0)
  } catch (error) {
    log(error)
  }
}
