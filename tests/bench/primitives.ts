import {
  createTask,
  gather,
  getRunningLoop,
  Queue,
  run,
  type Coroutine,
  type Future,
  type TimerHandle,
} from '../../src/engine/loop'
import type { Bench, Figure } from './figure'
import { interleaved } from './rounds'

const CHILDREN = 100_000
const FUTURES = 200_000
const ROUND_TRIPS = 200_000
const TIMERS = 1_000_000

function* returnOne(): Coroutine<number> {
  return 1
}

function* gatherMany(): Coroutine<void> {
  yield* gather(Array.from({ length: CHILDREN }, () => returnOne()))
}

function* setLater(future: Future<number>): Coroutine<void> {
  future.setResult(1)
}

function* awaitFutures(): Coroutine<void> {
  for (let i = 0; i < FUTURES; i += 1) {
    const future = getRunningLoop().createFuture<number>()
    createTask(setLater(future))
    yield* future
  }
}

async function awaitPromises(): Promise<void> {
  for (let i = 0; i < FUTURES; i += 1) {
    await new Promise<number>((resolve) => {
      queueMicrotask(() => {
        resolve(1)
      })
    })
  }
}

function* echo(from: Queue<number>, to: Queue<number>): Coroutine<void> {
  for (let i = 0; i < ROUND_TRIPS; i += 1) yield* to.put(yield* from.get())
}

function* pingPong(): Coroutine<void> {
  const there = new Queue<number>(1)
  const back = new Queue<number>(1)
  createTask(echo(there, back))
  for (let i = 0; i < ROUND_TRIPS; i += 1) {
    yield* there.put(i)
    yield* back.get()
  }
}

// Half of them are cancelled, as time limits are that were not needed; the loop's end drops the
// rest.
function* setTimers(): Coroutine<void> {
  const loop = getRunningLoop()
  const timers: TimerHandle[] = []
  for (let i = 0; i < TIMERS; i += 1) timers.push(loop.callLater(60_000 + (i % 97), noop))
  for (let i = 0; i < TIMERS; i += 2) timers[i]?.cancel()
}

function setNativeTimers(): () => void {
  const timers: NodeJS.Timeout[] = []
  for (let i = 0; i < TIMERS; i += 1) timers.push(setTimeout(noop, 60_000 + (i % 97)))
  for (let i = 0; i < TIMERS; i += 2) clearTimeout(timers[i])
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}

function noop(): void {
  // A timer that is never due.
}

/**
 * What a program does all day: gather, futures, queues, timers; native counterparts beside them.
 */
export const primitivesBench: Bench = {
  name: 'primitives',
  run: async () => {
    const ms = await interleaved(
      {
        gather: () => run(gatherMany()),
        all: () => Promise.all(Array.from({ length: CHILDREN }, () => Promise.resolve(1))),
        futures: () => run(awaitFutures()),
        promises: () => awaitPromises(),
        queue: () => run(pingPong()),
        timers: () => run(setTimers()),
        nativeTimers: setNativeTimers,
      },
      5,
    )
    const each = (name: string, key: keyof typeof ms, count: number, what: string): Figure => ({
      name,
      value: (ms[key] * 1e6) / count,
      unit: `ns a ${what}`,
    })
    const ratio = (name: string, over: number, under: number, atMost: number): Figure => ({
      name,
      value: over / under,
      unit: '×',
      bound: { kind: 'at-most', value: atMost },
    })
    const perFuture = ms.futures / FUTURES
    return [
      each('gather of 100,000 coroutines', 'gather', CHILDREN, 'child'),
      each('Promise.all of 100,000 promises', 'all', CHILDREN, 'child'),
      ratio('gather ÷ Promise.all', ms.gather, ms.all, 1.2),
      each('future set by a task and awaited', 'futures', FUTURES, 'future'),
      each('promise set by a microtask and awaited', 'promises', FUTURES, 'promise'),
      ratio('future ÷ promise', ms.futures, ms.promises, 1),
      each('queue ping-pong', 'queue', ROUND_TRIPS, 'round trip'),
      ratio('round trip of a queue ÷ future', ms.queue / ROUND_TRIPS, perFuture, 2.5),
      each('1,000,000 timers set, half of them cancelled', 'timers', TIMERS, 'timer'),
      each('1,000,000 native timers set, half of them cleared', 'nativeTimers', TIMERS, 'timer'),
      ratio('timers ÷ native timers', ms.timers, ms.nativeTimers, 1),
    ]
  },
}
