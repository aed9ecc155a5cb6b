import { createTask, getRunningLoop, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* download(name: string): Coroutine<string> {
  print(`${name} starts`)
  yield* sleep(100)
  return `page of ${name}`
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const tasks = ['a', 'b', 'c'].map((name) => createTask(download(name)))
  for (const task of tasks) print(yield* task, 'at', loop.time(), 'ms')
}
