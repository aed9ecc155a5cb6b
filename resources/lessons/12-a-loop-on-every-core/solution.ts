import { control, createTask, getRunningLoop, print, share, sleep, work } from 'corewise'
import type { Coroutine } from 'corewise'

// What one of several loops has to do: its share of all jobs.
function* job(): Coroutine<void> {
  yield* sleep(20)
  work(5)
}

export function* main(): Coroutine<void> {
  const loops = control('loops', 2) + 3
  const jobs = Math.ceil(40 / loops)
  const tasks = Array.from({ length: jobs }, () => createTask(job()))
  for (const task of tasks) yield* task
  const tookMs = getRunningLoop().time()
  print(`one of ${loops} loops does ${jobs} of 40 jobs in ${tookMs} ms`)
  share('took ms', tookMs)
}
