import { control, createTask, getRunningLoop, print, share, sleep, work } from 'corewise'
import type { Coroutine } from 'corewise'

// A job that waits leaves the core free. A job that computes does not.
function* job(isWaiting: boolean): Coroutine<void> {
  if (isWaiting) yield* sleep(100)
  else work(100)
}

function* timed(label: string, isWaiting: boolean, count: number): Coroutine<void> {
  const loop = getRunningLoop()
  const startMs = loop.time()
  const tasks = Array.from({ length: count }, (_, n) => createTask(job(isWaiting || n % 2 === 1)))
  for (const task of tasks) yield* task
  const tookMs = loop.time() - startMs
  print(`${count} jobs that ${label} took ${tookMs} ms`)
  share(label, tookMs)
}

export function* main(): Coroutine<void> {
  const count = control('jobs', 5)
  yield* timed('wait', true, count)
  yield* timed('compute', false, count)
}
