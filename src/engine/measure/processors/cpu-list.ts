/** Linux is built for at most so many cores. */
const MOST_CPUS = 8_192

/**
 * The cores of a list such as "0-3,8", in their order; null for anything else and for an empty one.
 * Source: cpuset(7), "List format".
 */
export function parseCpuList(text: string): readonly number[] | null {
  const ids = new Set<number>()
  for (const part of text.trim().split(',')) {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to)]
    if (from === '' || last < first || last >= MOST_CPUS) return null
    for (let id = first; id <= last; id += 1) ids.add(id)
  }
  return [...ids].sort((a, b) => a - b)
}

/** Cores as such a list: "0-3,8". */
export function cpuListText(ids: readonly number[]): string {
  const runs: [first: number, last: number][] = []
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && id === run[1] + 1) run[1] = id
    else runs.push([id, id])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}
