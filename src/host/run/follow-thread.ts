import type { Worker } from 'node:worker_threads'
import type { HostMessage, LastMessage } from '../../engine/measure/work-for-host'
import { RunError } from './run-error'

/** How long a thread may take to end everything by itself after a cancellation. */
const CANCEL_GRACE_MS = 900

/** Whom to follow, who hears of it and what may end it. */
export interface Following<News, Result> {
  /** What people call the thread: "coordinating thread". */
  readonly title: string
  /** Is given what the thread tells on its way. */
  readonly hear: (news: News) => void
  /** What the thread told of would make as a result; null before there is anything. */
  readonly soFar: () => Result | null
  /** Ends it within a second. */
  readonly signal?: AbortSignal | undefined
  readonly graceMs?: number | undefined
}

/**
 * Follows a thread that works for its host (`workForHost`) until there is a result, and ends it
 * then. One that does not stop within `graceMs` of a cancellation, as on a busy machine, is ended
 * before; the result is that of what it had told of.
 *
 * @throws RunError where the work cannot be done, the thread dies, or it does not stop when told
 *   and had told of nothing
 */
export async function followThread<News extends { readonly kind: string }, Result>(
  thread: Worker,
  { title, hear, soFar, signal, graceMs = CANCEL_GRACE_MS }: Following<News, Result>,
): Promise<Result> {
  let grace: NodeJS.Timeout | undefined
  let cancel: (() => void) | undefined
  try {
    return await new Promise<Result>((resolve, reject) => {
      const fail = (...[reason, text, stack]: ConstructorParameters<typeof RunError>): void => {
        reject(new RunError(reason, text, stack))
      }
      thread.on('message', (message: News | LastMessage<Result>) => {
        if (!isLast(message)) hear(message)
        else if (message.kind === 'finished') resolve(message.result)
        else fail('failed', message.message, message.stack)
      })
      thread.on('error', ({ message, stack }) => {
        fail('died', `The ${title} failed: ${message}`, stack)
      })
      thread.on('exit', (code) => {
        fail('died', `The ${title} ended without a result (code ${code})`)
      })
      const giveUp = (): void => {
        const result = soFar()
        if (result !== null) resolve(result)
        else fail('not-stopped', `The ${title} did not stop when told to and was ended`)
      }
      cancel = () => {
        thread.postMessage('cancel' satisfies HostMessage)
        // Timers come before messages: what has arrived in time is taken first.
        grace = setTimeout(() => setImmediate(giveUp), graceMs)
      }
      if (signal?.aborted === true) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  } finally {
    clearTimeout(grace)
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel)
    await thread.terminate()
  }
}

function isLast<Result>(
  message: { readonly kind: string } | LastMessage<Result>,
): message is LastMessage<Result> {
  return message.kind === 'finished' || message.kind === 'failed'
}
