import { createTask, gather, print, share, sleep } from 'corewise'
import type { Coroutine, Task } from 'corewise'

let saved = 0
const tasks = new Set<Task<void>>()

class DiskFull extends Error {
  override readonly name = 'DiskFull'
}

function* save(n: number): Coroutine<void> {
  yield* sleep(10)
  if (n === 2) throw new DiskFull('no room for 2')
  saved += 1
  print(`saved ${n}`)
}

export function* main(): Coroutine<void> {
  for (let n = 1; n <= 3; n += 1) tasks.add(createTask(save(n), { name: `save ${n}` }))
  const results = yield* gather([...tasks], { returnExceptions: true })
  for (const result of results) {
    if (result instanceof Error) print('not saved:', result.message)
  }
  print('main is done')
  share('saved', saved)
}
