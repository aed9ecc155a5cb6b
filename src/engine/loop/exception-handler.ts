import type { EventLoop } from './event-loop'
import type { Future } from './future'
import type { Handle } from './handle'
import type { Host } from './host'

/** What is known about an error that nobody handles. */
export interface ExceptionContext {
  readonly message: string
  readonly exception?: unknown
  readonly future?: Future<unknown>
  readonly task?: Future<unknown>
  readonly handle?: Handle
}

export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void

/** Has the host print an error that no handler took. */
export function defaultReport(host: Host, context: ExceptionContext): void {
  const source = context.task ?? context.future ?? context.handle
  const suffix = source === undefined ? '' : ` (${source.toString()})`
  host.report(`${context.message}${suffix}`, context.exception)
}
