import { control, createTask, getRunningLoop, print, share, sleep, work } from 'corewise'
import type { Coroutine } from 'corewise'

const TICK_MS = 10

// Ticks every 10 ms, and notes by how much it was late at worst.
function* ticker(): Coroutine<void> {
  const loop = getRunningLoop()
  let worstMs = 0
  for (;;) {
    const dueMs = loop.time() + TICK_MS
    yield* sleep(TICK_MS)
    const lateMs = Math.round(loop.time() - dueMs)
    if (lateMs > worstMs) {
      worstMs = lateMs
      print(`a tick is ${lateMs} ms late`)
      share('latest tick, ms', lateMs)
    }
  }
}

// 300 ms of computing, in one piece or in many.
function* hog(pieces: number): Coroutine<void> {
  for (let n = 0; n < pieces; n += 1) {
    work(300 / pieces)
    yield* sleep(0)
  }
}

export function* main(): Coroutine<void> {
  const ticking = createTask(ticker(), { name: 'ticker' })
  yield* sleep(15)
  yield* createTask(hog(control('pieces', 1) * 60), { name: 'hog' })
  yield* sleep(25)
  ticking.cancel()
}
