import { control, createTask, gather, getRunningLoop, print, share, sleep } from 'corewise'
import type { Coroutine, Task } from 'corewise'

function* fetchPage(n: number): Coroutine<string> {
  yield* sleep(n * 10)
  return `page ${n}`
}

// Without gather: drop those that are done, and await the first of the rest.
function* waitForAll(tasks: readonly Task<string>[]): Coroutine<number> {
  let awaits = 0
  let rest = tasks.filter((task) => !task.done())
  for (let [first] = rest; first !== undefined; [first] = rest) {
    yield* first
    awaits += 1
    rest = rest.filter((task) => !task.done())
  }
  return awaits
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const delays = control('isSlowestFirst', true) ? [5, 4, 3, 2, 1] : [1, 2, 3, 4, 5]

  const pages = yield* gather(delays.map(fetchPage))
  print(pages.join(', '), 'at', loop.time(), 'ms')

  const tasks = delays.map((n) => createTask(fetchPage(n), { name: `page ${n}` }))
  const awaits = yield* waitForAll(tasks)
  print(tasks.map((task) => task.result()).join(', '), 'at', loop.time(), 'ms')
  print(`the loop awaited ${awaits} of 5 tasks`)
  share('awaits', awaits)
}
