import { asyncWith, Queue, QueueShutDown, share, sleep, TaskGroup } from 'corewise'
import type { Coroutine } from 'corewise'

let open = 0
let most = 0

function* worker(queue: Queue<number>): Coroutine<void> {
  for (;;) {
    try {
      yield* queue.get()
    } catch (error) {
      if (error instanceof QueueShutDown) return
      throw error
    }
    open += 1
    most = Math.max(most, open)
    yield* sleep(10)
    open -= 1
  }
}

export function* main(): Coroutine<void> {
  const queue = new Queue<number>(10)
  yield* asyncWith(new TaskGroup(), function* (group) {
    for (let n = 0; n < 10; n += 1) group.createTask(worker(queue))
    for (let n = 0; n < 200; n += 1) yield* queue.put(n)
    queue.shutdown()
  })
  share('most at once', most)
}
