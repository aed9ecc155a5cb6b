// What run() does at the end: with tasks and callbacks that are left.
import { createTask, getRunningLoop, sleep, type Coroutine } from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs = 0): Coroutine<string> {
  log(name, 'begins')
  yield* sleep(delayMs)
  log(name, 'ends')
  return name
}

export function* runCancelsWhatIsLeft(log: Log): Coroutine<string> {
  function* lingering(name: string): Coroutine<void> {
    try {
      yield* sleep(100)
    } catch (error) {
      log(name, 'cancelled', error)
      throw error
    }
  }

  createTask(lingering('a'), { name: 'a' })
  createTask(lingering('b'), { name: 'b' })
  createTask(lingering('never started'), { name: 'c' })
  yield* sleep(1)
  createTask(lingering('not started'), { name: 'd' })
  return 'main is done'
}

export function* runWaitsForWhatIsLeftToCleanUp(log: Log): Coroutine<void> {
  function* tidy(): Coroutine<void> {
    try {
      yield* sleep(100)
    } finally {
      yield* sleep(5)
      log('clean at', getRunningLoop().time())
    }
  }

  function* stubborn(): Coroutine<string> {
    try {
      yield* sleep(100)
    } catch {
      log('refused')
    }
    return 'unseen'
  }

  createTask(tidy(), { name: 'tidy' })
  createTask(stubborn(), { name: 'stubborn' })
  yield* sleep(1)
}

export function* anErrorInTheShutdownIsReported(): Coroutine<void> {
  function* failing(): Coroutine<void> {
    try {
      yield* sleep(100)
    } catch {
      throw new Failure('in the shutdown')
    }
  }

  createTask(failing(), { name: 'failing' })
  yield* sleep(1)
}

export function* runCancelsWhatIsLeftWhenMainThrows(log: Log): Coroutine<void> {
  createTask(work(log, 'left', 100), { name: 'left' })
  yield* sleep(1)
  throw new Failure('main failed')
}

export function* aTaskMadeInTheShutdownHasAFewTurns(log: Log): Coroutine<void> {
  function* spinning(): Coroutine<void> {
    for (let i = 0; i < 20; i += 1) {
      log('spin', i)
      yield* sleep(0)
    }
  }

  function* lastWords(): Coroutine<void> {
    try {
      yield* sleep(100)
    } finally {
      createTask(spinning(), { name: 'spinning' })
    }
  }

  createTask(lastWords(), { name: 'last words' })
  yield* sleep(1)
}

export function* callbacksLeftAtTheEndHaveAFewTurns(log: Log): Coroutine<string> {
  const loop = getRunningLoop()
  const again = (depth: number) => {
    log('depth', depth)
    loop.callSoon(again, depth + 1)
  }
  loop.callSoon(again, 0)
  return 'done'
}

export function* aCallbackScheduledInTheLastStepRuns(log: Log): Coroutine<string> {
  const loop = getRunningLoop()
  loop.callSoon(log, 'callback')
  loop.callLater(0, log, 'timer')
  loop.callLater(1, log, 'never')
  return 'done'
}

export function* aTaskThatEndsInTheTurnAfterMain(log: Log): Coroutine<void> {
  function* quick(): Coroutine<void> {
    log('quick begins')
    yield* sleep(0)
    log('quick ends')
  }

  createTask(quick(), { name: 'quick' })
  yield* sleep(0)
}

export function* stoppingTheLoopUnderRun(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  loop.callLater(5, () => {
    loop.stop()
  })
  try {
    yield* sleep(10)
  } catch (error) {
    log('cancelled')
    throw error
  }
}

export function* leftoversAreCancelledInTheOrderOfCreation(log: Log): Coroutine<void> {
  function* lingering(i: number): Coroutine<void> {
    try {
      yield* sleep(100 - i)
    } catch (error) {
      log(`t${i}`)
      throw error
    }
  }

  for (let i = 0; i < 12; i += 1) createTask(lingering(i), { name: `t${i}` })
  yield* sleep(1)
}
