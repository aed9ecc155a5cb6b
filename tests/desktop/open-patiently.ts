const limitMs = 50_000
const attempts = 3

/**
 * Opens a window or a page, once more where it does not open within 50 s: now and then a window on a
 * busy machine never answers, and a hook is not tried again by the test runner. `open` gets a function
 * to which it says how to end what it has begun. What was abandoned is told on standard error.
 *
 * @throws what the last of three attempts threw
 */
export async function openPatiently<T>(
  open: (onBegun: (abandon: () => void) => void) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const abandons: (() => void)[] = []
    let timer: NodeJS.Timeout | undefined
    const isTooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`did not open within ${limitMs / 1000} s`))
      }, limitMs)
    })
    try {
      return await Promise.race([open((abandon) => abandons.push(abandon)), isTooLate])
    } catch (error) {
      for (const abandon of abandons) abandon()
      if (attempt === attempts) throw error
      console.warn(`Opening it once more: ${String(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }
}
