// async with and async for over things of one's own.
import {
  asyncFor,
  asyncWith,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  type Coroutine,
  type CoroutineIterable,
  type CoroutineIterator,
  type SwallowingResource,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

/** Takes time to enter and to leave. */
class Room implements SwallowingResource<string> {
  readonly #log: Log
  readonly #name: string
  readonly #isSwallowing: boolean

  constructor(log: Log, name: string, isSwallowing = false) {
    this.#log = log
    this.#name = name
    this.#isSwallowing = isSwallowing
  }

  *enter(): Coroutine<string> {
    yield* sleep(1)
    this.#log('entered', this.#name)
    return this.#name
  }

  *exit(failure: { readonly error: unknown } | undefined): Coroutine<boolean> {
    this.#log('leaving', this.#name, failure?.error)
    yield* sleep(1)
    this.#log('left', this.#name)
    return this.#isSwallowing
  }
}

/** Takes time for every item. */
class Countdown implements CoroutineIterable<number>, CoroutineIterator<number> {
  #left: number

  constructor(start: number) {
    this.#left = start
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  *next(): Coroutine<IteratorResult<number>> {
    yield* sleep(1)
    if (this.#left === 0) return { done: true, value: undefined }
    this.#left -= 1
    return { done: false, value: this.#left + 1 }
  }
}

export function* aBlockIsEnteredAndLeft(log: Log): Coroutine<void> {
  yield* asyncWith(new Room(log, 'room'), function* (name) {
    log('in', name)
  })
  log('after')
}

export function* anErrorIsToldOnLeaving(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(new Room(log, 'room'), function* () {
      throw new Failure('boom')
    })
  } catch (error) {
    log('outside', error)
  }
}

export function* anErrorIsSwallowed(log: Log): Coroutine<void> {
  yield* asyncWith(new Room(log, 'room', true), function* () {
    throw new Failure('boom')
  })
  log('goes on')
}

export function* blocksNest(log: Log): Coroutine<void> {
  try {
    yield* asyncWith(new Room(log, 'outer'), function* () {
      yield* asyncWith(new Room(log, 'inner'), function* () {
        throw new Failure('boom')
      })
    })
  } catch (error) {
    log('outside', error)
  }
}

export function* cancellingInsideABlock(log: Log): Coroutine<void> {
  function* visit(): Coroutine<void> {
    yield* asyncWith(new Room(log, 'room'), function* () {
      yield* sleep(10)
    })
  }

  const task = createTask(visit(), { name: 'visitor' })
  yield* sleep(5)
  task.cancel('closing time')
  yield* wait([task])
  log(task.cancelled())
}

export function* cancellingWhileEntering(log: Log): Coroutine<void> {
  function* visit(): Coroutine<void> {
    yield* asyncWith(new Room(log, 'room'), function* () {
      log('never')
    })
  }

  const task = createTask(visit(), { name: 'visitor' })
  yield* sleep(0)
  task.cancel()
  yield* wait([task])
  log(task.cancelled())
}

export function* cancellingWhileLeaving(log: Log): Coroutine<void> {
  function* visit(): Coroutine<void> {
    yield* asyncWith(new Room(log, 'room'), function* () {
      log('inside')
    })
  }

  const task = createTask(visit(), { name: 'visitor' })
  yield* sleep(1)
  yield* sleep(0)
  task.cancel('too late to stay')
  yield* wait([task])
  log(task.cancelled())
}

export function* aLoopOverWhatTakesTime(log: Log): Coroutine<void> {
  yield* asyncFor(new Countdown(3), function* (item) {
    log('item', item)
  })
  log('over at', getRunningLoop().time())
}

export function* twoLoopsInterleave(log: Log): Coroutine<void> {
  function* count(name: string): Coroutine<void> {
    yield* asyncFor(new Countdown(3), function* (item) {
      log(name, item)
    })
  }

  yield* gather([count('a'), count('b')])
}

export function* leavingALoopEarly(log: Log): Coroutine<void> {
  yield* asyncFor(new Countdown(3), function* (item) {
    log('item', item)
    return item !== 2
  })
  log('over at', getRunningLoop().time())
}

export function* anErrorInTheBodyOfALoop(log: Log): Coroutine<void> {
  try {
    yield* asyncFor(new Countdown(3), function* (item) {
      throw new Failure(`at ${item}`)
    })
  } catch (error) {
    log('outside', error)
  }
}
