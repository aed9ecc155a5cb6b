// shield: who awaits is cancelled, what is awaited is not.
import {
  createTask,
  gather,
  getRunningLoop,
  shield,
  sleep,
  wait,
  type Awaitable,
  type Coroutine,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

function* work(log: Log, name: string, delayMs: number, error?: string): Coroutine<string> {
  try {
    yield* sleep(delayMs)
  } catch (cancelled) {
    log(name, 'cancelled')
    throw cancelled
  }
  if (error !== undefined) throw new Failure(error)
  log(name, 'done')
  return name
}

function* attempt(log: Log, name: string, awaitable: Awaitable<unknown>): Coroutine<void> {
  try {
    log(name, 'gave', yield* awaitable)
  } catch (error) {
    log(name, 'threw', error)
  }
}

export function* aResultPassesThrough(log: Log): Coroutine<void> {
  yield* attempt(log, 'shield', shield(work(log, 'a', 3)))
}

export function* anErrorPassesThrough(log: Log): Coroutine<void> {
  yield* attempt(log, 'shield', shield(work(log, 'a', 3, 'boom')))
}

export function* whatIsShieldedOutlivesWhoAwaits(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 5), { name: 'inner' })
  const outer = createTask(attempt(log, 'outer', shield(inner)), { name: 'outer' })
  yield* sleep(1)
  outer.cancel()
  yield* wait([outer])
  log(inner.done())
  log(yield* inner)
}

export function* cancellingTheShieldedCancelsWhoAwaits(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 5), { name: 'inner' })
  const outer = createTask(attempt(log, 'outer', shield(inner)), { name: 'outer' })
  yield* sleep(1)
  inner.cancel('inner')
  yield* wait([outer])
}

export function* aFinishedFutureNeedsNoShield(log: Log): Coroutine<void> {
  const future = getRunningLoop().createFuture<number>()
  future.setResult(1)
  log(shield(future) === future)
}

export function* anErrorAfterTheShieldWasCancelledIsReported(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 5, 'unseen'), { name: 'inner' })
  const shielded = shield(inner)
  yield* sleep(1)
  log(shielded.cancel('stop'))
  yield* sleep(10)
}

export function* anErrorInTheTurnInWhichTheShieldIsCancelled(log: Log): Coroutine<void> {
  const inner = getRunningLoop().createFuture()
  const shielded = shield(inner)
  inner.setException(new Failure('unseen'))
  log(shielded.cancel())
  yield* sleep(1)
}

export function* twoShieldsAroundOneTask(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 5), { name: 'inner' })
  const first = createTask(attempt(log, 'first', shield(inner)), { name: 'first' })
  const second = createTask(attempt(log, 'second', shield(inner)), { name: 'second' })
  yield* sleep(1)
  first.cancel()
  yield* wait([first, second])
}

export function* aShieldInAGathering(log: Log): Coroutine<void> {
  const inner = createTask(work(log, 'inner', 5), { name: 'inner' })
  const outer = gather([shield(inner), work(log, 'b', 5)])
  yield* sleep(1)
  outer.cancel()
  yield* attempt(log, 'gather', outer)
  yield* attempt(log, 'inner', inner)
}
