/** Less than a hook may take, so that what was begun is ended by us. */
export const PATIENCE_MS = 240_000

/** How long a page may take for what is asked of it, on a machine that does ten other things. */
export const ANSWER_MS = 90_000

/**
 * Opens a window or a page, once, however long a busy machine takes for it. `open` gets a function
 * to which it says how to end what it has begun: nothing of a window that never answers is left
 * behind.
 *
 * @throws what `open` throws, or an error where it does not open within 240 s
 */
export async function openPatiently<T>(
  open: (onBegun: (abandon: () => void) => void) => Promise<T>,
): Promise<T> {
  const abandons: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  const isTooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`did not open within ${PATIENCE_MS / 1000} s`))
    }, PATIENCE_MS)
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
