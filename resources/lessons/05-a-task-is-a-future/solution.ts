import { control, createTask, InvalidStateError, print, share, sleep } from 'corewise'
import type { Coroutine, Task } from 'corewise'

function* answer(isFailing: boolean): Coroutine<number> {
  yield* sleep(10)
  if (isFailing) throw new RangeError('no such question')
  return 42
}

// An ordinary function can create a task; it cannot wait for it.
function ask(isFailing: boolean): Task<number> {
  return createTask(answer(isFailing), { name: 'answer' })
}

export function* main(): Coroutine<void> {
  const task = ask(control('isFailing', false))
  yield* task
  print(task.done() ? 'done' : 'not done')
  try {
    print('result:', task.result())
    share('early', 'a result')
  } catch (error) {
    if (!(error instanceof InvalidStateError)) throw error
    print('too early: InvalidStateError')
    share('early', 'InvalidStateError')
  }

  print(task.done() ? 'done' : 'not done')
  const error = task.exception()
  if (error === undefined) print('result:', task.result())
  else print('exception:', error instanceof Error ? error.message : error)
}
