import { control, createTask, getRunningLoop, print, Queue, share, sleep } from 'corewise'
import type { Coroutine } from 'corewise'

const JOBS = 60
let slowestMs = 0
let longestWaitMs = 0

function* worker(queue: Queue<readonly [number, number]>): Coroutine<void> {
  const loop = getRunningLoop()
  for (;;) {
    const [arrivedMs, tookMs] = yield* queue.get()
    const waitMs = Math.round(loop.time() - arrivedMs)
    const pieceMs = Math.min(tookMs, 10)
    yield* sleep(pieceMs)
    if (tookMs > pieceMs) queue.putNowait([loop.time(), tookMs - pieceMs])
    slowestMs = Math.max(slowestMs, pieceMs)
    if (tookMs < 10) longestWaitMs = Math.max(longestWaitMs, waitMs)
    queue.taskDone()
  }
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const queue = new Queue<readonly [number, number]>()
  const workers = Array.from({ length: control('workers', 4) }, () => createTask(worker(queue)))
  for (let n = 1; n <= JOBS; n += 1) {
    queue.putNowait([loop.time(), n % 20 === 0 ? 100 : 8])
    yield* sleep(10)
  }
  yield* queue.join()
  for (const each of workers) each.cancel()
  print(`the slowest job took ${slowestMs} ms`)
  print(`the quick job that waited longest waited ${longestWaitMs} ms`)
  share('slowest, ms', slowestMs)
  share('longest wait, ms', longestWaitMs)
}
