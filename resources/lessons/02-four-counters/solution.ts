import { control, createTask, print } from 'corewise'
import type { Coroutine } from 'corewise'

function* counter(name: string, limit: number): Coroutine<void> {
  for (let n = 1; n <= limit; n += 1) {
    print(`${name} ${n}`)
  }
}

export function* main(): Coroutine<void> {
  const limit = control('limit', 3)
  const names = ['a', 'b', 'c', 'd']
  const tasks = names.map((name) => createTask(counter(name, limit), { name }))
  for (const task of tasks) yield* task
}
