import { asyncWith, control, createTask, Lock, print, share, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

let balance = 100

function* withdraw(amount: number): Coroutine<void> {
  if (balance < amount) {
    print('refused')
    return
  }
  // A service is asked whether that is allowed.
  yield* sleep(10)
  if (balance < amount) {
    print('refused')
    return
  }
  balance -= amount
  print(`took ${amount}, ${balance} left`)
}

function* guarded(amount: number, lock: Lock): Coroutine<void> {
  if (control('isLocked', false)) {
    yield* asyncWith(lock, function* () {
      yield* withdraw(amount)
    })
  } else {
    yield* withdraw(amount)
  }
}

export function* main(): Coroutine<void> {
  const first = new Lock()
  const second = control('isShared', true) ? first : new Lock()
  const tasks = [
    createTask(guarded(80, first), { name: 'first' }),
    createTask(guarded(80, second), { name: 'second' }),
  ]
  for (const task of tasks) yield* task
  share('left', balance)
}
