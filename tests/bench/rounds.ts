/** One way of doing a thing; it may return a function that clears up, which is not timed. */
export type Way = () => unknown

async function timed(way: Way, isCollected: boolean): Promise<number> {
  if (isCollected) globalThis.gc?.()
  const startMs = performance.now()
  const clearUp: unknown = await way()
  const tookMs = performance.now() - startMs
  if (typeof clearUp === 'function') (clearUp as () => void)()
  return tookMs
}

/**
 * Times several ways of doing the same, in turn, `count` times, and gives the least time of each
 * in milliseconds: interleaved, so that what else the machine does hits all of them alike, and the
 * least, because disturbance only ever adds. Garbage is collected before each unless `isCollected`
 * says not to: a collection throws away what V8 compiled for a loop that is gone, and what makes no
 * garbage to speak of would be timed while it is compiled again.
 */
export async function interleaved<K extends string>(
  ways: Readonly<Record<K, Way>>,
  count = 7,
  isCollected = true,
): Promise<Record<K, number>> {
  const names = Object.keys(ways) as K[]
  const least = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<K, number>
  for (let round = 0; round < count; round += 1) {
    for (const name of names)
      least[name] = Math.min(least[name], await timed(ways[name], isCollected))
  }
  return least
}
