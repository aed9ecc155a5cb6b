import { createTask, getRunningLoop, print, Queue, share, sleep, work } from 'corewise'
import type { Coroutine, EventLoop } from 'corewise'

// A thread measures, and hands what it has to a queue of the loop.
function sensor(loop: EventLoop, queue: Queue<number>): void {
  const put = (n: number): void => queue.putNowait(n)
  for (let n = 1; n <= 3; n += 1) {
    work(30)
    loop.callSoonThreadsafe(put, n)
  }
}

function* reader(queue: Queue<number>): Coroutine<void> {
  const loop = getRunningLoop()
  for (let read = 0; read < 3; read += 1) {
    const n = yield* queue.get()
    const atMs = Math.round(loop.time())
    print(`value ${n} read at ${atMs} ms`)
    if (n === 1) share('first value, ms', atMs)
  }
}

function* heartbeat(): Coroutine<void> {
  for (;;) yield* sleep(250)
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const queue = new Queue<number>()
  const beating = createTask(heartbeat(), { name: 'heartbeat' })
  const reading = createTask(reader(queue), { name: 'reader' })
  const measuring = loop.runInExecutor(undefined, sensor, loop, queue)
  yield* reading
  yield* measuring
  beating.cancel()
}
