import { parentPort } from 'node:worker_threads'
import { Refusal, type Refused } from './refusal'

/** What a thread posts as soon as it hears of a cancellation: it does not hang, and ends soon. */
export interface CancelHeard {
  readonly kind: 'cancel-heard'
}

/** What a host may post to a thread that works for it; the second answers what it was told. */
export type HostMessage = 'cancel' | 'heard'

/** What a thread that works for a host posts once, after all that it told on its way. */
export type LastMessage<Result> =
  /** Also after a cancellation: what was measured until then. */
  | { readonly kind: 'finished'; readonly result: Result }
  /** The order cannot be done as it is, such as with a folder that is not there. */
  | (Refused & { readonly kind: 'refused' })
  /** It could not be done at all; the message is for people. */
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null }

/**
 * What a thread does for its host: tells of it on the way, and ends early when the signal aborts.
 *
 * @param heard resolves once the host has answered all that it was told: only of hosts that answer
 */
export type Work<News, Result> = (
  tell: (news: News) => void,
  signal: AbortSignal,
  heard: () => Promise<void>,
) => Promise<Result>

/**
 * Does a thread's work for the host that started it: posts what the work tells, hands a
 * cancellation on as a signal, posts how it ended and lets the thread end.
 *
 * @throws Error on the main thread, which has no host
 */
export function workForHost<News, Result>(work: Work<News, Result>): void {
  const port = parentPort
  if (port === null) throw new Error('This cannot be done on the main thread')
  const post = (message: News | CancelHeard | LastMessage<Result>): void => {
    port.postMessage(message)
  }
  const cancellation = new AbortController()
  let unanswered = 0
  let answered = (): void => undefined
  port.on('message', (message: HostMessage) => {
    if (message === 'heard') {
      unanswered -= 1
      if (unanswered === 0) answered()
      return
    }
    post({ kind: 'cancel-heard' })
    cancellation.abort(message)
  })
  const tell = (news: News): void => {
    unanswered += 1
    post(news)
  }
  const heard = (): Promise<void> =>
    new Promise((resolve) => {
      answered = resolve
      if (unanswered === 0) resolve()
    })
  work(tell, cancellation.signal, heard)
    .then((result) => {
      post({ kind: 'finished', result })
    })
    .catch((error: unknown) => {
      if (error instanceof Refusal) {
        const { reason, field, what, value, why } = error
        post({ kind: 'refused', reason, field, what, value, why })
        return
      }
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      post({ kind: 'failed', message, stack: stack ?? null })
    })
    .finally(() => {
      // Nothing keeps the thread alive once its port no longer listens.
      port.close()
    })
}
