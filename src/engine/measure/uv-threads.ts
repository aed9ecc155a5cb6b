/** What libuv has where nothing is said, and at most. Source: its src/threadpool.c. */
export const USUAL_UV_THREADS = 4
const MOST_UV_THREADS = 1_024

/**
 * How many threads libuv has by its environment variable, as libuv itself reads it: no number is 0,
 * 0 is one thread, and there are 1,024 at most.
 */
export function uvThreadsOf(variable: string | undefined): number {
  if (variable === undefined) return USUAL_UV_THREADS
  const number = Number.parseInt(variable, 10)
  if (Number.isNaN(number) || number === 0) return 1
  return number < 0 ? MOST_UV_THREADS : Math.min(MOST_UV_THREADS, number)
}
