import { checkTime } from '../task/check'
import type { Coroutine } from '../task/coroutine'
import { currentTask } from '../task/tasks'
import { CancelledError, TimeoutError, type Failure } from '../errors'
import type { Handle } from '../iteration/handle'
import type { Resource } from '../statement/resource'
import { getRunningLoop } from '../running-loop'
import type { Task } from '../task/task'

type TimeoutState = 'created' | 'active' | 'expiring' | 'expired' | 'finished'

/**
 * A time limit around a block: when it is reached, the task in the block is cancelled, and the
 * `CancelledError` that comes out of the block becomes a `TimeoutError`. A cancellation from
 * elsewhere passes through as what it is. A block that refuses the cancellation is not ended.
 */
export class Timeout implements Resource<Timeout> {
  #state: TimeoutState = 'created'
  #whenMs: number | undefined
  #timer: Handle | undefined
  #task: Task<unknown> | undefined
  #cancellingBefore = 0

  /** `whenMs` is the limit in the loop's time, or `undefined` for none yet. */
  constructor(whenMs: number | undefined) {
    this.#whenMs = whenMs
  }

  /** The limit in the loop's time (milliseconds), or `undefined` for none. */
  when(): number | undefined {
    return this.#whenMs
  }

  /** Moves the limit, in the loop's time (milliseconds). Throws outside of the block. */
  reschedule(whenMs: number | undefined): void {
    if (this.#state !== 'active') {
      throw new Error(
        this.#state === 'created'
          ? 'Timeout has not been entered'
          : `Cannot change state of ${this.#state} Timeout`,
      )
    }
    this.#whenMs = whenMs
    this.#timer?.cancel()
    this.#timer = this.#arm(whenMs)
  }

  /** Whether the limit was reached. */
  expired(): boolean {
    return this.#state === 'expiring' || this.#state === 'expired'
  }

  *enter(): Coroutine<Timeout> {
    if (this.#state !== 'created') throw new Error('Timeout has already been entered')
    const task = currentTask()
    if (task === undefined) throw new Error('Timeout should be used inside a task')
    this.#state = 'active'
    this.#task = task
    this.#cancellingBefore = task.cancelling()
    this.reschedule(this.#whenMs)
    return this
  }

  *exit(failure: Failure | undefined): Coroutine<void> {
    this.#timer?.cancel()
    this.#timer = undefined
    if (this.#state !== 'expiring') {
      this.#state = 'finished'
      return
    }
    this.#state = 'expired'
    const cancelling = this.#task?.uncancel() ?? 0
    // More requests than before the block: someone else wants the task cancelled too.
    if (cancelling <= this.#cancellingBefore && CancelledError.is(failure?.error)) {
      throw new TimeoutError('', { cause: failure.error })
    }
  }

  #arm(whenMs: number | undefined): Handle | undefined {
    if (whenMs === undefined) return undefined
    const loop = getRunningLoop()
    return whenMs <= loop.time()
      ? loop.callSoon(this.#onTimeout)
      : loop.callAt(whenMs, this.#onTimeout)
  }

  readonly #onTimeout = (): void => {
    this.#task?.cancel()
    this.#state = 'expiring'
    this.#timer = undefined
  }
}

/**
 * A time limit of `ms` from now, to be used with `asyncWith`; `undefined` sets none, for
 * `reschedule` to set later. Throws outside of a running loop.
 *
 * @example
 * yield* asyncWith(timeout(500), function* () {
 *   yield* download(url)
 * })
 */
export function timeout(ms: number | undefined): Timeout {
  const loop = getRunningLoop()
  if (ms === undefined) return new Timeout(undefined)
  checkTime('timeout', 'ms', ms)
  return new Timeout(loop.time() + ms)
}

/**
 * A time limit at `whenMs` in the loop's time, as `timeout` otherwise.
 *
 * @example
 * const untilMs = getRunningLoop().time() + 500
 * yield* asyncWith(timeoutAt(untilMs), () => download(first))
 * yield* asyncWith(timeoutAt(untilMs), () => download(second))
 */
export function timeoutAt(whenMs: number | undefined): Timeout {
  if (whenMs !== undefined) checkTime('timeoutAt', 'whenMs', whenMs)
  return new Timeout(whenMs)
}
