// The loop itself: running it, stopping it, closing it.
import {
  EventLoop,
  createTask,
  currentTask,
  getRunningLoop,
  run,
  sleep,
  type Coroutine,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function attempt(log: Log, name: string, action: () => unknown): void {
  try {
    log(name, 'gave', action())
  } catch (error) {
    log(name, 'threw', error)
  }
}

async function attemptRun(log: Log, name: string, start: () => Promise<unknown>): Promise<void> {
  try {
    log(name, 'gave', await start())
  } catch (error) {
    log(name, 'threw', error)
  }
}

function* work(log: Log, name: string, delayMs = 0): Coroutine<string> {
  log(name, 'begins')
  yield* sleep(delayMs)
  log(name, 'ends')
  return name
}

export async function runningUntilACoroutineIsDone(log: Log, loop: EventLoop): Promise<void> {
  await attemptRun(log, 'run', () => loop.runUntilComplete(work(log, 'a', 5)))
  log('at', loop.time(), loop.isRunning())
}

export async function runningUntilAFutureIsDone(log: Log, loop: EventLoop): Promise<void> {
  const future = loop.createFuture<string>()
  loop.callLater(5, () => {
    future.setResult('set')
  })
  loop.callLater(9, log, 'not reached')
  await attemptRun(log, 'run', () => loop.runUntilComplete(future))
  await attemptRun(log, 'again', () => loop.runUntilComplete(future))
}

export async function anErrorComesOutOfTheRun(log: Log, loop: EventLoop): Promise<void> {
  function* failing(): Coroutine<never> {
    throw new Failure('boom')
  }

  await attemptRun(log, 'run', () => loop.runUntilComplete(failing()))
}

export async function aCancellationComesOutOfTheRun(log: Log, loop: EventLoop): Promise<void> {
  function* main(): Coroutine<void> {
    currentTask()?.cancel('stop')
    yield* sleep(1)
  }

  await attemptRun(log, 'run', () => loop.runUntilComplete(main()))
}

export async function aStoppedLoopFinishesItsTurn(log: Log, loop: EventLoop): Promise<void> {
  const stop = () => {
    log('stop')
    loop.stop()
    loop.callSoon(log, 'in the next run')
  }
  loop.callSoon(log, 'first')
  loop.callSoon(stop)
  loop.callSoon(log, 'third')
  await attemptRun(log, 'run', () => loop.runForever())
  loop.callSoon(() => {
    loop.stop()
  })
  await attemptRun(log, 'run', () => loop.runForever())
}

export async function aLoopStoppedBeforeItRunsHasOneTurn(log: Log, loop: EventLoop): Promise<void> {
  loop.callSoon(() => loop.callSoon(log, 'second turn'))
  loop.callSoon(log, 'first turn')
  loop.callLater(5, log, 'timer')
  loop.stop()
  await attemptRun(log, 'run', () => loop.runForever())
  log('at', loop.time())
  loop.callLater(7, () => {
    loop.stop()
  })
  await attemptRun(log, 'run', () => loop.runForever())
  log('at', loop.time())
}

export async function aTaskStopsTheLoop(log: Log, loop: EventLoop): Promise<void> {
  function* stopping(): Coroutine<void> {
    log('stopping')
    loop.stop()
    yield* sleep(0)
    log('in the next run')
  }

  const task = loop.createTask(stopping(), { name: 'stopping' })
  await attemptRun(log, 'run', () => loop.runForever())
  log(task.done())
  await attemptRun(log, 'run', () => loop.runUntilComplete(task))
}

export async function aLoopStoppedTooEarly(log: Log, loop: EventLoop): Promise<void> {
  loop.callLater(1, () => {
    loop.stop()
  })
  const task = loop.createTask(work(log, 'a', 5), { name: 'a' })
  await attemptRun(log, 'run', () => loop.runUntilComplete(task))
  await attemptRun(log, 'run', () => loop.runUntilComplete(task))
}

export async function timersOutliveARun(log: Log, loop: EventLoop): Promise<void> {
  loop.callLater(5, log, 'timer')
  await attemptRun(log, 'run', () => loop.runUntilComplete(work(log, 'a', 1)))
  log('between')
  await attemptRun(log, 'run', () => loop.runUntilComplete(work(log, 'b', 10)))
}

export async function tasksOutliveARun(log: Log, loop: EventLoop): Promise<void> {
  const other = loop.createTask(work(log, 'other', 5), { name: 'other' })
  await attemptRun(log, 'run', () => loop.runUntilComplete(work(log, 'a', 1)))
  log('between', other.done())
  await attemptRun(log, 'run', () => loop.runUntilComplete(other))
}

export async function whatIsScheduledBetweenRunsWaitsInOrder(
  log: Log,
  loop: EventLoop,
): Promise<void> {
  loop.callSoon(log, 'before the first')
  await attemptRun(log, 'run', () => loop.runUntilComplete(work(log, 'a')))
  loop.callSoon(log, 'before the second')
  const task = loop.createTask(work(log, 'b'), { name: 'b' })
  loop.callSoon(log, 'behind the task')
  await attemptRun(log, 'run', () => loop.runUntilComplete(task))
}

export async function aRunningLoopCannotBeRun(log: Log, loop: EventLoop): Promise<void> {
  loop.callSoon(() => {
    attempt(log, 'run forever', () => loop.runForever())
    attempt(log, 'run until', () => loop.runUntilComplete(loop.createFuture()))
  })
  loop.callSoon(() => {
    loop.stop()
  })
  await loop.runForever()
}

export async function aRunningLoopCannotBeClosed(log: Log, loop: EventLoop): Promise<void> {
  loop.callSoon(() => {
    attempt(log, 'close', () => {
      loop.close()
    })
  })
  loop.callSoon(() => {
    loop.stop()
  })
  await loop.runForever()
  log('running', loop.isRunning())
}

export async function aClosedLoopCannotBeUsed(log: Log, loop: EventLoop): Promise<void> {
  loop.callSoon(log, 'never')
  loop.close()
  loop.close()
  log('closed', loop.isClosed())
  attempt(log, 'call_soon', () => loop.callSoon(log, 'x'))
  attempt(log, 'call_later', () => loop.callLater(1, log, 'x'))
  attempt(log, 'call_at', () => loop.callAt(1, log, 'x'))
  await attemptRun(log, 'run forever', () => loop.runForever())
}

export async function noLoopRunsOutsideOfARun(log: Log): Promise<void> {
  attempt(log, 'running loop', () => getRunningLoop())
  attempt(log, 'current task', () => currentTask())
  attempt(log, 'create task', () => createTask(work(log, 'a')))
  await Promise.resolve()
}

export function* aLoopCannotRunInsideAnother(log: Log): Coroutine<void> {
  const other = new EventLoop()
  attempt(log, 'run forever', () => other.runForever())
  attempt(log, 'run', () => run(work(log, 'never')))
  other.close()
}
