import { describe } from './describe'
import type { EventLoop } from './event-loop'
import type { Future } from './task/future'
import type { Handle } from './iteration/handle'
import type { Host } from './iteration/host'

/** What is known about an error that nobody handles. */
export interface ExceptionContext {
  readonly message: string
  readonly exception?: unknown
  readonly future?: Future<unknown>
  readonly task?: Future<unknown>
  readonly handle?: Handle
  /** What the exception handler was told when it failed itself. */
  readonly context?: ExceptionContext
}

export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void

/** Throws `TypeError` unless `handler` can be called. */
export function checkExceptionHandler(handler: unknown): void {
  if (handler === undefined || typeof handler === 'function') return
  throw new TypeError(`an exception handler is a function or undefined, got ${describe(handler)}`)
}

/** Has the host print an error that no handler took; first the one that a handler failed at. */
export function defaultReport(host: Host, context: ExceptionContext): void {
  if (context.context !== undefined) defaultReport(host, context.context)
  const source = context.task ?? context.future ?? context.handle
  const suffix = source === undefined ? '' : ` (${source.toString()})`
  host.report(`${context.message}${suffix}`, context.exception)
}
