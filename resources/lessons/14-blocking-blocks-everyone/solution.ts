import { createTask, gather, getRunningLoop, print, share, sleep, toThread, work } from 'corewise'
import type { Coroutine } from 'corewise'

const TICK_MS = 10

// Ticks every 10 ms, and notes by how much it was late at worst.
function* ticker(): Coroutine<void> {
  const loop = getRunningLoop()
  let worstMs = 0
  share('latest tick, ms', worstMs)
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

// As a database driver without await has it: it holds its thread for 200 ms.
function query(table: string): string {
  work(200)
  return `rows of ${table}`
}

function* answer(table: string): Coroutine<void> {
  const rows = yield* toThread(query, table)
  print(rows)
}

export function* main(): Coroutine<void> {
  const ticking = createTask(ticker(), { name: 'ticker' })
  yield* sleep(15)
  yield* gather([answer('orders'), answer('clients')])
  yield* sleep(25)
  ticking.cancel()
}
