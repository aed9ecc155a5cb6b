import type {
  EngineOrder,
  FromEngine,
  LastFromEngine,
  ToEngine,
} from '../../../engine/process/engine-message'
import type { CancelHeard } from '../../../engine/process/work-for-host'
import type { Refused } from '../../../engine/process/refusal'
import { describeEnd, type OwnProcess } from '../../../engine/process/own-process'
import { InputError, quote } from '../../input/input-error'
import { RunError } from '../run-error'

/** How long the engine may take to end everything by itself after a cancellation. */
const CANCEL_GRACE_MS = 800

/**
 * One that has heard of the cancellation gets so many times as long: it needs no more than 0.3 s,
 * but on a machine that is very busy that takes seconds, and what was measured would be lost.
 */
const HEARD_GRACE_FACTOR = 4

/** One that does not even end by force, as its disk does not answer, is left to the system. */
const KILL_LIMIT_MS = 300

/** What the engine is to do, what hears of it and what may end it. */
export interface Following<News, Result> {
  readonly order: EngineOrder
  /** What people call what is done: "measurement of the run". */
  readonly title: string
  /** Is given what the engine tells on its way. */
  readonly hear: (news: News) => void
  /**
   * What the engine told of would make as a result; null before there is anything.
   *
   * @param fault why there will be no more, in words; null where it was cancelled
   */
  readonly soFar: (fault: string | null) => Result | null
  /** Ends it within a second. */
  readonly signal?: AbortSignal | undefined
  readonly graceMs?: number | undefined
}

/**
 * Gives an engine process its order and follows it until there is a result; the process is ended
 * then, from outside. One that neither stops nor says that it has heard within `graceMs` of a
 * cancellation, as where it waits for a disk that does not answer, is ended before; so its result
 * is that of what it had told of, as it is where the process dies.
 *
 * @throws InputError where the order names what cannot be used
 * @throws RunError where the work cannot be done, or the engine dies or does not stop when told and
 *   had told of nothing
 */
export async function followEngine<News extends { readonly kind: string }, Result>(
  engine: OwnProcess<ToEngine, FromEngine<News, Result>>,
  { order, title, hear, soFar, signal, graceMs = CANCEL_GRACE_MS }: Following<News, Result>,
): Promise<Result> {
  let grace: NodeJS.Timeout | undefined
  let cancel: (() => void) | undefined
  let isOver = false
  try {
    return await new Promise<Result>((resolve, reject) => {
      const die = (fault: string, stack: string | null): void => {
        const result = soFar(fault)
        if (result !== null) resolve(result)
        else reject(new RunError('died', fault, stack))
      }
      engine.onMessage((message) => {
        if (isHeard(message)) hurry(graceMs * HEARD_GRACE_FACTOR)
        else if (!isLast(message)) hear(message)
        else if (message.kind === 'finished') resolve(message.result)
        else if (message.kind === 'died')
          die(`The ${title} failed: ${message.message}`, message.stack)
        else if (message.kind === 'refused') reject(inputError(message))
        else reject(new RunError('failed', message.message, message.stack))
      })
      void engine.ended.then((end) => {
        die(`The process of the ${title} ended (${describeEnd(end)})`, null)
      })
      const giveUp = (): void => {
        const result = soFar(null)
        if (result !== null) resolve(result)
        else {
          const message = `The ${title} did not stop when told to and was ended`
          reject(new RunError('not-stopped', message))
        }
      }
      const hurry = (ms: number): void => {
        clearTimeout(grace)
        if (isOver) return
        // Timers come before messages: what has arrived in time is taken first.
        grace = setTimeout(() => setImmediate(giveUp), ms)
      }
      cancel = () => {
        engine.post('cancel')
        hurry(graceMs)
      }
      engine.post(order)
      if (signal?.aborted === true) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  } finally {
    isOver = true
    clearTimeout(grace)
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel)
    engine.kill()
    await gone(engine)
  }
}

function isHeard(message: { readonly kind: string }): message is CancelHeard {
  return message.kind === 'cancel-heard'
}

function isLast<Result>(
  message: { readonly kind: string } | LastFromEngine<Result>,
): message is LastFromEngine<Result> {
  return ['finished', 'refused', 'failed', 'died'].includes(message.kind)
}

function inputError({ reason, field, what, value, why }: Refused): InputError {
  return new InputError(reason, `${field}: the ${what} ${quote(value)} ${why}`, {
    source: value,
    field,
    value,
  })
}

async function gone({ ended }: Pick<OwnProcess<never, never>, 'ended'>): Promise<void> {
  let limit: NodeJS.Timeout | undefined
  const isLate = new Promise((resolve) => {
    limit = setTimeout(resolve, KILL_LIMIT_MS)
  })
  await Promise.race([ended, isLate])
  clearTimeout(limit)
}
