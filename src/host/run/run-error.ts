/** Why there is no result. */
export type RunFault = 'failed' | 'died' | 'not-stopped'

/** A run that could not be done or did not end as it should; the message is for a person. */
export class RunError extends Error {
  override readonly name = 'RunError'
  readonly reason: RunFault

  /** @param threadStack where in the engine's thread it happened, kept for debugging */
  constructor(reason: RunFault, message: string, threadStack?: string | null) {
    super(message)
    this.reason = reason
    if (typeof threadStack === 'string') this.stack = threadStack
  }
}

/**
 * Null in place of a result where it was cancelled and, not stopping by itself, ended with nothing.
 */
export async function nullIfNotStopped<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (error instanceof RunError && error.reason === 'not-stopped') return null
    throw error
  }
}
