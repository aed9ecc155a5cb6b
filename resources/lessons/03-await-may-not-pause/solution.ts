import { control, createTask, getRunningLoop, print, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

function* bystander(): Coroutine<void> {
  print('somebody else')
}

export function* main(): Coroutine<void> {
  const future = getRunningLoop().createFuture<string>()
  const finish = (): void => {
    future.setResult('an answer')
  }
  if (control('isFinishedFirst', true)) finish()
  else getRunningLoop().callSoon(finish)

  const other = createTask(bystander())
  print('before')
  yield* sleep(0)
  const answer = yield* future
  print('after')

  yield* other
  print(`got ${answer}`)
  yield* sleep(0)
}
