import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else
      signal.addEventListener('abort', () => {
        resolve()
      })
  })
}

/** Resolves after `ms`, as soon as it can where that is past, or at once when the signal aborts. */
export async function delayUnless(signal: AbortSignal, ms: number): Promise<void> {
  try {
    await delay(Math.max(0, ms), undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
