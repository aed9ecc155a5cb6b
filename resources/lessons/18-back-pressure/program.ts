import {
  asyncWith,
  control,
  gather,
  getRunningLoop,
  print,
  Semaphore,
  share,
  sleep,
} from 'corewise'
import type { Coroutine } from 'corewise'

let open = 0
let most = 0

function* fetch(gate: Semaphore): Coroutine<void> {
  yield* asyncWith(gate, function* () {
    open += 1
    most = Math.max(most, open)
    yield* sleep(10)
    open -= 1
  })
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const gate = new Semaphore(control('limit', 200))
  yield* gather(Array.from({ length: 200 }, () => fetch(gate)))
  print(`${most} at once, all done at ${Math.round(loop.time())} ms`)
  share('most at once', most)
}
