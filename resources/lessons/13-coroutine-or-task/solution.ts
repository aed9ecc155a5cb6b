import { control, createTask, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* say(line: string): Coroutine<void> {
  print(line)
}

export function* main(): Coroutine<void> {
  const other = createTask(say('the bystander'), { name: 'bystander' })
  yield* sleep(0)
  yield* say('a coroutine')
  const eagerStart = control('isEager', false)
  yield* createTask(say('a task'), { name: 'task', eagerStart })
  yield* other
}
