import { control, createTask, getRunningLoop, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* bystander(): Coroutine<void> {
  print('somebody else')
}

export function* main(): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  if (control('isFinishedFirst', true)) future.setResult('an answer')
  else getRunningLoop().callSoon(() => future.setResult('an answer'))

  const other = createTask(bystander())
  print('before')
  const answer = yield* future
  print('after')

  yield* other
  print(`got ${answer}`)
  yield* sleep(0)
}
