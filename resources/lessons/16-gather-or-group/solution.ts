import { asyncWith, CancelledError, control, createTask, gather, print } from 'corewise'
import { share, sleep, TaskGroup } from 'corewise'
import type { Coroutine } from 'corewise'

class JobFailed extends Error {
  override readonly name = 'JobFailed'
}

function* job(n: number): Coroutine<void> {
  try {
    yield* sleep(n * 10)
  } catch (error) {
    if (error instanceof CancelledError) share(`job ${n}`, 'cancelled')
    throw error
  }
  if (n === 2) throw new JobFailed('job 2 failed')
  print(`job ${n} is done`)
  share(`job ${n}`, 'done')
}

function* grouped(): Coroutine<void> {
  yield* asyncWith(new TaskGroup(), function* (group) {
    for (let n = 1; n <= 3; n += 1) group.createTask(job(n), { name: `job ${n}` })
  })
}

function* gathered(): Coroutine<void> {
  const tasks = [1, 2, 3].map((n) => createTask(job(n), { name: `job ${n}` }))
  try {
    yield* gather(tasks)
  } finally {
    for (const task of tasks) task.cancel()
  }
}

export function* main(): Coroutine<void> {
  try {
    yield* control('isGroup', false) ? grouped() : gathered()
  } catch {
    print('main has the error')
  }
  yield* sleep(20)
}
