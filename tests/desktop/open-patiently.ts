/** Less than a hook may take, so that what was begun is ended by us. */
export const PATIENCE_MS = 150_000

/**
 * A start of Electron that shows no window for so long, as one of many hundred may, is ended and told,
 * and begun once more in what is left of the time.
 */
const FIRST_START_MS = 60_000

/**
 * Opens a window or a page, however long a busy machine takes for it. `open` gets a function to which
 * it says how to end what it has begun: nothing of a window that never answers is left behind.
 *
 * @throws what `open` throws, or an error where it does not open within 150 s
 */
export async function openPatiently<T>(
  open: (onBegun: (abandon: () => void) => void) => Promise<T>,
): Promise<T> {
  try {
    return await openWithin(FIRST_START_MS, open)
  } catch (error) {
    if (!(error instanceof TooLateError)) throw error
    console.warn(`${error.message}: it is started once more`)
    return openWithin(PATIENCE_MS - FIRST_START_MS, open)
  }
}

class TooLateError extends Error {
  override readonly name = 'TooLateError'
}

async function openWithin<T>(
  limitMs: number,
  open: (onBegun: (abandon: () => void) => void) => Promise<T>,
): Promise<T> {
  const abandons: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  const isTooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLateError(`did not open within ${limitMs / 1000} s`))
    }, limitMs)
  })
  try {
    return await Promise.race([open((abandon) => abandons.push(abandon)), isTooLate])
  } catch (error) {
    for (const abandon of abandons) abandon()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** How long a window may take to end when it is told to. */
const END_MS = 40_000

/**
 * Closes what a test has opened. One that does not end is killed and told, so that the test fails by
 * what it is about: how the lab ends has tests of its own.
 */
export async function closePatiently(close: () => Promise<void>, kill: () => void): Promise<void> {
  const timer = setTimeout(() => {
    console.warn(`did not end within ${END_MS / 1000} s: it is killed`)
    kill()
  }, END_MS)
  try {
    await close()
  } finally {
    clearTimeout(timer)
  }
}
