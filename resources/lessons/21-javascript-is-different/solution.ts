import { control, getRunningLoop, print, share, sleep } from 'corewise'
import type { Coroutine, EventLoop } from 'corewise'

const order: string[] = []
const microtasks: (() => void)[] = []

function say(line: string): void {
  order.push(line)
  print(line)
}

// asyncio: what is ready waits its turn in one queue.
function chainOnLoop(loop: EventLoop, n: number): void {
  say(`step ${n}`)
  if (n < 3) loop.callSoon(chainOnLoop, loop, n + 1)
}

// JavaScript: after each callback the microtasks run, also those that microtasks add.
function chainOfMicrotasks(n: number): void {
  say(`step ${n}`)
  if (n < 3) getRunningLoop().callSoon(runAsJavaScript, () => chainOfMicrotasks(n + 1))
}

function runAsJavaScript(callback: () => void): void {
  callback()
  for (;;) {
    const microtask = microtasks.shift()
    if (microtask === undefined) return
    microtask()
  }
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  if (control('isJavaScript', false)) {
    loop.callSoon(runAsJavaScript, () => chainOfMicrotasks(1))
    loop.callSoon(runAsJavaScript, () => say('the other'))
  } else {
    loop.callSoon(chainOnLoop, loop, 1)
    loop.callSoon(say, 'the other')
  }
  yield* sleep(10)
  share('place of the other', order.indexOf('the other') + 1)
}
