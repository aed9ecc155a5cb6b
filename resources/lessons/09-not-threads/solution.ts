import { asyncWith, control, createTask, Lock, print, share, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

let counter = 0
const lock = new Lock()

function* count(times: number, isPausing: boolean): Coroutine<void> {
  for (let n = 0; n < times; n += 1) {
    yield* asyncWith(lock, function* () {
      const seen = counter
      // What happens between reading and writing?
      if (isPausing) yield* sleep(0)
      counter = seen + 1
    })
    yield* sleep(0)
  }
}

export function* main(): Coroutine<void> {
  const isPausing = control('isPausing', false)
  const tasks = Array.from({ length: 4 }, () => createTask(count(100, isPausing)))
  for (const task of tasks) yield* task
  const lost = 400 - counter
  print(`400 updates, ${lost} lost`)
  share('lost', lost)
}
