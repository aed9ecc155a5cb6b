import {
  asyncFor,
  asyncWith,
  CancelledError,
  control,
  getRunningLoop,
  print,
  share,
} from 'corewise'
import { sleep, timeout, TimeoutError } from 'corewise'
import type { Coroutine, CoroutineIterable, Resource } from 'corewise'

const connection: Resource<string> = {
  *enter() {
    yield* sleep(10)
    print('connected')
    share('is closed', false)
    return 'connection'
  },
  *exit() {
    yield* sleep(10)
    print('closed at', getRunningLoop().time(), 'ms')
    share('is closed', true)
  },
}

function lines(): CoroutineIterable<string> {
  let n = 0
  return {
    [Symbol.asyncIterator]: () => ({
      *next() {
        if (n === 5) return { done: true as const, value: undefined }
        yield* asyncWith(timeout(control('limitMs', 100)), function* () {
          yield* sleep(30)
        })
        n += 1
        return { done: false as const, value: `line ${n}` }
      },
    }),
  }
}

function* readAll(): Coroutine<void> {
  yield* asyncWith(connection, function* () {
    try {
      yield* asyncFor(lines(), function* (line) {
        print(line)
      })
    } catch (error) {
      if (error instanceof CancelledError) print('cancelled while reading')
      throw error
    }
  })
}

export function* main(): Coroutine<void> {
  share('is closed', 'it was never open')
  try {
    yield* readAll()
    print('read everything')
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    print('too late at', getRunningLoop().time(), 'ms')
  }
}
