// Callbacks and timers: which runs when.
import {
  createTask,
  getRunningLoop,
  sleep,
  type Coroutine,
  type Handle,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

export function* callbacksRunInTheOrderOfScheduling(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  for (let i = 0; i < 4; i += 1) loop.callSoon(log, 'callback', i)
  log('scheduled')
  yield* sleep(0)
  log('after')
}

export function* whatIsScheduledInATurnRunsInTheNext(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const again = (depth: number) => {
    log('depth', depth)
    if (depth < 3) loop.callSoon(again, depth + 1)
  }
  loop.callSoon(again, 0)
  for (let i = 0; i < 5; i += 1) {
    yield* sleep(0)
    log('turn', i)
  }
}

export function* callbacksAndStepsShareOneQueue(log: Log): Coroutine<void> {
  const loop = getRunningLoop()

  function* step(name: string): Coroutine<void> {
    log(name)
  }

  loop.callSoon(log, 'callback 1')
  createTask(step('step 1'), { name: 's1' })
  loop.callSoon(log, 'callback 2')
  createTask(step('step 2'), { name: 's2' })
  yield* sleep(0)
}

export function* aCancelledCallbackDoesNotRun(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  loop.callSoon(log, 'first')
  const handle = loop.callSoon(log, 'never')
  loop.callSoon(log, 'third')
  log(handle.cancelled())
  handle.cancel()
  handle.cancel()
  log(handle.cancelled())
  yield* sleep(0)
}

export function* aCallbackCancelsALaterOneOfItsTurn(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const handles: Handle[] = []
  loop.callSoon(() => {
    handles[0]?.cancel()
  })
  handles.push(loop.callSoon(log, 'never'))
  loop.callSoon(log, 'last')
  yield* sleep(0)
}

export function* timersRunInTheOrderOfTime(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  for (const delayMs of [30, 10, 20]) {
    loop.callLater(delayMs, () => {
      log(delayMs, 'at', loop.time())
    })
  }
  yield* sleep(40)
}

export function* timersDueAtTheSameInstantRunInTheOrderOfSetting(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  for (let i = 0; i < 9; i += 1) loop.callLater(10, log, 'timer', i)
  loop.callAt(loop.time() + 10, log, 'by call_at')
  yield* sleep(10)
  log('main woken in a later turn')
}

export function* aTimerSetLaterForTheSameInstantRunsLater(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  loop.callLater(10, log, 'set at 0')
  yield* sleep(4)
  loop.callLater(6, log, 'set at 4')
  yield* sleep(2)
  loop.callLater(4, log, 'set at 6')
  yield* sleep(10)
}

export function* dueTimersJoinBehindWhatIsReady(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const first = () => {
    log('first')
    loop.callSoon(log, 'ready')
    loop.callLater(0, log, 'due at once')
    loop.callSoon(log, 'ready too')
  }
  loop.callLater(5, first)
  loop.callLater(5, log, 'second')
  yield* sleep(10)
}

export function* callLaterZeroRunsNextTurn(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  loop.callLater(0, log, 'later')
  loop.callSoon(log, 'soon')
  loop.callLater(-3, log, 'negative')
  yield* sleep(0)
  log('main')
  yield* sleep(0)
}

export function* callAtAPastTimeRunsNextTurn(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  yield* sleep(10)
  loop.callAt(3, log, 'three')
  loop.callAt(2, log, 'two')
  loop.callSoon(log, 'soon')
  yield* sleep(0)
  log('main at', loop.time())
}

export function* aCancelledTimerIsNotWaitedFor(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const timer = loop.callLater(5, log, 'never')
  loop.callLater(8, log, 'eight')
  timer.cancel()
  yield* sleep(10)
  log('at', loop.time())
}

export function* aTimerCancelsAnotherDueAtTheSameInstant(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const timers: Handle[] = []
  loop.callLater(5, () => {
    timers[0]?.cancel()
  })
  timers.push(loop.callLater(5, log, 'never'))
  loop.callLater(5, log, 'last')
  yield* sleep(6)
}

export function* handlesKnowWhenTheyAreDue(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  yield* sleep(7)
  const timer = loop.callLater(5, log, 'timer')
  log(timer.when(), timer.cancelled())
  timer.cancel()
  log(timer.when(), timer.cancelled())
}

export function* aCallbackThatThrowsDoesNotStopTheLoop(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const failing = () => {
    throw new Failure('boom')
  }
  loop.callSoon(log, 'before')
  loop.callSoon(failing)
  loop.callSoon(log, 'after')
  loop.callLater(3, failing)
  yield* sleep(5)
  log('goes on')
}

export function* theExceptionHandlerIsToldWhatFailed(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  loop.setExceptionHandler((_loop, context) => {
    log('handled', context.exception)
  })
  loop.callSoon(() => {
    throw new Failure('boom')
  })
  yield* sleep(0)
}

export function* timersAndSleepersShareTheOrderOfSetting(log: Log): Coroutine<void> {
  const loop = getRunningLoop()

  function* sleeper(name: string): Coroutine<void> {
    yield* sleep(5)
    log(name)
  }

  createTask(sleeper('a'), { name: 'a' })
  yield* sleep(0)
  loop.callLater(5, log, 'timer')
  createTask(sleeper('b'), { name: 'b' })
  yield* sleep(6)
}

export function* aRepeatingTimer(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const tick = (left: number) => {
    log('tick', left, loop.time())
    if (left > 0) loop.callLater(10, tick, left - 1)
  }
  tick(3)
  yield* sleep(25)
  log('main', loop.time())
}

export function* aCallbackCreatesATask(log: Log): Coroutine<void> {
  const loop = getRunningLoop()

  function* work(): Coroutine<void> {
    log('work')
  }

  loop.callSoon(() => loop.createTask(work(), { name: 'work' }))
  loop.callSoon(log, 'other')
  yield* sleep(0)
  log('main')
  yield* sleep(0)
}

export function* manyTimersOfWhichMostAreCancelled(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const timers = Array.from({ length: 150 }, (_, i) =>
    loop.callLater(10 + (i % 7), log, 'timer', i),
  )
  for (const [i, timer] of timers.entries()) if (i % 10 !== 0) timer.cancel()
  yield* sleep(13)
  log('at', loop.time())
  yield* sleep(10)
}
