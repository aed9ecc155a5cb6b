import { asyncWith, control, createTask, Lock, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

const items: string[] = []
const lock = new Lock()

function* fetcher(isPausing: boolean): Coroutine<void> {
  for (let batch = 1; batch <= 5; batch += 1) {
    yield* sleep(20)
    yield* asyncWith(lock, function* () {
      for (let n = 1; n <= 10; n += 1) {
        items.push(`item ${n} of batch ${batch}`)
        if (isPausing) yield* sleep(1)
      }
    })
  }
}

function* monitor(): Coroutine<void> {
  for (;;) {
    yield* asyncWith(lock, function* () {
      print('length', items.length)
    })
    yield* sleep(7)
  }
}

export function* main(): Coroutine<void> {
  const watching = createTask(monitor(), { name: 'monitor' })
  yield* createTask(fetcher(control('isPausing', false)), { name: 'fetcher' })
  watching.cancel()
}
