import { control, createTask, getRunningLoop, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* download(name: string): Coroutine<string> {
  print(`${name} starts`)
  yield* sleep(100)
  return `page of ${name}`
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const isEarly = control('isTask', false)

  const lazy = isEarly ? createTask(download('lazy')) : download('lazy')
  const eager = createTask(download('eager'))
  yield* sleep(50)
  print('50 ms have passed')

  print(yield* eager, 'at', loop.time(), 'ms')
  print(yield* lazy, 'at', loop.time(), 'ms')
}
