// Asynchronous generators: items between which the loop is awaited.
import {
  CancelledError,
  GeneratorExit,
  asyncFor,
  asyncGenerator,
  createTask,
  currentTask,
  getRunningLoop,
  sleep,
  wait,
  waitFor,
  type Coroutine,
  type CoroutineGenerator,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

type Numbers = CoroutineGenerator<number, string | undefined>

function count(log: Log, last = 3): Numbers {
  return asyncGenerator<number, string | undefined>(function* (emit) {
    try {
      for (let n = 1; n <= last; n += 1) {
        yield* sleep(1)
        log('was sent', yield* emit(n))
      }
    } catch (error) {
      if (error instanceof CancelledError) log('cancelled')
      throw error
    } finally {
      yield* sleep(1)
      log('ended')
    }
  })
}

function* next(log: Log, generator: Numbers): Coroutine<void> {
  try {
    const { done, value } = yield* generator.next()
    if (done === true) log('end')
    else log('item', value)
  } catch (error) {
    log('threw', error)
  }
}

export function* itemsComeUntilTheEnd(log: Log): Coroutine<void> {
  yield* asyncFor(count(log), function* (item) {
    log(item)
  })
  log('over at', getRunningLoop().time())
}

export function* aGeneratorIsSentValues(log: Log): Coroutine<void> {
  const generator = count(log)
  yield* next(log, generator)
  log((yield* generator.asend('hello')).value)
  const early = count(log)
  try {
    yield* early.asend('too early')
  } catch (error) {
    log(error)
  }
  for (const left of [early, generator, generator]) yield* left.aclose()
}

export function* aGeneratorIsThrownAnError(log: Log): Coroutine<void> {
  const generator: Numbers = asyncGenerator(function* (emit) {
    try {
      yield* emit(1)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      log('caught', error)
      yield* emit(2)
    }
  })
  yield* next(log, generator)
  log((yield* generator.athrow(new Failure('boom'))).value)
  yield* next(log, generator)
  log((yield* generator.athrow(new Failure('late'))).value)
}

export function* aGeneratorThatFailsHasEnded(log: Log): Coroutine<void> {
  const generator: Numbers = asyncGenerator(function* (emit) {
    yield* emit(1)
    throw new Failure('boom')
  })
  for (let i = 0; i < 3; i += 1) yield* next(log, generator)
}

export function* aGeneratorIsClosedWhereItStands(log: Log): Coroutine<void> {
  const generator = count(log)
  yield* next(log, generator)
  yield* generator.aclose()
  log('closed at', getRunningLoop().time())
  yield* next(log, generator)
}

export function* aGeneratorThatGoesOnIsAnError(log: Log): Coroutine<void> {
  const generator: Numbers = asyncGenerator(function* (emit) {
    try {
      yield* emit(1)
    } catch (error) {
      if (error instanceof GeneratorExit) log('exit')
      yield* emit(2)
    }
  })
  yield* next(log, generator)
  try {
    yield* generator.aclose()
  } catch (error) {
    log(error)
  }
}

export function* twoCannotAwaitOneGenerator(log: Log): Coroutine<void> {
  const generator = count(log)
  yield* wait(['a', 'b'].map((name) => createTask(next(log, generator), { name })))
  yield* generator.aclose()
}

export function* cancellingWhoAwaitsAnItemEndsTheGenerator(log: Log): Coroutine<void> {
  const generator = count(log)
  const task = createTask(next(log, generator), { name: 'a' })
  yield* sleep(0)
  task.cancel()
  yield* wait([task])
  yield* next(log, generator)
}

export function* aTimeLimitOnAnItem(log: Log): Coroutine<void> {
  const generator = count(log)
  try {
    yield* waitFor(generator.next(), 0.5)
  } catch (error) {
    log(error)
  }
  yield* next(log, generator)
}

const keptByTasks = new WeakMap<object, unknown>()

function keep(value: unknown): void {
  const task = currentTask()
  if (task !== undefined) keptByTasks.set(task, value)
}

export function* generatorsThatAreLeftAreClosedAtTheEnd(log: Log): Coroutine<void> {
  const kept = [count(log), count(log), count(log)]
  for (const generator of kept.slice(0, 2)) yield* next(log, generator)
  keep(kept)
  log('main ends')
}

export function* anErrorInTheClosingAtTheEndIsReported(log: Log): Coroutine<void> {
  const generator: Numbers = asyncGenerator(function* (emit) {
    try {
      yield* emit(1)
    } catch {
      throw new Failure('boom')
    }
  })
  yield* next(log, generator)
  keep(generator)
}

export function* aReadingThatIsLeftClosesWhatItReads(log: Log): Coroutine<void> {
  yield* asyncFor(count(log), function* (item) {
    log(item)
    return item !== 2
  })
  log('goes on at', getRunningLoop().time())
}

export function* aGeneratorReadsAnother(log: Log): Coroutine<void> {
  const doubled = asyncGenerator<number>(function* (emit) {
    yield* asyncFor(count(log), function* (item) {
      yield* emit(2 * item)
    })
  })
  yield* asyncFor(doubled, function* (item) {
    log(item)
    return item !== 4
  })
  log('goes on')
}
