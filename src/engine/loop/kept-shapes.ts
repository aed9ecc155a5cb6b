import { swapContext } from './context'
import type { Coroutine } from './task/coroutine'
import { EventLoop } from './event-loop'
import { gather } from './wait/gather'
import { peekRunningLoop } from './running-loop'
import { Queue } from './sync/queue'
import { sleep } from './wait/sleep'

// For good, which is what it is for.
const kept: unknown[] = []

/**
 * Keeps a loop that never goes on, with one of each thing that loops are made of. V8 forgets the
 * shape of a class's objects once the last of them is collected, and all code that it compiled for
 * them. Without these, a program that runs one loop after another begins each with code that is
 * compiled anew: futures then cost twice the CPU.
 */
export function keepShapes(): void {
  if (kept.length > 0 || peekRunningLoop() !== undefined) return
  const outer = swapContext(undefined)
  const loop = new EventLoop()
  kept.push(loop, loop.createTask(idle(loop)))
  // Runs what is ready, in place, and then idles: nothing of the host is left waiting.
  void loop.runForever()
  swapContext(outer)
}

function* idle(loop: EventLoop): Coroutine<void> {
  const future = loop.createFuture<undefined>()
  const queue = new Queue<number>(1)
  const getter = loop.createTask(queue.get())
  const sleeper = loop.createTask(sleep(0.5, 'over'))
  const timer = loop.callLater(0.5, noop)
  kept.push(future, queue, getter, sleeper, timer, gather([getter, future]))
  kept.push(future[Symbol.iterator](), loop.callSoon(noop))
  yield* sleep(0)
  timer.cancel()
  sleeper.cancel()
  yield* future
}

function noop(): void {
  // Never needed.
}
